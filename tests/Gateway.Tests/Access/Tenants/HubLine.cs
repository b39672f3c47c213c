namespace Gateway.Tests.Access.Tenants;

/// <summary>One call at the hub that names something of an organisation.</summary>
/// <param name="Method">The hub's method.</param>
/// <param name="Owner">Who of those whose it is may do it.</param>
/// <param name="Name">What its first argument names in <see cref="HouseOfAll.Theirs"/>.</param>
/// <param name="Rest">Its further arguments.</param>
internal sealed record HubLine(string Method, string Owner, string Name, params object?[] Rest)
{
    /// <summary>It answers nothing to anybody: that nothing has changed is all that can be seen.</summary>
    public bool IsSilent { get; init; }
}
