using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace Gateway.Operations.Logs;

/// <summary>Writes each line of the log as one JSON object: <c>at</c>, <c>level</c>, <c>id</c>, <c>category</c>, <c>message</c>, <c>values</c>, <c>trace</c>, <c>error</c>.</summary>
/// <remarks>Scopes are left out: the web server puts paths into them, and there are ids in paths. The trace's id is enough to find what belongs together.</remarks>
public sealed class JsonLines(TimeProvider time) : ConsoleFormatter(FormatName)
{
    /// <summary>The name under which the console knows it.</summary>
    public const string FormatName = "gateway-json";

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <inheritdoc />
    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("at", time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", Word(logEntry.LogLevel));
            json.WriteNumber("id", logEntry.EventId.Id);
            json.WriteString("category", logEntry.Category);
            json.WriteString("message", logEntry.Formatter(logEntry.State, logEntry.Exception));
            WriteValues(json, logEntry.State as IEnumerable<KeyValuePair<string, object?>>);
            if (Activity.Current is { } now) json.WriteString("trace", now.TraceId.ToHexString());
            if (logEntry.Exception is { } error) json.WriteString("error", error.ToString());
            json.WriteEndObject();
        }

        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.WrittenSpan));
    }

    private static void WriteValues(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>>? values)
    {
        var named = values?.Where(value => value.Key != "{OriginalFormat}").ToList();
        if (named is null or { Count: 0 }) return;
        json.WriteStartObject("values");
        foreach (var (name, value) in named) json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private static string Word(LogLevel level) => level switch
    {
        LogLevel.Trace => "trace",
        LogLevel.Debug => "debug",
        LogLevel.Information => "information",
        LogLevel.Warning => "warning",
        LogLevel.Error => "error",
        LogLevel.Critical => "critical",
        _ => "none",
    };
}
