namespace Gateway.Handoff.Sheets;

/// <summary>Where a value on a sheet comes from.</summary>
public enum SourceKind
{
    /// <summary>The person said it in the conversation, and a counsellor confirmed that it belongs here.</summary>
    Said = 1,

    /// <summary>The person wrote it on the sheet.</summary>
    WrittenByPerson = 2,

    /// <summary>A counsellor wrote it.</summary>
    WrittenByStaff = 3,
}

/// <summary>The mark of a field: who put it there.</summary>
/// <param name="Kind">Said, or written by whom.</param>
/// <param name="Entry">The entry of the conversation in which it was said.</param>
/// <param name="Staff">The id of the counsellor who confirmed or wrote it.</param>
public sealed record FieldSource(SourceKind Kind, long? Entry = null, string? Staff = null);

/// <summary>
/// A value that somebody answers for. A sheet takes nothing else, so that nothing a machine supposed can slip in: what is proposed from a conversation
/// becomes one of these only when a counsellor confirms it.
/// </summary>
public sealed class Confirmed<T>
{
    internal Confirmed(T? value, FieldSource source) => (Value, Source) = (value, source);

    /// <summary>The value; nothing to empty the field.</summary>
    public T? Value { get; }

    /// <summary>Who answers for it.</summary>
    public FieldSource Source { get; }

    /// <summary>Never the value.</summary>
    public override string ToString() => $"[{Source.Kind}]";
}

/// <summary>The three ways in which a value is confirmed.</summary>
public static class Confirmed
{
    /// <summary>What the person said in an entry, confirmed by a counsellor.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Entries begin with 1.</exception>
    public static Confirmed<T> Said<T>(T value, long entry, string confirmedBy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(entry, 1);
        ArgumentException.ThrowIfNullOrEmpty(confirmedBy);
        return new Confirmed<T>(value, new FieldSource(SourceKind.Said, entry, confirmedBy));
    }

    /// <summary>What the person wrote on the sheet, on their own page.</summary>
    public static Confirmed<T> ByPerson<T>(T? value) => new(value, new FieldSource(SourceKind.WrittenByPerson, null, null));

    /// <summary>What a counsellor wrote.</summary>
    public static Confirmed<T> ByStaff<T>(T? value, string staff)
    {
        ArgumentException.ThrowIfNullOrEmpty(staff);
        return new(value, new FieldSource(SourceKind.WrittenByStaff, null, staff));
    }
}
