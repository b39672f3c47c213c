using Gateway.Primitives;

namespace Gateway.Emergencies;

/// <summary>How the alarm behaves, and how long the worksheets are kept.</summary>
public sealed class EmergencySettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:Emergencies";

    /// <summary>Seconds without an answer after which the alarm rings at coordinators too, and the figure rises by which the operator is alarmed.</summary>
    public int EscalateSeconds { get; init; } = 60;

    /// <summary>Days after its end at which a worksheet is erased, its calls to others included; 0: never. Longer than the words, because what was told to others without consent must be answered for.</summary>
    public int KeepDays { get; init; } = 1095;

    /// <summary>Organisations (ids, with commas between them, or <c>*</c>) whose guide sends the emergency card by itself when the triage finds 緊急; empty: a person sends it, with one tap.</summary>
    public string CardByItself { get; init; } = "";

    /// <summary>Whether the guide sends the card by itself.</summary>
    public bool SendsCardItself(string organisation) =>
        CardByItself.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Any(one => one == "*" || one == organisation);

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (EscalateSeconds is < 10 or > 3600) yield return "EscalateSeconds: must be 10 to 3600";
        if (KeepDays is not 0 and (< 30 or > 36500)) yield return "KeepDays: must be 0 (never) or 30 to 36500";
        if (CardByItself.Length > 2000) yield return "CardByItself: must be ids of organisations with commas between them, or *";
    }
}
