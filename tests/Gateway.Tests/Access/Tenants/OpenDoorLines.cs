namespace Gateway.Tests.Access.Tenants;

/// <summary>Doors that ask for no sign-in and yet name something: the desk of a support body, which asks for its cookie, and a person's own page, which asks for theirs.</summary>
internal static class OpenDoorLines
{
    private const string Desk = "org1-desk", Phone = "org1-phone", ClientId = "019aa2f0-0000-7000-8000-00000000c11e";

    /// <summary>Each as the body or the person whose it is may do it; a stranger's does the same at its own desk or page. They come before those of the staff, who end a seat.</summary>
    public static IReadOnlyList<DoorLine> All { get; } =
    [
        new("GET /desk/referrals/{accepted}", Desk),
        new("GET /desk/referrals/{accepted}/print", Desk),
        new("GET /desk/talks/{seat}", Desk),
        new("GET /desk/talks/{seat}/log", Desk),
        new("POST /desk/talks/{seat}/say", Desk, $"client={ClientId}&text=x"),
        new("GET /desk/introductions/{introduction}", Desk),
        new("GET /chat/org1-chat1/agree/{question}", Phone),
    ];

    /// <summary>Those that end what the staff's calls still need.</summary>
    public static IReadOnlyList<DoorLine> Endings { get; } =
    [
        new("POST /desk/referrals/{accepted}/decline", Desk, "reason=full"),
        new("POST /desk/introductions/{introduction}/take-back", Desk),
        new("POST /chat/org1-chat1/agree/{question}", Phone, "act=decline"),
    ];
}
