using System.Text.Json.Serialization;

namespace Gateway.WaitingQueue;

/// <summary>What a counsellor says of themselves, if they like, so that wishes can be met. Nothing of it is needed for anything else.</summary>
public sealed record StaffTraits
{
    private static readonly string[] s_genders = ["woman", "man", "other"];

    /// <summary><c>woman</c>, <c>man</c> or <c>other</c>; nothing: not said.</summary>
    public string? Gender { get; init; }

    /// <summary>One of <see cref="WishCode.Generations"/>; nothing: not said.</summary>
    public string? Generation { get; init; }

    /// <summary>In which languages besides Japanese they can talk with somebody, of <see cref="WishCode.Languages"/>.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Whether nothing is said.</summary>
    [JsonIgnore]
    public bool SayNothing => Gender is null && Generation is null && Languages.Count == 0;

    /// <summary>Which wishes they meet.</summary>
    [JsonIgnore]
    public int Code => WishCode.MetBy(Gender, Generation, Languages);

    /// <summary>What cannot be used, as the names of the fields.</summary>
    public IEnumerable<string> Faults()
    {
        if (Gender is not null && !s_genders.Contains(Gender)) yield return "gender";
        if (Generation is not null && !WishCode.Generations.Contains(Generation)) yield return "generation";
        if (Languages is null || Languages.Except(WishCode.Languages).Any()) yield return "languages";
    }
}
