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
    public Task SayAsync(DemoPhone phone, string text) =>
        SendAsync(phone, said => said with { Text = text, Parts = PartsOf(phone, text) }, () => phone.SayAsync(text));

    /// <summary>Taps a button under the newest message.</summary>
    public Task TapAsync(DemoPhone phone, string label) =>
        SendAsync(phone, said => said with { Text = label }, () => phone.Tap(label) ?? throw new InvalidOperationException("The button is gone."));

    /// <summary>Does something else than writing.</summary>
    public async Task ActAsync(DemoPhone phone, string act)
    {
        if (act is "sticker" or "picture")
        {
            await SendAsync(phone, said => said with { What = act }, () => phone.Act(act) ?? throw new InvalidOperationException("This phone cannot do that."));
            return;
        }
        if (act is "good" or "slow" or "away")
            phone.Network.Become(act);
        else if (phone.Act(act) is { } done)
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
                    _ = phone.Network.InAsync(() => Bring(phone, item));
            }
        }

        Task Bring(DemoPhone phone, OutboxItem item)
        {
            Append(phone, "line", said => said with
            {
                Mine = false,
                Text = item.Text,
                At = item.At,
                Parts = PartsOf(phone, item.Text),
                Taps = item.Taps.Count > 0 ? [.. item.Taps.Select(tap => tap.Label)] : null,
            });
            return Task.CompletedTask;
        }
    }

    /// <summary>Looks twice a second on which phones somebody is shown to be writing, until cancelled.</summary>
    public async Task WatchWritingAsync(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), time);
        HashSet<string> shown = [];
        while (await timer.WaitForNextTickAsync(cancel))
        {
            foreach (var phone in _phones.Values)
            {
                if (phone.ShowsWriting ? shown.Add(phone.Id) : shown.Remove(phone.Id))
                    Append(phone, "writing", said => said with { Text = phone.ShowsWriting ? "yes" : "no" });
            }
        }
    }

    private async Task SendAsync(DemoPhone phone, Func<TableEvent, TableEvent> what, Func<Task<WebhookDelivery>> send)
    {
        var line = Append(phone, "line", said => what(said) with { Mine = true, State = "sending" });
        await phone.Network.OutAsync(async () =>
        {
            var (state, reason) = await OutcomeAsync(send);
            Append(phone, "state", said => said with { Of = line.Number, State = state, Reason = reason });
        });
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

    private static Task<(string State, string? Reason)> OutcomeAsync(Task<WebhookDelivery> delivery) => OutcomeAsync(() => delivery);

    private static async Task<(string State, string? Reason)> OutcomeAsync(Func<Task<WebhookDelivery>> send)
    {
        try
        {
            var answer = (await send()).First;
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
