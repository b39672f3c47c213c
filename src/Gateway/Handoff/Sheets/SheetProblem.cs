namespace Gateway.Handoff.Sheets;

/// <summary>Something that keeps a sheet from leaving, for one field.</summary>
/// <param name="Field">The field.</param>
/// <param name="Code">What is wrong: <c>required</c>, <c>too_long</c>, <c>too_many</c>, <c>untidy</c>, <c>format</c>, <c>conflict</c> or <c>ground</c>.</param>
/// <param name="Limit">The limit that was passed, where there is one.</param>
public sealed record SheetProblem(SheetField Field, string Code, int? Limit = null)
{
    /// <summary>The problem as a sentence, in <c>ja</c> or <c>en</c>.</summary>
    public string Text(string language) => SheetTexts.With(
        language, $"problem.{Code}", ("field", Field.Label(language)), ("limit", Limit?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? ""));

    /// <summary>The key and the code, never a value.</summary>
    public override string ToString() => $"{Field.Key}: {Code}";
}
