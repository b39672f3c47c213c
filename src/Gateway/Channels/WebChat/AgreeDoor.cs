using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Stories;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Channels.WebChat;

/// <summary>
/// The pages on which a person reads what would be passed on, changes it, agrees or not, takes it back and keeps a receipt. Only within their own cookie's
/// talk; an address holds an id and never a word. Everything works without a script.
/// </summary>
public sealed partial class AgreeDoor(
    ShowAgreement show, AnswerAboutSheet answer, AnswerStory story, AnswerConsent withdraw, ReadTalk talks, ChatDoor door, ChatLimits limits, ChatTexts texts, ConsentWords consents,
    PersonTexts person, OrganisationDirectory organisations, TimeProvider time, ILogger<AgreeDoor> log)
{
    /// <summary><c>GET /chat/{entrance}/agree</c>: everything that was asked, and everything that went to anybody.</summary>
    internal Task<IResult> ListAsync(HttpContext context) => WithTalkAsync(context, "/agree", async (visit, talk) =>
    {
        var (asked, sent) = await show.AllAsync(talk.ContactId, context.RequestAborted);
        return Page(context, visit, "agree.list", PageOf(visit).List(asked, sent));
    });

    /// <summary><c>GET /chat/{entrance}/agree/{id}</c>: one question, or what became of it.</summary>
    internal Task<IResult> LookAsync(HttpContext context) => WithAgreementAsync(context, (visit, agreement) => Task.FromResult<IResult>(
        agreement.Consent.Id == IdOf(context)
            ? Whole(context, visit, agreement)
            // The sheet was changed and the question put anew: the old line in the talk leads to the new page.
            : new Elsewhere($"{visit.Base}/agree/{agreement.Consent.Id}{visit.Query}")));

    /// <summary><c>POST /chat/{entrance}/agree/{id}</c>: changes texts, agrees, or declines.</summary>
    internal Task<IResult> AnswerAsync(HttpContext context) => WithAgreementAsync(context, async (visit, agreement) =>
    {
        if (await TakeWords.ReadFormAsync(context) is not { Count: > 0 } form) return Whole(context, visit, agreement, new AgreeNote("agree.problem"));
        if (!limits.MaySend(visit.Secret!.Value)) return Whole(context, visit, agreement, new AgreeNote("problem.tooFast") { Form = form }, StatusCodes.Status429TooManyRequests);
        var isStory = agreement.Consent.Terms.IsStory;
        var on = form["item"].Select(code => isStory ? ConsentItems.UseOfCode(code ?? "") : ConsentItems.OfCode(code ?? "")).OfType<ConsentItem>().ToList();
        IReadOnlyList<ConsentItem>? items = (string?)form["act"] switch { "agree" => on, "decline" => [], _ => null };
        // Nothing was switched on: that may be a slip, and a slip is no answer.
        if (items is { Count: 0 } && form["act"] == "agree") return Whole(context, visit, agreement, new AgreeNote(isStory ? "story.nothing" : "agree.nothing") { Form = form }, StatusCodes.Status400BadRequest);
        var answered = isStory ? await story.AnswerAsync(agreement.Consent.ContactId, IdOf(context), form["terms"].ToString(), PartsIn(form), items, CancellationToken.None) : await answer.AnswerAsync(
            agreement.Consent.ContactId, IdOf(context), form["terms"].ToString(), Redacted.Of<IReadOnlyDictionary<string, FieldChange>>(ChangesIn(form, agreement)), items, CancellationToken.None);
        return answered.Outcome switch
        {
            SheetAnswerOutcome.Field => Whole(context, visit, agreement, new AgreeNote(answered.Field == AnswerStory.StoryField ? "story.nothing" : "agree.problem") { Form = form, Field = answered.Field }, StatusCodes.Status400BadRequest),
            SheetAnswerOutcome.Over => new Elsewhere($"{visit.Base}/agree/{answered.ConsentId}{With(visit.Query, "changed=1")}"),
            _ => new Elsewhere($"{visit.Base}/agree/{answered.ConsentId}{(items is null ? With(visit.Query, "saved=1") : visit.Query)}"),
        };
    });

    /// <summary><c>POST /chat/{entrance}/agree/{id}/withdraw</c>: one tap, whenever they want.</summary>
    internal Task<IResult> WithdrawAsync(HttpContext context) => WithAgreementAsync(context, async (visit, agreement) =>
    {
        await withdraw.WithdrawAsync(agreement.Consent.ContactId, agreement.Consent.Id, CancellationToken.None);
        return new Elsewhere($"{visit.Base}/agree/{agreement.Consent.Id}{visit.Query}");
    });

    /// <summary><c>GET /chat/{entrance}/agree/{id}/receipt</c>: the receipt as a file, without a word of the sheet.</summary>
    internal Task<IResult> ReceiptAsync(HttpContext context) => WithAgreementAsync(context, (visit, agreement) =>
    {
        if (agreement.Consent.Answer is null) return Task.FromResult<IResult>(new Elsewhere($"{visit.Base}/agree/{agreement.Consent.Id}{visit.Query}"));
        // Behind a common entrance: who asked, and not whose page it is.
        var json = AgreeReceipt.Of(agreement, organisations.FindOrganisation(agreement.Consent.Organisation) ?? visit.Organisation, consents, visit.Language, time.GetUtcNow());
        return Task.FromResult<IResult>(Results.File(json, "application/json", "receipt.json"));
    });

    private static string IdOf(HttpContext context) => (string?)context.Request.RouteValues["id"] ?? "";

    private static string With(string query, string more) => query.Length == 0 ? $"?{more}" : $"{query}&{more}";

    // Only the texts of what they were asked about. A list has an entry on each line.
    private static Dictionary<string, FieldChange> ChangesIn(IFormCollection form, Agreement agreement)
    {
        var changes = new Dictionary<string, FieldChange>();
        foreach (var field in agreement.Consent.Terms.Items.SelectMany(agreement.FieldsOf).Where(Agreement.IsForPerson))
        {
            if ((string?)form["field." + field.Key] is not { } text) continue;
            var lines = text.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            changes[field.Key] = new FieldChange(
                lines.Length == 0 ? null : field.Type == typeof(string) ? JsonValue.Create(text) : new JsonArray([.. lines.Select(line => JsonValue.Create(line))]));
        }

        return changes;
    }

    private static Redacted<IReadOnlyDictionary<string, string>> PartsIn(IFormCollection form) => Redacted.Of<IReadOnlyDictionary<string, string>>(
        StoryForm.Keys.Where(key => form.ContainsKey("field." + key)).ToDictionary(key => key, key => form["field." + key].ToString()));

    private AgreePage PageOf(ChatVisit visit) => new(visit, texts.For(visit), consents, person, time.GetUtcNow());

    private HtmlPage Page(HttpContext context, ChatVisit visit, string title, Html main, int status = StatusCodes.Status200OK) =>
        new(door.PageOf(context, visit).Beside(texts.For(visit)[title], main), status);

    private HtmlPage Whole(HttpContext context, ChatVisit visit, Agreement agreement, AgreeNote? problem = null, int status = StatusCodes.Status200OK)
    {
        var query = context.Request.Query;
        var note = problem ?? (query["changed"] == "1" ? new AgreeNote("agree.changed") : query["saved"] == "1" ? new AgreeNote("agree.saved") : null);
        return Page(context, visit, agreement.Consent.Terms.IsStory ? "story.title" : "agree.title", PageOf(visit).One(agreement, note), status);
    }

    private Task<IResult> WithAgreementAsync(HttpContext context, Func<ChatVisit, Agreement, Task<IResult>> act) =>
        WithTalkAsync(context, $"/agree/{IdOf(context)}", async (visit, talk) =>
            Ids.IsId(IdOf(context)) && await show.OfAsync(talk.ContactId, IdOf(context), context.RequestAborted) is { } agreement
                ? await act(visit, agreement)
                : door.Missing(context));

    // Whose page it is, the cookie says, as everywhere here: somebody else's question is as one that never was.
    private async Task<IResult> WithTalkAsync(HttpContext context, string beside, Func<ChatVisit, Conversation, Task<IResult>> act)
    {
        var visit = ChatVisit.Of(context) with { Beside = beside };
        try
        {
            return await talks.FindAsync(visit, context.RequestAborted) is { } talk ? await act(visit, talk) : door.Missing(context);
        }
        catch (RecordsUnavailableException error)
        {
            LogNotDone(error);
            return door.Unreadable(context, visit);
        }
    }

    [LoggerMessage(1663, LogLevel.Error, "A person could not read or answer a question of consent; they were told so")]
    private partial void LogNotDone(Exception error);
}

/// <summary>The addresses of these pages.</summary>
internal static class AgreePages
{
    public static void MapAgreements(this IEndpointRouteBuilder chat, AgreeDoor door)
    {
        chat.MapGet("/agree", (Delegate)door.ListAsync);
        chat.MapGet("/agree/{id}", (Delegate)door.LookAsync);
        chat.MapPost("/agree/{id}", (Delegate)door.AnswerAsync);
        chat.MapPost("/agree/{id}/withdraw", (Delegate)door.WithdrawAsync);
        chat.MapGet("/agree/{id}/receipt", (Delegate)door.ReceiptAsync);
    }
}
