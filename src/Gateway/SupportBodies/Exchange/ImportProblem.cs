namespace Gateway.SupportBodies.Exchange;

/// <summary>Something in an imported file, where it stands and what is wrong with it.</summary>
/// <param name="File">Which file; within a zip its name there.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column of the table, or the place in the line of JSON, from 1; 0: the line as a whole.</param>
/// <param name="Field">What it is about, by the file's own name where there is one.</param>
/// <param name="Fault">
/// A fault of <see cref="EntryFault"/>, or <c>not_json</c>, <c>not_a_directory</c>, <c>not_csv</c>, <c>encoding</c>, <c>offset</c>, <c>not_supported</c>, <c>twice</c>,
/// <c>too_many</c>, <c>unread_file</c>, <c>repaired</c>, <c>kept_as_note</c>, <c>no_header</c>, <c>extra_cells</c>.
/// </param>
/// <param name="Value">What stands there, at most 100 letters.</param>
/// <param name="Refused">The body was left out because of it; otherwise it is only to be known.</param>
public sealed record ImportProblem(string File, int Line, int Column, string Field, string Fault, string? Value, bool Refused)
{
    internal static string? Short(string? value) => value is { Length: > 100 } ? value[..100] : value;
}

/// <summary>A body as a file has it.</summary>
/// <param name="Id">The id under which it is kept.</param>
/// <param name="Entry">What the file says.</param>
/// <param name="Taken">Places taken; nothing when the file does not say.</param>
/// <param name="Spot">Where it stands.</param>
internal sealed record ReadBody(string Id, BodyEntry Entry, int? Taken, Spot Spot);

/// <summary>What was found in a file.</summary>
internal sealed record ReadFile(IReadOnlyList<ReadBody> Bodies, IReadOnlyList<ImportProblem> Problems);

/// <summary>A place in a file.</summary>
internal readonly record struct Spot(string File, int Line, int Column)
{
    public ImportProblem Problem(string field, string fault, string? value = null, bool refused = true) => new(File, Line, Column, field, fault, ImportProblem.Short(value), refused);
}
