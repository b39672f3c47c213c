using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Organisations;
using Gateway.Primitives;

namespace Gateway.Handoff;

/// <summary><c>/api/conversations/{id}/questions/{consentId}</c>: the counsellor reads a question out, and writes down what the person has said to each item.</summary>
internal static class HeardDoor
{
    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    internal static void MapHeard(this IEndpointRouteBuilder endpoints)
    {
        var one = endpoints.MapGroup("/api/conversations/{id}/questions/{consentId}").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel);
        one.MapGet("/words", WordsAsync).WithSummary("The words of a question that stands, to be read out to the person.");
        one.MapPost("/heard", HeardAsync).WithSummary("Writes down what the person said to each item, aloud or in an entry of the talk. The person is told what was understood.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> WordsAsync(string id, string consentId, HttpContext context, HearConsent hear) =>
        await hear.WordsAsync(context.User.AsStaff()!, id, consentId, context.RequestAborted) is { } words
            ? Results.Json(new WordsView(words.Language, words.Text, words.TermsHash, words.WordsHash, Utc.FromMs(words.AskedAt), [.. words.Items.Select(ConsentItems.CodeOf)]), s_options)
            : Problem(404, "question.over", "There is no such question that waits for an answer.");

    private static async Task<IResult> HeardAsync(string id, string consentId, HeardView heard, HttpContext context, HearConsent hear)
    {
        // Exactly one of the two: an entry in which it stands, or the words that were read out.
        if (heard is not { Terms: { } terms, Answers: { } answers } || heard.Entry is null == heard.Words is null)
            return Problem(400, "heard.how", "Say what was asked, what was said to each item, and either in which entry or which words were read out.");
        var items = answers.Select(one => (Item: ConsentItems.OfCode(one.Key), Yes: one.Value)).ToList();
        if (items.Any(one => one.Item is null)) return Problem(400, "question.terms", "There is no such item.");
        var answer = new HeardAnswer(consentId, terms, items.ToDictionary(one => one.Item!.Value, one => one.Yes), heard.Entry, heard.Words);
        return await hear.TakeAsync(context.User.AsStaff()!, id, answer, context.RequestAborted) switch
        {
            HeardOutcome.Taken or HeardOutcome.Repeated => Results.NoContent(),
            HeardOutcome.Over => Problem(409, "question.over", "The question does not stand any more, or other words were read out."),
            HeardOutcome.NotSaid => Problem(409, "heard.entry", "The entry is not the person's, is older than the question, or was taken back."),
            HeardOutcome.Unheard => Problem(409, "heard.items", "Each item that was asked for needs a yes or a no: whoever has not heard an item has not agreed to it."),
            HeardOutcome.NotYours => Problem(404, "conversation.not_yours", "There is no such conversation or question of yours."),
        };
    }

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>The words to read out.</summary>
    internal sealed record WordsView(string Language, string Text, string Terms, string Words, DateTimeOffset? AskedAt, IReadOnlyList<string> Items);

    /// <summary>What was heard.</summary>
    /// <param name="Terms">The fingerprint of what was asked.</param>
    /// <param name="Answers">Yes or no to each item, by its code.</param>
    /// <param name="Entry">The entry in which the person said so.</param>
    /// <param name="Words">Or the fingerprint of the words that were read out.</param>
    internal sealed record HeardView(string? Terms, IReadOnlyDictionary<string, bool>? Answers, long? Entry, string? Words);
}
