using Gateway.Primitives;

namespace Gateway.Organisations;

/// <summary>By what LINE knows that the gateway may act for an account.</summary>
public abstract record LineCredential
{
    private LineCredential()
    {
    }

    /// <summary>One token from LINE's console that holds until it is issued anew.</summary>
    /// <param name="Token">The channel access token.</param>
    public sealed record LongLived(Redacted<string> Token) : LineCredential;

    /// <summary>Tokens of 15 minutes, asked for with the channel's id and its secret.</summary>
    /// <param name="ChannelId">The channel's id: digits.</param>
    public sealed record Stateless(string ChannelId) : LineCredential;

    /// <summary>Tokens of a chosen life (LINE: "v2.1"), asked for with a signature.</summary>
    /// <param name="ChannelId">The channel's id: digits.</param>
    /// <param name="KeyId">What LINE called the public key when it was registered (kid).</param>
    /// <param name="Key">The private key, as <see cref="LineSigningKey"/> reads it.</param>
    /// <param name="Life">How long a token lives: one hour to 30 days.</param>
    public sealed record Keyed(string ChannelId, string KeyId, Redacted<string> Key, TimeSpan Life) : LineCredential;
}
