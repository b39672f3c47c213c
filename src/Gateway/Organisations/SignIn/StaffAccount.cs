namespace Gateway.Organisations.SignIn;

/// <summary>Somebody's row in the records, as sign-in sees it. It never leaves this folder.</summary>
internal sealed class StaffAccount
{
    public string Id { get; init; } = "";

    public string Organisation { get; init; } = "";

    public string UserName { get; init; } = "";

    public string Name { get; init; } = "";

    public string Role { get; init; } = "";

    /// <summary>For somebody of a support body: which.</summary>
    public string? Body { get; init; }

    public string? PasswordHash { get; set; }

    public string SecurityStamp { get; set; } = "";

    public long Disabled { get; init; }

    public Staff AsStaff() => new(Id, UserName, Name, Role, Organisation);
}
