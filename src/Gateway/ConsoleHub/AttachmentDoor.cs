using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Organisations;

namespace Gateway.ConsoleHub;

/// <summary>Hands out what a person sent besides words, to whoever has their conversation, and in such a way that no browser makes a page of it.</summary>
/// <remarks>
/// A picture is shown only as it was put together here. Everything else is a download without a type, under a name of ours. Both come
/// with a policy under which even a page would be able to do nothing.
/// </remarks>
internal static class AttachmentDoor
{
    public static void MapAttachments(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/api/conversations/{id}/attachments/{attachmentId}", HandleAsync).RequireAuthorization(Policies.Counsel)
            .WithName("Attachment").WithSummary("A picture or file of one's own conversation. Leaves an audit line.");

    private static async Task<IResult> HandleAsync(string id, string attachmentId, HttpContext context, ConversationAccess access)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'; frame-ancestors 'none'";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Referrer-Policy"] = "no-referrer";
        if (await access.OpenAsync(context.User.AsStaff()!.Id, id, attachmentId, context.RequestAborted) is not { } attachment)
            return Results.Problem(statusCode: 404, title: "There is no such attachment.", extensions: new Dictionary<string, object?> { ["code"] = "attachment.not_found" });
        var isPicture = FileType.IsPictureName(attachment.Type);
        headers.ContentDisposition = $"{(isPicture ? "inline" : "attachment")}; filename=\"{attachment.Number}.{FileType.EndingOf(attachment.Type)}\"";
        return new Parts(attachment, isPicture ? attachment.Type : "application/octet-stream");
    }

    private sealed class Parts(OpenAttachment attachment, string type) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = type;
            httpContext.Response.ContentLength = attachment.Size;
            try
            {
                await attachment.WriteToAsync(httpContext.Response.Body, httpContext.RequestAborted);
            }
            catch (Exception error) when (error is InvalidDataException or OperationCanceledException or Records.RecordsUnavailableException)
            {
                // Half of it must not look like all of it.
                httpContext.Abort();
            }
        }
    }
}
