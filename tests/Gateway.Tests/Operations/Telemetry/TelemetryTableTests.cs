using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Xunit;

namespace Gateway.Tests.Operations.Telemetry;

/// <summary>docs/telemetry.md and the instruments say the same: names, kinds, units, attributes.</summary>
public sealed partial class TelemetryTableTests
{
    [Fact]
    public async Task The_table_names_every_instrument_with_its_unit_and_attributes()
    {
        var table = Table();
        var (instruments, attributes) = (new ConcurrentDictionary<string, Instrument>(), new ConcurrentDictionary<string, ConcurrentDictionary<string, bool>>());
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, me) =>
            {
                if (instrument.Meter.Name != "Gateway") return;
                instruments[instrument.Name] = instrument;
                me.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        listener.Start();
        await ANightAsync();
        listener.RecordObservableInstruments();

        Assert.Equal(table.Keys.Order(), instruments.Keys.Order());
        Assert.All(instruments.Values, instrument =>
        {
            var row = table[instrument.Name];
            Assert.Equal(row.Kind, Kind(instrument));
            Assert.Equal(row.Unit, instrument.Unit);
            Assert.False(string.IsNullOrWhiteSpace(instrument.Description), instrument.Name);
            Assert.Subset(row.Attributes, attributes.GetValueOrDefault(instrument.Name)?.Keys.ToHashSet() ?? []);
        });

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            foreach (var tag in tags) attributes.GetOrAdd(instrument.Name, _ => new()).TryAdd(tag.Key, true);
        }
    }

    /// <summary>The rows of the table by name.</summary>
    internal static Dictionary<string, (string Kind, string Unit, HashSet<string> Attributes, string[] Alarms)> Table() => Row()
        .Matches(File.ReadAllText(Path.Combine(Root(), "docs", "telemetry.md")))
        .ToDictionary(row => row.Groups["name"].Value, row => (
            row.Groups["kind"].Value, row.Groups["unit"].Value, Words(row.Groups["attributes"].Value).ToHashSet(), Words(row.Groups["alarm"].Value)));

    internal static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gateway.sln"))) folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    private static async Task ANightAsync()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        await aoi.SetAvailabilityAsync(available: true, capacity: 2);
        var phone = night.LinePhone();
        await phone.SayAsync("こんばんは");
        var offered = await aoi.WaitForAsync(message => message.Target == "Offered");
        var talk = await aoi.AnswerOfferAsync(offered.Arguments[0].GetProperty("offerId").GetString()!, accept: true);
        await aoi.SendAsync(talk!.Id, "こんばんは");
        await phone.SendAsync(new LineContent("image", DrawnPicture.Png(8, 8)));
        await night.SmsPhone().SayAsync("こんばんは");
        await night.EventuallyAsync(async () => (await aoi.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Delivery == "sent"), "sent");
        using var browser = new ChatBrowser(new Uri(night.Address, $"/chat/{night.Setup.Chat[0]}"));
        await browser.WriteAsync("こんばんは");
        await using var stream = await ChatStream.OpenAsync(browser);
        await night.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
    }

    private static string Kind(Instrument instrument) => instrument.GetType().Name.Split('`')[0] switch
    {
        "Counter" or "ObservableCounter" => "counter",
        "Histogram" => "histogram",
        "UpDownCounter" => "up-down",
        "ObservableGauge" => "gauge",
        var other => other,
    };

    private static string[] Words(string cell) => cell.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\| `(?<name>gateway\.[a-z_.]+)` \| (?<kind>[\w-]+) \| `(?<unit>[^`]+)` \|(?<attributes>[^|]*)\|[^|]*\|(?<alarm>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
