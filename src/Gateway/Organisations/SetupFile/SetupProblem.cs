namespace Gateway.Organisations.SetupFile;

/// <summary>One thing that is wrong in a set-up file, in plain words and without anything secret.</summary>
/// <param name="Path">Where, for example <c>organisations[0].line[1].channelSecret</c>; empty for the file as a whole.</param>
/// <param name="Line">The line, from 1; 0 where no line can be named.</param>
/// <param name="What">What is wrong, and what would be right.</param>
public sealed record SetupProblem(string Path, int Line, string What)
{
    /// <summary>For example <c>organisations[0].id (line 3): …</c>.</summary>
    public override string ToString()
    {
        var line = Line > 0 ? $"line {Line}" : "";
        return (Path, line) switch
        {
            ("", "") => What,
            ("", _) => $"{line}: {What}",
            (_, "") => $"{Path}: {What}",
            _ => $"{Path} ({line}): {What}",
        };
    }
}
