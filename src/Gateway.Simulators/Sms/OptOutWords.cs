namespace Gateway.Simulators.Sms;

/// <summary>The words on which providers act by themselves: alone in a message, in English.</summary>
internal static class OptOutWords
{
    private static readonly string[] Out = ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT", "ARRET"];
    private static readonly string[] In = ["START", "UNSTOP", "YES"];

    public static bool AreOut(string text) => Out.Contains(text.Trim().ToUpperInvariant());

    public static bool AreIn(string text) => In.Contains(text.Trim().ToUpperInvariant());
}
