namespace Gateway.Disasters;

/// <summary>A disaster mode was begun, changed or ended before its time on this node. It only hastens what every node's rounds find.</summary>
/// <param name="Organisation">Whose.</param>
public sealed record DisasterChanged(string Organisation);
