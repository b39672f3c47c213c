using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Sheets;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;
using Gateway.SupportBodies;

namespace Gateway.Handoff;

/// <summary><c>/api/conversations/{id}/sheets</c>: the counsellor who has a talk writes sheets in it and asks the person about them.</summary>
public static class SheetDoor
{
    private const int LargestBody = 128 * 1024;

    private static readonly JsonSerializerOptions s_options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new UtcJson() },
    };

    /// <summary>Maps the addresses.</summary>
    public static void MapSheets(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/api/sheets/fields", () => Results.Json(SheetViews.Fields, s_options)).RequireAuthorization(Policies.Counsel).WithSummary("The fields of a sheet.");
        var sheets = endpoints.MapGroup("/api/conversations/{id}").AddEndpointFilter(RefuseStrangePagesAsync).RequireAuthorization(Policies.Counsel);
        sheets.MapGet("/sheets", ListAsync).WithSummary("The sheets of a talk, and what the person was asked. Leaves an audit line.");
        sheets.MapPost("/sheets", BeginAsync).WithSummary("Begins a sheet for a body, or finds the one that was begun.");
        sheets.MapPut("/sheets/{sheetId}", SaveAsync).WithSummary("Saves fields as a new revision.");
        sheets.MapPost("/sheets/{sheetId}/question", AskAsync).WithSummary("Asks the person whether it may be passed on.");
        sheets.MapPost("/questions/{consentId}/take-back", TakeBackAsync).WithSummary("Takes a question back that was not answered.");
    }

    private static async ValueTask<object?> RefuseStrangePagesAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (!SameOrigin.Allows(context.HttpContext.Request)) return Problem(403, "request.foreign_origin", "This request does not come from the gateway's own pages.");
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    private static async Task<IResult> ListAsync(
        string id, HttpContext context, ConversationAccess access, IRecords records, SheetRows sheets, ConsentRows consents, ConversationLog log, AuditTrail audit, SupportBodyDirectory bodies)
    {
        var staff = context.User.AsStaff()!;
        // Sheets and consents stay with the organisation whose person it is: a partner who answers for it sees none.
        if (await access.FindAsync(staff.Id, id, context.RequestAborted) is not { Host: null } talk) return NotYours();
        var presets = (await bodies.AllAsync(staff.Organisation, context.RequestAborted)).ToDictionary(body => body.Id, body => body.Entry.Preset);
        var view = await records.WriteAsync(async session =>
        {
            var written = await sheets.OfConversationAsync(session, id);
            if (written.Count > 0) await audit.AppendAsync(session, talk.Organisation, staff.Id, "sheet.read", id, $"{written.Count} sheets");
            var facts = log.Open(id, talk.WrappedKey, await EntryRows.OfKindAsync(session, id, EntryKinds.Facts));
            return new SheetsView(
                [.. written.Select(one => SheetViews.Of(one, presets.GetValueOrDefault(one.Body)))], [.. (await consents.OfConversationAsync(session, id)).Select(SheetViews.Of)], ToldFacts.Of(facts));
        }, context.RequestAborted);
        return Results.Json(view, s_options);
    }

    private static async Task<IResult> BeginAsync(string id, HttpContext context, WriteSheet write, SupportBodyDirectory bodies) => await ReadAsync<Begun>(context) is { Body: { } body }
        ? await WrittenAsync(await write.BeginAsync(context.User.AsStaff()!, id, body, context.RequestAborted), context, bodies)
        : NotJson();

    private static async Task<IResult> SaveAsync(string id, string sheetId, HttpContext context, WriteSheet write, SupportBodyDirectory bodies) => await ReadAsync<Saved>(context) is { Fields: { } fields } saved
        ? await WrittenAsync(await write.SaveAsync(context.User.AsStaff()!, id, sheetId, saved.Revision, Redacted.Of(fields), context.RequestAborted), context, bodies)
        : NotJson();

    private static async Task<IResult> AskAsync(string id, string sheetId, HttpContext context, AskAboutSheet ask)
    {
        if (await ReadAsync<Question>(context) is not { Items: { } codes } question) return NotJson();
        var items = codes.Select(ConsentItems.OfCode).ToList();
        if (items.Contains(null) || !Enum.TryParse<ConsentPurpose>(question.Purpose, ignoreCase: true, out var purpose) || !Enum.IsDefined(purpose) || purpose == ConsentPurpose.Story) return Problem(400, "question.terms", "There is no such item or purpose.");
        var asked = await ask.AskAsync(
            context.User.AsStaff()!, id, new SheetQuestion(sheetId, question.Revision, [.. items.Select(item => item!.Value)], purpose, question.Topic ?? "", question.Again), context.RequestAborted);
        return asked.Outcome switch
        {
            AskSheetOutcome.Asked => Results.Json(SheetViews.Of(asked.Consent!), s_options),
            AskSheetOutcome.OtherStands => Problem(409, "question.other_stands", "Another question to this person stands."),
            AskSheetOutcome.SaidNo => Problem(409, "question.said_no", "They said no to this body, and have not brought it up themselves."),
            AskSheetOutcome.Terms => Problem(400, "question.terms", "It must say what it is about in one line, and name at least one item that stands in the sheet."),
            AskSheetOutcome.NotYours => NotYours(),
            AskSheetOutcome.Conflict => Problem(409, "sheet.conflict", "The sheet was changed meanwhile."),
            AskSheetOutcome.NotWanted => Problem(409, "question.not_wanted", "The body says that it never wants one of these items."),
            AskSheetOutcome.NotARecipient => NotARecipient(),
            AskSheetOutcome.Incomplete => Incomplete(asked.Problems!),
        };
    }

    private static async Task<IResult> TakeBackAsync(string id, string consentId, HttpContext context, IRecords records, EndConsents end)
    {
        var staff = context.User.AsStaff()!;
        return await records.WriteAsync(
            async session => await ConversationRows.LockAsync(session, id) is { Stage: Stage.Talking, Host: null } talk && talk.AssignedTo == staff.Id && await end.TakeBackAsync(session, talk, consentId, staff.Id),
            context.RequestAborted)
            ? Results.NoContent()
            : NotYours();
    }

    private static async Task<IResult> WrittenAsync(SheetWritten written, HttpContext context, SupportBodyDirectory bodies) => written.Outcome switch
    {
        WriteOutcome.Written => Results.Json(
            SheetViews.Of(written.Revision!, (await bodies.FindAsync(written.Revision!.Organisation, written.Revision.Body, context.RequestAborted))?.Entry.Preset), s_options),
        WriteOutcome.Conflict => Problem(409, "sheet.conflict", "Somebody else has changed the same field."),
        WriteOutcome.NotYours => NotYours(),
        WriteOutcome.Field => Results.Problem(title: "A field cannot have this value.", statusCode: 400, extensions: new Dictionary<string, object?> { ["code"] = "sheet.field", ["field"] = written.Field }),
        WriteOutcome.NotARecipient => NotARecipient(),
        WriteOutcome.TooMuch => Problem(409, "sheet.too_much", "The sheet grew too large."),
    };

    private static IResult Incomplete(IReadOnlyList<SheetProblem> problems) => Results.Problem(
        title: "The sheet lacks something.", statusCode: 409,
        extensions: new Dictionary<string, object?> { ["code"] = "sheet.incomplete", ["problems"] = JsonSerializer.SerializeToNode(problems.Select(SheetViews.Of), s_options) });

    private static IResult Problem(int status, string code, string title) => Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    private static IResult NotYours() => Problem(404, "conversation.not_yours", "There is no such conversation or sheet of yours.");

    private static IResult NotARecipient() => Problem(409, "body.not_a_recipient", "Nothing may go to this body at this moment.");

    private static IResult NotJson() => Problem(400, "request.not_json", "Please send the JSON that is expected, at most 128 KiB.");

    private static async Task<T?> ReadAsync<T>(HttpContext context) where T : class
    {
        if (!context.Request.HasJsonContentType()) return null;
        var body = new byte[LargestBody + 1];
        var length = await context.Request.Body.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, context.RequestAborted);
        if (length > LargestBody) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(body.AsSpan(0, length), s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Begun(string? Body);

    private sealed record Saved(long Revision, IReadOnlyDictionary<string, FieldChange>? Fields);

    private sealed record Question(long Revision, IReadOnlyList<string>? Items, string? Purpose, string? Topic, bool Again = false);
}
