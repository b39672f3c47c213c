namespace Gateway.Consortium.Entrance;

/// <summary>Somebody at a common entrance is to be routed now. Losing it costs seconds: the keeper looks by itself.</summary>
public sealed class EntranceSignal
{
    /// <summary>Heard by the keeper.</summary>
    public event Action? IsDue;

    /// <summary>Says it.</summary>
    public void Notify() => IsDue?.Invoke();
}
