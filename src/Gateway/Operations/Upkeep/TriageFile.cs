using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Gateway.Intake.Triage;
using Gateway.Primitives;

namespace Gateway.Operations.Upkeep;

/// <summary>The command <c>triage FILE.jsonl</c>: an organisation tries the triage on words of its own.</summary>
public static class TriageFile
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Grades the messages of a file.</summary>
    public static UpkeepCommand Command { get; } = new(
        "triage",
        """
        triage FILE.jsonl

        Grades messages as the gateway would, by words and rules that docs/triage.md explains. No records, keys or set-up file are needed,
        and nothing is kept. "-" reads standard input. Each line is a JSON object:
          id        what the answer is to be called: a text or a number
          text      the message
          context   earlier messages, oldest first: texts (the person's), or objects {"author": "person" or "counsellor", "text": …}
          grade     the right grade, where it is known: 緊急 高 中 低 不明, urgent high middle low unknown, or 4 3 2 1 0
          at        when it was said, for example 2026-11-21T23:10:00+09:00
        Further members are passed over. For each line one object goes to standard output: id, grade, categories, reasons. A reason names
        its rule, the category, and where in the text its words stand (UTF-16 units); never the words. Lines with a grade are compared, and
        the table goes to standard error.
        A line that cannot be used is named on standard error with its number; the others are done all the same, and the exit code is 1.
        """,
        [], [], RunAsync, Words: 1)
    { Needs = "It needs no settings; Gateway:Triage:PrivateLexicon is used if it is set." };

    private static async Task<int> RunAsync(CommandLine line)
    {
        if (line.Words is not [var file]) throw new UsageException("A file is missing.");
        var grade = new GradeWords(Lexicon.With(SettingsOf(line).PrivateLexicon));
        await using var input = file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);
        await using var output = Console.OpenStandardOutput();
        return await RunAsync(grade, input, output, Console.Error);
    }

    internal static async Task<int> RunAsync(GradeWords grade, Stream input, Stream output, TextWriter errors)
    {
        using var reader = new StreamReader(input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await using var writer = new Utf8JsonWriter(output, Readable);
        var table = new ConfusionTable();
        var (number, bad) = (0, 0);
        while (await reader.ReadLineAsync() is { } written)
        {
            number++;
            if (string.IsNullOrWhiteSpace(written)) continue;
            if (LabelledMessage.Read(written) is not ({ } message, _))
            {
                bad++;
                await errors.WriteLineAsync($"line {number}: {LabelledMessage.Read(written).Problem}");
                continue;
            }

            var found = grade.Of(message.Text, message.Earlier, message.Hour);
            if (message.Grade is { } right) table.Add(right, found.Grade);
            Write(writer, message, found);
            await writer.FlushAsync();
            output.WriteByte((byte)'\n');
            writer.Reset();
        }

        await output.FlushAsync();
        if (table.Count > 0) await errors.WriteAsync(table.ToString());
        if (bad > 0) await errors.WriteLineAsync($"{bad} of {number} lines could not be used.");
        return bad > 0 ? 1 : 0;
    }

    private static void Write(Utf8JsonWriter writer, LabelledMessage message, Assessment found)
    {
        writer.WriteStartObject();
        writer.WritePropertyName("id");
        message.Id.WriteTo(writer);
        writer.WriteString("grade", GradeNames.Japanese(found.Grade));
        writer.WriteStartArray("categories");
        foreach (var category in found.Categories) writer.WriteStringValue(Category.Find(category)!.Japanese);
        writer.WriteEndArray();
        writer.WriteStartArray("reasons");
        foreach (var reason in found.Reasons)
        {
            writer.WriteStartObject();
            writer.WriteString("rule", reason.Rule);
            if (reason.Grade is { } grade) writer.WriteString("grade", GradeNames.Japanese(grade));
            if (reason.Category is { } category)
            {
                writer.WriteString("category", Category.Find(category)!.Japanese);
                writer.WriteNumber("at", reason.At);
                writer.WriteNumber("length", reason.Length);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static TriageSettings SettingsOf(CommandLine line)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = line.Settings, ContentRootPath = AppContext.BaseDirectory });
        var reader = new SettingsReader(builder.Configuration);
        var settings = reader.Read<TriageSettings>(builder.Services);
        return reader.Problems.Count == 0 ? settings : throw new SettingsRefusedException(reader.Problems);
    }
}
