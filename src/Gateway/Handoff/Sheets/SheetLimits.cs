namespace Gateway.Handoff.Sheets;

/// <summary>The most letters of texts within a field. With the limits of the catalogue they keep the longest sheet on two sides of A4.</summary>
internal static class SheetLimits
{
    /// <summary>取得の経緯, in words.</summary>
    public const int Acquisition = 60;

    /// <summary>A number or address.</summary>
    public const int ContactValue = 50;

    /// <summary>For whom or when.</summary>
    public const int ContactNote = 15;

    /// <summary>時間帯, and 名乗り方.</summary>
    public const int SafeTimes = 30;

    /// <summary>Anything else about safe contact.</summary>
    public const int SafeNote = 40;

    /// <summary>Who did something.</summary>
    public const int LogBy = 15;

    /// <summary>What was done.</summary>
    public const int LogWhat = 50;
}
