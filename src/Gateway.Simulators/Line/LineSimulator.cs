using System.Security.Cryptography;
using System.Text;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Line;

/// <summary>A stand-in for LINE's Messaging API and for the phones of its users, within LINE's documented limits and errors.</summary>
public sealed class LineSimulator : IAsyncDisposable
{
    private readonly WebhookCaller _caller;

    /// <summary>A simulator of these accounts, which writes what it accepts to <paramref name="outbox"/>.</summary>
    public LineSimulator(IEnumerable<LineAccountOptions> accounts, Outbox outbox, TimeProvider time, SimulatorIds ids)
    {
        _caller = new WebhookCaller(time);
        (Ids, Time) = (ids, time);
        var webhook = new LineWebhook(_caller);
        Accounts = [.. accounts.Select(options => new LineAccount(options, time, ids, outbox, webhook))];
    }

    /// <summary>All accounts, in the order they were given.</summary>
    public IReadOnlyList<LineAccount> Accounts { get; }

    internal SimulatorIds Ids { get; }

    internal TimeProvider Time { get; }

    /// <summary>The account of this name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public LineAccount Account(string name) =>
        Accounts.FirstOrDefault(account => account.Options.Account == name) ?? throw new KeyNotFoundException($"No LINE account is named {name}.");

    /// <summary>Lets every account call the gateway at this address: <c>{gateway}/channels/line/{account}/webhook</c>.</summary>
    public void PointAt(Uri gateway)
    {
        foreach (var account in Accounts)
            account.Webhook = new Uri(gateway, $"/channels/line/{account.Options.Account}/webhook");
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _caller.DisposeAsync();

    internal LineAccount? Authenticate(string? authorization)
    {
        const string bearer = "Bearer ";
        if (authorization is null || !authorization.StartsWith(bearer, StringComparison.OrdinalIgnoreCase))
            return null;
        var token = authorization[bearer.Length..].Trim();
        return Accounts.FirstOrDefault(account => account.Holds(token)
            || CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(account.Options.AccessToken), Encoding.UTF8.GetBytes(token)));
    }
}
