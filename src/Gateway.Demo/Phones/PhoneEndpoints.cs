using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Demo.Phones;

/// <summary>What the page of the phones asks of its server.</summary>
public static class PhoneEndpoints
{
    private const int LongestText = 10_000;

    /// <summary>Serves the phones of a table, which stands for one open page.</summary>
    public static void MapPhones(this IEndpointRouteBuilder app)
    {
        app.MapGet("/live", Live);
        app.MapPost("/phones", Add);
        app.MapPost("/phones/{id}/messages", Say);
        app.MapPost("/phones/{id}/acts", Act);
        app.MapPost("/phones/{id}/taps", Tap);
    }

    private static Results<ServerSentEventsResult<TableEvent>, BadRequest> Live(
        string table, long? after, HttpRequest request, PhoneTable phones, IHostApplicationLifetime lifetime)
    {
        if (table.Length is < 8 or > 64)
            return TypedResults.BadRequest();
        phones.Lay(table);
        // A browser that reconnects by itself repeats the first address, and says in the header how far it came.
        var seen = long.TryParse(request.Headers["Last-Event-ID"], CultureInfo.InvariantCulture, out var last) ? last : after ?? 0;
        return TypedResults.ServerSentEvents(EventsAsync(phones, table, seen, lifetime.ApplicationStopping));
    }

    private static Results<Created, BadRequest> Add(NewPhone wanted, PhoneTable phones) =>
        phones.Add(wanted.Table, wanted.Channel, wanted.Organisation) is { } phone
            ? TypedResults.Created($"/phones/{phone.Id}")
            : TypedResults.BadRequest();

    private static Results<NoContent, NotFound, BadRequest> Say(string id, NewMessage message, PhoneTable phones)
    {
        if (phones.Find(id) is not { } phone)
            return TypedResults.NotFound();
        if (message.Text.Length is 0 or > LongestText)
            return TypedResults.BadRequest();
        // Not waited for: a phone without a network sends when it is back.
        _ = phones.SayAsync(phone, message.Text);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, NotFound> Tap(string id, NewTap tap, PhoneTable phones)
    {
        if (phones.Find(id) is not { } phone || !phone.Offers(tap.Label))
            return TypedResults.NotFound();
        _ = phones.TapAsync(phone, tap.Label);
        return TypedResults.NoContent();
    }

    private static Results<NoContent, NotFound, BadRequest> Act(string id, NewAct act, PhoneTable phones)
    {
        if (phones.Find(id) is not { } phone)
            return TypedResults.NotFound();
        if (act.Act is not ("sticker" or "picture" or "blocked" or "followed" or "off" or "on" or "good" or "slow" or "away"))
            return TypedResults.BadRequest();
        _ = phones.ActAsync(phone, act.Act);
        return TypedResults.NoContent();
    }

    private static async IAsyncEnumerable<SseItem<TableEvent>> EventsAsync(
        PhoneTable phones, string table, long after, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancel);
        // A page of before a restart asks after a number that this run has not reached.
        for (var seen = after > phones.Events.Last ? 0 : after; !end.IsCancellationRequested;)
        {
            foreach (var happened in phones.Events.After(seen))
            {
                seen = happened.Number;
                if (happened.Table.Length == 0 || happened.Table == table)
                    yield return new SseItem<TableEvent>(happened) { EventId = seen.ToString(CultureInfo.InvariantCulture) };
            }
            await phones.Events.GrownBeyondAsync(seen, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private sealed record NewPhone(string Table, string Channel, string Organisation);

    private sealed record NewMessage(string Text);

    private sealed record NewAct(string Act);

    private sealed record NewTap(string Label);
}
