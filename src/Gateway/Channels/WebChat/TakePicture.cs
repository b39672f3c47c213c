using System.Security.Cryptography;
using Gateway.Conversations;
using Gateway.Conversations.Attachments;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.WebChat;

/// <summary>Takes a picture that a person chooses on the page: put together anew before it is stored, never on the disk before it is sealed.</summary>
public sealed partial class TakePicture(ReceiveInbound receive, ReadTalk talks, ChatDoor door, ChatLimits limits, OrganisationDirectory organisations, Ids ids, ILogger<TakePicture> log) : IDisposable
{
    // Beside the picture the form holds an id.
    private const int AroundIt = 64 * 1024;

    // Each is in memory as a whole while it is read.
    private readonly SemaphoreSlim _atOnce = new(2, 2);

    /// <summary><c>POST /chat/{entrance}/pictures</c>: taken when whoever answers takes pictures, and the talk has begun and goes on. A stranger's first act is a word.</summary>
    internal async Task<IResult> HandleAsync(HttpContext context)
    {
        var visit = ChatVisit.Of(context);
        try
        {
            if (visit.Secret is not { } secret || await talks.FindAsync(visit, context.RequestAborted) is not { ClosedAt: null } talk || visit.Answering(talk, organisations) is not { Attachments: not TakenAttachments.None } taking)
                return await door.RefuseAsync(context, StatusCodes.Status403Forbidden, "no_pictures", "problem.noPictures");
            if (!limits.MaySend(secret)) return await door.RefuseAsync(context, StatusCodes.Status429TooManyRequests, "too_fast", "problem.tooFast");
            if (!await _atOnce.WaitAsync(TimeSpan.FromSeconds(10), context.RequestAborted))
                return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.pictureAway");
            try
            {
                return await TakeAsync(context, visit, secret, taking.LargestAttachment);
            }
            finally
            {
                _atOnce.Release();
            }
        }
        catch (RecordsUnavailableException error)
        {
            LogNotStored(error);
            return await door.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, "away", "problem.pictureAway");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _atOnce.Dispose();

    private async Task<IResult> TakeAsync(HttpContext context, ChatVisit visit, Redacted<string> secret, long largest)
    {
        if (context.Request.ContentLength > largest + AroundIt) return await TooLargeAsync(context);
        if (await ReadAsync(context, largest + AroundIt) is not { } form) return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "broken", "problem.notAPicture");
        if (form.Files.GetFile("picture") is not { Length: > 0 } file) return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "empty", "problem.noPicture");
        if (file.Length > largest) return await TooLargeAsync(context);
        using var whole = new MemoryStream((int)file.Length);
        await file.CopyToAsync(whole, context.RequestAborted);
        var bytes = whole.GetBuffer().AsMemory(0, (int)whole.Length);
        if (FileType.Of(bytes.Span[..Math.Min(bytes.Length, FileType.Head)]) is not { IsPicture: true })
            return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "not_a_picture", "problem.notAPicture");
        var (picture, state) = BarePicture.Of(bytes);
        if (state == AttachmentStates.TooLarge) return await TooLargeAsync(context);
        if (picture is null) return await door.RefuseAsync(context, StatusCodes.Status400BadRequest, "not_a_picture", "problem.notAPicture");
        var clientId = Ids.IsId(form["clientId"]) ? form["clientId"].ToString().ToLowerInvariant() : ids.New();
        // Not bound to the request: who closes the page has still sent it.
        await receive.ReceiveAsync(new Inbound(
            visit.Organisation.Id, ChannelNames.Chat, visit.Account, secret, talks.EventIdOf(visit, secret, clientId, Redacted.Of(Convert.ToHexString(SHA256.HashData(picture.Bytes)))), InboundKind.Unknown,
            What: AttachmentKinds.Image, Language: visit.Language, Attachment: new SentAttachment(AttachmentKinds.Image, picture.Bytes.Length) { Picture = picture }));
        return ChatDoor.WantsJson(context.Request) ? Results.Json(new { }) : TakeWords.SeeOther(visit);
    }

    private Task<IResult> TooLargeAsync(HttpContext context) => door.RefuseAsync(context, StatusCodes.Status413PayloadTooLarge, "too_large", "problem.pictureTooLarge");

    // In memory and nowhere else: the framework would put a larger file on the disk, open for whoever can read there.
    private static async Task<IFormCollection?> ReadAsync(HttpContext context, long largest)
    {
        if (!context.Request.HasFormContentType) return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = largest;
        try
        {
            return await context.Request.ReadFormAsync(
                new FormOptions { MemoryBufferThreshold = (int)largest, BufferBodyLengthLimit = largest, MultipartBodyLengthLimit = largest, ValueCountLimit = 8, ValueLengthLimit = 1024 },
                context.RequestAborted);
        }
        catch (Exception error) when (error is InvalidDataException or BadHttpRequestException or IOException)
        {
            return null;
        }
    }

    [LoggerMessage(1657, LogLevel.Error, "A person's picture could not be stored; they were told so")]
    private partial void LogNotStored(Exception error);
}
