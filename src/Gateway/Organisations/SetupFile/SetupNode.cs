using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Gateway.Organisations.SetupFile;

/// <summary>A piece of the file with the line on which it stands.</summary>
internal abstract record SetupNode(int Line);

/// <summary>A value as text; nothing where the file leaves it empty.</summary>
internal sealed record SetupText(int Line, string? Text) : SetupNode(Line);

/// <summary>A list.</summary>
internal sealed record SetupList(int Line, IReadOnlyList<SetupNode> Items) : SetupNode(Line);

/// <summary>Keys with their values, in the order of the file. A key that stands twice is here twice.</summary>
internal sealed record SetupMap(int Line, IReadOnlyList<(string Key, int Line, SetupNode Value)> Keys) : SetupNode(Line);

/// <summary>Reads YAML, keeping lines and doubled keys, which the ready-made readers throw away.</summary>
internal static class SetupYaml
{
    private const int Deepest = 16;

    /// <summary>The file's content; nothing for an empty one.</summary>
    /// <exception cref="SetupYamlException">It is not the kind of YAML that a set-up file is made of.</exception>
    public static SetupNode? Read(string text)
    {
        var parser = new Parser(new StringReader(text));
        try
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _)) return null;
            parser.Consume<DocumentStart>();
            var node = Node(parser, 0);
            parser.Consume<DocumentEnd>();
            if (!parser.TryConsume<StreamEnd>(out _)) throw Unusable(parser.Current!, "a set-up file is one document; remove what follows \"---\"");
            return node;
        }
        catch (YamlException error)
        {
            // The library's own words may quote the file, secrets included.
            throw Unreadable((int)error.Start.Line);
        }
        catch (InvalidOperationException)
        {
            // What the library says of a bracket that is never closed.
            throw Unreadable(parser.Current is { } last ? LineOf(last) : 1);
        }
    }

    private static SetupYamlException Unreadable(int line) =>
        new(line, "from here on it cannot be read as YAML; look at the indentation, quotation marks, brackets and colons of this line and the one before");

    private static SetupNode Node(Parser parser, int depth)
    {
        var start = parser.Current!;
        if (depth > Deepest) throw Unusable(start, "this is nested too deeply");
        if (parser.TryConsume<Scalar>(out var scalar)) return new SetupText(LineOf(scalar), IsEmpty(scalar) ? null : scalar.Value);
        if (parser.TryConsume<SequenceStart>(out _))
        {
            var items = new List<SetupNode>();
            while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node(parser, depth + 1));
            return new SetupList(LineOf(start), items);
        }

        if (!parser.TryConsume<MappingStart>(out _)) throw Unusable(start, "references within the file (& and *) are not used in a set-up file; write the value again");
        var keys = new List<(string, int, SetupNode)>();
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var key)) throw Unusable(parser.Current!, "a key must be a single word");
            keys.Add((key.Value, LineOf(key), Node(parser, depth + 1)));
        }

        return new SetupMap(LineOf(start), keys);
    }

    private static bool IsEmpty(Scalar scalar) => scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";

    private static int LineOf(ParsingEvent at) => (int)at.Start.Line;

    private static SetupYamlException Unusable(ParsingEvent at, string what) => new(LineOf(at), what);
}

/// <summary>The file cannot be read as a whole; the message quotes nothing from it.</summary>
internal sealed class SetupYamlException(int line, string what) : Exception(what)
{
    /// <summary>Where reading stopped.</summary>
    public int Line => line;
}
