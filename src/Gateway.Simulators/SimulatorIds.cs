using System.Globalization;
using System.Security.Cryptography;

namespace Gateway.Simulators;

/// <summary>Ids in the providers' own forms. With a seed the same run gives the same ids.</summary>
/// <param name="time">The clock that ids with a time in them are read from.</param>
/// <param name="seed">Null: unpredictable from run to run.</param>
public sealed class SimulatorIds(TimeProvider time, int? seed = null)
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed ?? RandomNumberGenerator.GetInt32(int.MaxValue));
    private long _messages;

    /// <summary>A ULID, as LINE gives each webhook event.</summary>
    public string Ulid()
    {
        Span<char> text = stackalloc char[26];
        var milliseconds = time.GetUtcNow().ToUnixTimeMilliseconds();
        for (var i = 9; i >= 0; i--, milliseconds >>= 5)
            text[i] = Crockford[(int)(milliseconds & 31)];
        lock (_gate)
        {
            for (var i = 10; i < 26; i++)
                text[i] = Crockford[_random.Next(32)];
        }
        return new string(text);
    }

    /// <summary>A LINE user id: U and 32 lower-case hexadecimal digits.</summary>
    public string LineUser() => "U" + Hex(16);

    /// <summary>A LINE message id: digits, and more than a double holds exactly.</summary>
    public string LineMessage()
    {
        var number = Interlocked.Increment(ref _messages);
        return (500_000_000_000_000_000 + time.GetUtcNow().ToUnixTimeMilliseconds() * 10_000 + number).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>A UUID as text.</summary>
    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes);
        return new Guid(bytes).ToString();
    }

    /// <summary>Lower-case hexadecimal digits of so many random bytes.</summary>
    public string Hex(int bytes)
    {
        Span<byte> buffer = stackalloc byte[bytes];
        Fill(buffer);
        return Convert.ToHexStringLower(buffer);
    }

    private void Fill(Span<byte> bytes)
    {
        lock (_gate)
            _random.NextBytes(bytes);
    }
}
