namespace Gateway.Consortium.Live;

/// <summary>Somebody has agreed on this node. Losing it costs seconds: the keeper looks by itself.</summary>
public sealed class OverflowSignal
{
    /// <summary>Heard by the keeper.</summary>
    public event Action? Agreed;

    /// <summary>Says it.</summary>
    public void Notify() => Agreed?.Invoke();
}
