using System.Text.RegularExpressions;

namespace Gateway.Tests.Access.Tenants;

/// <summary>One call at a door that names something of an organisation.</summary>
/// <param name="Call">Method and address; <c>{talk}</c> stands for the id of that name in <see cref="HouseOfAll.Theirs"/>.</param>
/// <param name="Owner">Who of those whose it is may do it: what they are answered proves that the call is a good one.</param>
/// <param name="Body">What is sent along, as JSON, with the same names in it.</param>
internal sealed partial record DoorLine(string Call, string Owner, string? Body = null)
{
    /// <summary>The method.</summary>
    public HttpMethod Method => new(Call[..Call.IndexOf(' ', StringComparison.Ordinal)]);

    /// <summary>The address with the names.</summary>
    public string Address => Call[(Call.IndexOf(' ', StringComparison.Ordinal) + 1)..];

    /// <summary>Which door it is, with nothing in the place of parameters.</summary>
    public string Door => ShapeOf(Call.Split('?')[0]);

    /// <summary>What is named, in the order in which it is named.</summary>
    public IReadOnlyList<string> Names => [.. Name().Matches(Call + Body).Select(match => match.Groups[1].Value).Distinct()];

    /// <summary>A door without the names of its parameters.</summary>
    public static string ShapeOf(string door) => Parameter().Replace(door, "{}");

    /// <summary>A text with ids in the place of names.</summary>
    public static string Filled(string text, Func<string, string> idOf) => Name().Replace(text, match => idOf(match.Groups[1].Value));

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("\\{([a-z]+)\\}")]
    private static partial Regex Name();
}
