namespace Gateway.Organisations;

/// <summary>What stands on every sheet about the organisation that sends it, as a body must be told it (APPI Art. 30): said once, in the set-up file.</summary>
/// <param name="Address">Its address.</param>
/// <param name="Representative">The name of who represents it.</param>
/// <param name="Supervisor">Who answers for a sheet; nothing where each counsellor writes it.</param>
/// <param name="Contact">How and when a body reaches it; nothing where each counsellor writes it.</param>
public sealed record SheetSender(string Address, string Representative, string? Supervisor, string? Contact)
{
    /// <summary>The longest address or contact, in letters: as much as the sheet holds.</summary>
    public const int LongestLine = 60;

    /// <summary>The longest name, in letters.</summary>
    public const int LongestName = 30;
}
