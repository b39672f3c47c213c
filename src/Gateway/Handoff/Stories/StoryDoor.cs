using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff.Stories;

/// <summary><c>/api/conversations/{id}/stories</c> for the counsellor who asks; <c>/api/stories</c> for those who use what was agreed to.</summary>
internal static class StoryDoor
{
    private const int LargestBody = 16 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    public static void MapStories(this IEndpointRouteBuilder endpoints)
    {
        var talks = endpoints.MapGroup("/api/conversations/{id}/stories").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel);
        talks.MapGet("", OccasionsAsync).WithSummary("The hand-offs of this person that came to a connection, and whether the person may be asked for a story of them.");
        talks.MapPost("", AskAsync).WithSummary("Asks the person, once, whether this story may be used.");
        var stories = endpoints.MapGroup("/api/stories").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.UseStories);
        stories.MapGet("", AllAsync).WithSummary("The stories that may be used now, how many wait, and what must be taken out where it was printed.");
        stories.MapGet("/export", ExportAsync).WithSummary("The same as a file, json or csv; with use=use_inside or use=use_published only those.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> OccasionsAsync(string id, HttpContext context, AskStory ask) => Results.Json(
        (await ask.OccasionsAsync(context.User.AsStaff()!, id, context.RequestAborted)).Select(one => new Occasion(one.Referral.Id, one.Referral.RecipientName, CodeOf(one.Bar))), s_options);

    private static async Task<IResult> AskAsync(string id, HttpContext context, AskStory ask)
    {
        if (await ReadAsync(context) is not { Referral: { } referral } asked) return Problem(400, "request.not_json", "Please send the JSON that is expected, at most 16 KiB.");
        var words = new StoryWords(Sheets.TidyText.Of(asked.Before ?? ""), Sheets.TidyText.Of(asked.Since ?? ""), Sheets.TidyText.Of(asked.Now ?? ""), string.IsNullOrEmpty(asked.Prefecture) ? null : asked.Prefecture);
        var answer = await ask.AskAsync(context.User.AsStaff()!, id, referral, Redacted.Of(words), asked.Looked, context.RequestAborted);
        return answer.Outcome switch
        {
            AskStoryOutcome.Asked => Results.NoContent(),
            AskStoryOutcome.Barred => Problem(409, "story." + CodeOf(answer.Bar), "This person is not asked for a story."),
            AskStoryOutcome.NotYours => Problem(404, "conversation.not_yours", "There is no such conversation or hand-off of yours."),
            AskStoryOutcome.Words => Problem(400, "story.words", $"A story has one part at least, each of at most {StoryWords.Longest} letters, and a prefecture of two digits or none."),
            AskStoryOutcome.Known => Found("story.known", "Something of the person's own sheet, or a name, stands in it.", answer.Found!),
            AskStoryOutcome.Telling => Found("story.telling", "Something in it looks like a name, a place or a number: please look at it.", answer.Found!),
            AskStoryOutcome.OtherStands => Problem(409, "question.other_stands", "Another question to this person stands."),
        };
    }

    private static async Task<IResult> AllAsync(HttpContext context, ReadStories read)
    {
        var shelf = await read.AllAsync(context.User.AsStaff()!, context.RequestAborted);
        return Results.Json(new Shelf([.. shelf.Agreed.Select(Of)], shelf.Waiting, [.. shelf.Gone.Select(one => new Gone(one.Number, Utc.FromMs(one.ExportedAt!.Value)))]), s_options);
    }

    private static async Task<IResult> ExportAsync(HttpContext context, ReadStories read, TimeProvider time, string? format, string? use)
    {
        var only = use is { Length: > 0 } code ? ConsentItems.UseOfCode(code) : null;
        if (format is not ("json" or "csv") || (use is { Length: > 0 } && only is null)) return Problem(400, "story.format", "format is json or csv; use is use_inside, use_published or nothing.");
        var stories = (await read.ExportAsync(context.User.AsStaff()!, only, context.RequestAborted)).Select(Of).ToList();
        var day = Sheets.JapanTime.Day(time.GetUtcNow());
        return format == "json"
            ? Results.File(StoryFile.Json(stories, time.GetUtcNow()), "application/json", $"stories-{day}.json")
            : Results.File(StoryFile.Csv(stories), "text/csv; charset=utf-8", $"stories-{day}.csv");
    }

    private static StoryView Of(AgreedStory one) => new(
        one.Story.Number, one.Story.Words!.Before, one.Story.Words.Since, one.Story.Words.Now, one.Story.Words.Prefecture, [.. one.Uses.Select(ConsentItems.CodeOf)],
        Utc.FromMs(one.Consent.AnsweredAt!.Value), Utc.FromMs(one.Consent.ValidUntil!.Value), one.Consent.Id, one.Story.Revision > 1, TellingWords.Guessed(one.Story.Words));

    private static string CodeOf(StoryBar bar) => bar switch
    {
        StoryBar.None => "none",
        StoryBar.NotConnected => "not_connected",
        StoryBar.NotByConsent => "not_by_consent",
        StoryBar.AskedBefore => "asked_before",
        StoryBar.Danger => "danger",
        StoryBar.Unsafe => "unsafe",
        StoryBar.Unknown => "unknown",
        StoryBar.NotThere => "not_there",
        StoryBar.Hours => "hours",
        StoryBar.NoPage => "no_page",
    };

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static IResult Found(string code, string title, IReadOnlyList<string> found) => Results.Problem(
        title: title, statusCode: 409, extensions: new Dictionary<string, object?> { ["code"] = code, ["found"] = JsonSerializer.SerializeToNode(found, s_options) });

    private static async Task<Asked?> ReadAsync(HttpContext context)
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<Asked>(body.AsSpan(0, length), s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Occasion(string Referral, string BodyName, string Bar);

    private sealed record Shelf(IReadOnlyList<StoryView> Agreed, int Waiting, IReadOnlyList<Gone> Gone);

    private sealed record Gone(string Number, DateTimeOffset ExportedAt);

    private sealed record Asked(string? Referral, string? Before, string? Since, string? Now, string? Prefecture, bool Looked = false)
    {
        public override string ToString() => "[withheld]";
    }
}
