namespace Gateway.Organisations;

/// <summary>What a password must be, wherever one is set. Length alone: NIST SP 800-63B asks for no mixture of letters and marks.</summary>
public static class PasswordRules
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>The most that are taken, so that hashing one cannot be made to cost much.</summary>
    public const int Longest = 256;

    /// <summary>Whether it may be used by somebody with this user name.</summary>
    public static bool Allows(string password, string userName) =>
        password.Length is >= Shortest and <= Longest && !string.Equals(password, userName, StringComparison.OrdinalIgnoreCase);
}
