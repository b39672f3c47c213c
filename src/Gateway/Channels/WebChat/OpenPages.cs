using System.Diagnostics.Metrics;

namespace Gateway.Channels.WebChat;

/// <summary>Counts the chat pages that listen at this node.</summary>
public sealed class OpenPages(IMeterFactory meters)
{
    private readonly UpDownCounter<long> _open =
        meters.Create("Gateway").CreateUpDownCounter<long>("gateway.chat.pages", "{connection}", "Open chat pages that listen at this node");

    /// <summary>A page listens until the result is disposed.</summary>
    internal Page Open()
    {
        _open.Add(1);
        return new Page(_open);
    }

    internal readonly struct Page(UpDownCounter<long> open) : IDisposable
    {
        public void Dispose() => open.Add(-1);
    }
}
