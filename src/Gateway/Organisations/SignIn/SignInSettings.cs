using Gateway.Primitives;

namespace Gateway.Organisations.SignIn;

/// <summary>How sign-in defends itself.</summary>
public sealed class SignInSettings : ISettings
{
    /// <inheritdoc />
    public static string Section => "Gateway:SignIn";

    /// <summary>How often one address may try to sign in within a minute. A whole office may stand behind one address.</summary>
    public int AttemptsPerMinute { get; init; } = 60;

    /// <summary>After this many wrong passwords in a row an account is locked for a while.</summary>
    public int AttemptsBeforeLock { get; init; } = 5;

    /// <summary>How long an account stays locked. The time ends by itself; a right password within it is refused too.</summary>
    public int LockMinutes { get; init; } = 10;

    /// <summary>How long a sign-in lasts without being used.</summary>
    public int SessionHours { get; init; } = 12;

    /// <inheritdoc />
    public IEnumerable<string> Problems()
    {
        if (AttemptsPerMinute is < 1 or > 10_000) yield return "AttemptsPerMinute: must be 1 to 10000";
        if (AttemptsBeforeLock is < 3 or > 100) yield return "AttemptsBeforeLock: must be 3 to 100";
        if (LockMinutes is < 1 or > 1440) yield return "LockMinutes: must be 1 to 1440";
        if (SessionHours is < 1 or > 24) yield return "SessionHours: must be 1 to 24";
    }
}
