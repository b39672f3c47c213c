using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Simulators;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Webhooks;

namespace Gateway.Demo.Phones;

/// <summary>All phones of all open pages, and what happened on them. In memory: the demo's phones are gone with the demo.</summary>
public sealed class PhoneTable(SimulatedProviders providers, TimeProvider time)
{
    private const int MostPhones = 500;
    private readonly ConcurrentDictionary<string, DemoPhone> _phones = new();
    private readonly ConcurrentDictionary<string, bool> _tables = new();
    private int _numbers = 10;

    /// <summary>What happened, in order.</summary>
    public NumberedLog<TableEvent> Events { get; } = new();

    /// <summary>Lays one phone of each kind on a page that is new.</summary>
    public void Lay(string table)
    {
        if (!_tables.TryAdd(table, true))
            return;
        Add(table, "line", providers.Line.Accounts[0].Options.Account);
        Add(table, "sms", providers.Sms.Numbers[0].Options.Account);
    }

    /// <summary>A new person with a phone; null when there is no such channel or organisation, or there are too many phones.</summary>
    public DemoPhone? Add(string table, string channel, string organisation)
    {
        if (_phones.Count >= MostPhones || Make(table, channel, organisation) is not { } phone)
            return null;
        _phones[phone.Id] = phone;
        Append(phone, "phone", made => made with { Channel = phone.Channel, Organisation = organisation, Address = phone.Address });
        _ = MeetAsync(phone);
        return phone;
    }

    /// <summary>The phone of this id; null when there is none.</summary>
    public DemoPhone? Find(string id) => _phones.GetValueOrDefault(id);

    /// <summary>Sends a text; the line appears at once, its state as soon as the gateway has answered.</summary>
    public async Task SayAsync(DemoPhone phone, string text)
    {
        var line = Append(phone, "line", said => said with { Mine = true, Text = text, State = "sending", Parts = PartsOf(phone, text) });
        var (state, reason) = await OutcomeAsync(phone.SayAsync(text));
        Append(phone, "state", said => said with { Of = line.Number, State = state, Reason = reason });
    }

    /// <summary>Does something else than writing.</summary>
    public async Task ActAsync(DemoPhone phone, string act)
    {
        if (act is "sticker" or "picture")
        {
            var line = Append(phone, "line", said => said with { Mine = true, What = act, State = "sending" });
            var (state, reason) = phone.Act(act) is { } sent ? await OutcomeAsync(sent) : ("failed", null);
            Append(phone, "state", said => said with { Of = line.Number, State = state, Reason = reason });
            return;
        }
        if (phone.Act(act) is { } done)
            await OutcomeAsync(done);
        Append(phone, "note", said => said with { Text = act });
    }

    /// <summary>Brings what the providers deliver to the phones, until cancelled.</summary>
    public async Task ReceiveAsync(CancellationToken cancel)
    {
        for (long seen = 0; !cancel.IsCancellationRequested;)
        {
            await providers.Outbox.Log.GrownBeyondAsync(seen, cancel);
            foreach (var item in providers.Outbox.Log.After(seen))
            {
                seen = item.Number;
                var phone = _phones.Values.FirstOrDefault(one => one.Address == item.To && one.WritesTo == item.From);
                if (item.Delivered && phone is not null)
                    Append(phone, "line", said => said with { Mine = false, Text = item.Text, At = item.At, Parts = PartsOf(phone, item.Text) });
            }
        }
    }

    // A phone puts a long SMS together again; that it went in several is only seen on the bill.
    private static int? PartsOf(DemoPhone phone, string text) => phone.Channel == "sms" && SmsText.Segments(text) is > 1 and var parts ? parts : null;

    private async Task MeetAsync(DemoPhone phone)
    {
        if (await phone.MeetAsync())
            Append(phone, "note", said => said with { Text = "friend" });
    }

    private DemoPhone? Make(string table, string channel, string organisation)
    {
        var id = providers.Ids.Hex(12);
        return channel switch
        {
            "line" when providers.Line.Accounts.FirstOrDefault(one => one.Options.Account == organisation) is { } account =>
                new DemoLinePhone(id, table, account),
            "sms" when providers.Sms.Numbers.FirstOrDefault(one => one.Options.Account == organisation) is { } number =>
                new DemoSmsPhone(id, table, number, NextNumber()),
            _ => null,
        };
    }

    // 070-0000-00nn: numbers that are given to nobody.
    private string NextNumber() => string.Create(CultureInfo.InvariantCulture, $"+8170{Interlocked.Increment(ref _numbers):00000000}");

    private TableEvent Append(DemoPhone phone, string kind, Func<TableEvent, TableEvent> more) =>
        Events.Append(number => more(new TableEvent(number, kind, phone.Id) { Table = phone.Table, At = time.GetUtcNow() }));

    private static async Task<(string State, string? Reason)> OutcomeAsync(Task<WebhookDelivery> delivery)
    {
        try
        {
            var answer = (await delivery).First;
            return answer.Accepted
                ? ("sent", null)
                : ("failed", answer.Reason ?? answer.StatusCode?.ToString(CultureInfo.InvariantCulture));
        }
        catch (InvalidOperationException)
        {
            return ("failed", "handshake");
        }
    }
}
