using Gateway.Conversations.Outbox;

namespace Gateway.Channels;

/// <summary>What a failed HTTP call to a provider means for the message.</summary>
internal static class ProviderCall
{
    /// <summary>Nothing was sent when no connection came about; everything else may have arrived.</summary>
    public static SendOutcome Failed(HttpRequestException error) => error.HttpRequestError is
        HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
            ? new SendOutcome.Unreachable()
            : new SendOutcome.Unknown();
}
