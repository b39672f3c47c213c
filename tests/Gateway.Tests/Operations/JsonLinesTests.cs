using System.Text.Json;
using Gateway.Operations.Logs;
using Gateway.Primitives;
using Gateway.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Operations;

/// <summary>A line of the log as JSON: whole, on one line, without the web server's scopes.</summary>
public sealed class JsonLinesTests
{
    [Fact]
    public void A_line_is_one_object_with_its_number_and_values()
    {
        var scopes = new LoggerExternalScopeProvider();
        using var scope = scopes.Push(new KeyValuePair<string, object>[] { new("RequestPath", "/api/conversations/k-1/entries") });
        KeyValuePair<string, object?>[] state = [new("Organisation", "こもれび\n\"夜\""), new("{OriginalFormat}", "The queue of {Organisation}")];
        using var written = new StringWriter();
        new JsonLines(new FakeTime()).Write(
            new LogEntry<KeyValuePair<string, object?>[]>(
                LogLevel.Warning, "Gateway.WaitingQueue.QueueKeeper", new EventId(1403), state, new InvalidOperationException("away"), (_, _) => "The queue of こもれび"),
            scopes, written);

        var text = written.ToString();
        Assert.Equal(1, text.Count(letter => letter == '\n'));
        Assert.DoesNotContain("k-1", text, StringComparison.Ordinal);
        var line = JsonSerializer.Deserialize<JsonElement>(text);
        Assert.Equal(1403, line.GetProperty("id").GetInt32());
        Assert.Equal("warning", line.GetProperty("level").GetString());
        Assert.Equal("2037-11-21T13:00:00.000Z", line.GetProperty("at").GetString());
        Assert.Equal("こもれび\n\"夜\"", line.GetProperty("values").GetProperty("Organisation").GetString());
        Assert.Contains("away", line.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.False(line.GetProperty("values").TryGetProperty("{OriginalFormat}", out _));
    }

    [Fact]
    public void What_a_person_wrote_stays_withheld_even_as_a_value()
    {
        using var written = new StringWriter();
        KeyValuePair<string, object?>[] state = [new("Text", Redacted.Of("ひみつ"))];
        new JsonLines(new FakeTime()).Write(
            new LogEntry<KeyValuePair<string, object?>[]>(LogLevel.Error, "c", default, state, null, (_, _) => "m"), null, written);
        Assert.DoesNotContain("ひみつ", written.ToString(), StringComparison.Ordinal);
    }
}
