using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Sms;

/// <summary>A number's delivery reports on their way: at once, or held back until a test lets them go, in whichever order and as often as it says.</summary>
public sealed class ReportPost
{
    private readonly Lock _gate = new();
    private readonly List<Func<Task<WebhookDelivery>>> _held = [];

    /// <summary>Keeps what comes from now on.</summary>
    public bool Hold { get; set; }

    /// <summary>What comes from now on does not bring back what the gateway gave it for a sign, only the provider's own id.</summary>
    public bool WithoutReference { get; set; }

    /// <summary>The reports sent so far, in order.</summary>
    public NumberedLog<Task<WebhookDelivery>> Sent { get; } = new();

    /// <summary>How many are held.</summary>
    public int Held
    {
        get
        {
            lock (_gate)
                return _held.Count;
        }
    }

    /// <summary>Sends everything that is held, one after another.</summary>
    /// <param name="newestFirst">The other way round.</param>
    /// <param name="copies">How often each.</param>
    public async Task ReleaseAsync(bool newestFirst = false, int copies = 1)
    {
        List<Func<Task<WebhookDelivery>>> all;
        lock (_gate)
        {
            all = [.. _held];
            _held.Clear();
        }
        if (newestFirst)
            all.Reverse();
        foreach (var send in all)
        {
            for (var i = 0; i < copies; i++)
                await Sent.Append(_ => send());
        }
    }

    internal void Add(Func<Task<WebhookDelivery>> send)
    {
        lock (_gate)
        {
            if (Hold)
            {
                _held.Add(send);
                return;
            }
        }
        Sent.Append(_ => send());
    }
}
