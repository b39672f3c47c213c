using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>
/// A crowd behind one address: a school, or a machine that pretends to be one. The first come as everybody does; of those beyond them one person at a time
/// keeps their place, and the others are placed behind (<see cref="Gateway.Conversations.Conversation.LaterBy"/>). Nobody is refused, and whoever shows signs of danger loses nothing by it.
/// </summary>
/// <remarks>Counted on each gateway, in memory alone: no address is kept.</remarks>
/// <param name="settings">From how many on, and how far apart.</param>
/// <param name="time">Now.</param>
public sealed class CrowdAtDoor(WebChatSettings settings, TimeProvider time)
{
    private const int ManyAddresses = 10_000;

    private readonly Lock _lock = new();
    // For each address: the moment that the next one of a steady trickle would come. The generic cell rate algorithm of ITU-T I.371.
    private readonly Dictionary<string, long> _next = [];
    private int _forgetAt = ManyAddresses;

    /// <summary>One more begins from this address: how far behind they are placed; zero as long as there is no crowd.</summary>
    public TimeSpan Comes(string address)
    {
        lock (_lock)
        {
            var now = time.NowMs();
            var (apart, first) = (settings.CrowdSeconds * 1000L, settings.CrowdFrom);
            var next = Math.Max(_next.GetValueOrDefault(address), now);
            _next[address] = next + apart;
            Forget(now);
            return TimeSpan.FromMilliseconds(Math.Max(0, next - now - ((first - 1) * apart)));
        }
    }

    // Whoever's moment has passed is as new. Looked through only when it has doubled, so that no call pays for all.
    private void Forget(long now)
    {
        if (_next.Count < _forgetAt) return;
        foreach (var old in _next.Where(one => one.Value <= now).Select(one => one.Key).ToList()) _next.Remove(old);
        _forgetAt = Math.Max(ManyAddresses, _next.Count * 2);
    }
}
