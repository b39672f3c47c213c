using System.Security.Cryptography;
using Gateway.Bots.Protocol;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Records.Sealing;

namespace Gateway.Intake.Bots.Own;

/// <summary>The tokens by which bots know us, and we know bots: signed with one key, which lies sealed in the records and is the same on every node.</summary>
public sealed class BotTokens(IRecords records, Vault vault, BotSettings settings, TimeProvider time) : IDisposable
{
    /// <summary>The id under which the public key is found.</summary>
    public const string KeyId = "gateway-1";

    private static readonly TimeSpan ToBotLasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan SkewOfClocks = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _once = new(1, 1);
    private RSA? _key;

    /// <summary>For how long a bot's token holds.</summary>
    public static TimeSpan FromBotLasts { get; } = TimeSpan.FromHours(1);

    /// <summary>Who issues the tokens: an address of ours. Nothing while <see cref="BotSettings.Address"/> is not set.</summary>
    public string? Issuer => settings.Address is { } address ? $"{address.GetLeftPart(UriPartial.Path).TrimEnd('/')}/bots" : null;

    /// <summary>Where a bot finds the connector API; in expectReplies it is only a name.</summary>
    public string ServiceUrl(string organisation) => $"{Issuer ?? "urn:gateway:bots"}/{organisation}";

    /// <summary>A token with which we call a bot.</summary>
    /// <exception cref="BotAwayException">The gateway does not know its own address.</exception>
    public async Task<string> ForCallAsync(string organisation, IntakeBotAccount bot)
    {
        var issuer = Issuer ?? throw new BotAwayException("Gateway:Bots:Address is missing", again: false);
        return SignedToken.Sign(await KeyAsync(), KeyId, Claims(issuer, bot.AppId, ToBotLasts) with { Serviceurl = ServiceUrl(organisation) });
    }

    /// <summary>A token with which a bot calls us.</summary>
    public async Task<string?> ForBotAsync(string organisation, IntakeBotAccount bot) => Issuer is { } issuer
        ? SignedToken.Sign(await KeyAsync(), KeyId, Claims(issuer, ServiceUrl(organisation), FromBotLasts) with { Appid = bot.AppId })
        : null;

    /// <summary>Whether a token is one that this bot was given.</summary>
    public async Task<bool> IsOfBotAsync(string token, string organisation, IntakeBotAccount bot) => Issuer is { } issuer
        && SignedToken.Read(await KeyAsync(), token, issuer, ServiceUrl(organisation), time.GetUtcNow())?.Appid == bot.AppId;

    /// <summary>The public half of the key.</summary>
    public async Task<PublicKeys> PublishAsync() => SignedToken.Publish(await KeyAsync(), KeyId);

    /// <inheritdoc />
    public void Dispose()
    {
        _key?.Dispose();
        _once.Dispose();
    }

    private TokenClaims Claims(string issuer, string audience, TimeSpan lasts)
    {
        var now = time.GetUtcNow();
        return new TokenClaims(issuer, audience, (now - SkewOfClocks).ToUnixTimeSeconds(), (now + lasts).ToUnixTimeSeconds());
    }

    private async Task<RSA> KeyAsync()
    {
        if (Volatile.Read(ref _key) is { } known) return known;
        await _once.WaitAsync();
        try
        {
            if (_key is not null) return _key;
            var stored = await FindAsync() ?? await MakeAsync();
            var key = RSA.Create();
            key.ImportPkcs8PrivateKey(vault.Unwrap(stored, Purpose), out _);
            Volatile.Write(ref _key, key);
            return key;
        }
        finally
        {
            _once.Release();
        }
    }

    private const string Purpose = "bot-key|" + KeyId;

    private Task<byte[]?> FindAsync() => records.ReadAsync(session => session.FindAsync<byte[]>("SELECT sealed FROM bot_key WHERE name = @KeyId", new { KeyId }));

    // Two nodes at once: one of the two keys is stored, and both use it.
    private async Task<byte[]> MakeAsync()
    {
        using var made = RSA.Create(2048);
        var box = vault.Wrap(made.ExportPkcs8PrivateKey(), Purpose);
        await records.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO bot_key (name, sealed) VALUES (@KeyId, @box) ON CONFLICT (name) DO NOTHING", new { KeyId, box }));
        return (await FindAsync())!;
    }
}
