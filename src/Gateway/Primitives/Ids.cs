using System.Security.Cryptography;

namespace Gateway.Primitives;

/// <summary>Makes the ids of this application: UUID version 7 as lower-case text, so that ids made later sort later.</summary>
/// <remarks>Ids are made here and never by a database: a commit whose outcome is unknown can then be repeated safely.</remarks>
public sealed class Ids(TimeProvider time)
{
    /// <summary>A new id, 36 characters, for example <c>019aa2f0-…</c>.</summary>
    public string New() => Guid.CreateVersion7(time.GetUtcNow()).ToString();

    /// <summary>What no id made at or after a moment sorts before.</summary>
    public static string FirstAt(DateTimeOffset at)
    {
        var stamp = Math.Max(0, at.ToUnixTimeMilliseconds()).ToString("x12", System.Globalization.CultureInfo.InvariantCulture);
        return $"{stamp[..8]}-{stamp[8..]}-7000-8000-000000000000";
    }

    /// <summary>Whether <paramref name="text"/> has the form of an id made by this or by a client (any UUID version).</summary>
    public static bool IsId(string? text) => Guid.TryParseExact(text, "D", out _);

    /// <summary>A secret that cannot be guessed: 192 random bits in URL-safe letters.</summary>
    public static string NewSecret() =>
        Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');
}
