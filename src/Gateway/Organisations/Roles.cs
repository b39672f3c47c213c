namespace Gateway.Organisations;

/// <summary>What somebody does for their organisation. The words stand in the set-up file, the records and the console.</summary>
public static class Roles
{
    /// <summary>相談員: answers people.</summary>
    public const string Volunteer = "volunteer";

    /// <summary>専門職: answers people, and is called in for their profession.</summary>
    public const string Professional = "professional";

    /// <summary>スーパーバイザー: answers people and stands behind those who do.</summary>
    public const string Supervisor = "supervisor";

    /// <summary>コーディネーター: answers people and arranges shifts and hand-offs.</summary>
    public const string Coordinator = "coordinator";

    /// <summary>管理者: looks after the set-up, and reads no conversation.</summary>
    public const string Administrator = "administrator";

    /// <summary>つなぎ先の職員: somebody of a support body. They sign in to its desk and to nothing else: no policy names this role.</summary>
    public const string SupportBody = "supportBody";

    /// <summary>パートナーのゲートウェイ: stands for whoever answers at an organisation that runs a gateway of its own. Nobody signs in with it, and no policy names it.</summary>
    public const string PartnerGateway = "partnerGateway";

    /// <summary>All who work for an organisation. <see cref="SupportBody"/> and <see cref="PartnerGateway"/> are none of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Volunteer, Professional, Supervisor, Coordinator, Administrator];
}

/// <summary>Who may do what. Every endpoint and hub names one of these; what names none is closed to everybody.</summary>
public static class Policies
{
    /// <summary>Anybody who is signed in.</summary>
    public const string Staff = "staff";

    /// <summary>Those who talk with people: volunteer, professional, supervisor, coordinator.</summary>
    public const string Counsel = "counsel";

    /// <summary>Those who stand behind the counsellors: supervisor, coordinator.</summary>
    public const string Supervise = "supervise";

    /// <summary>Those who look after the set-up: administrator.</summary>
    public const string Administer = "administer";

    /// <summary>Those who keep the directory of support bodies: supervisor, coordinator, administrator.</summary>
    public const string KeepBodies = "keepBodies";

    /// <summary>Those who keep the roster: supervisor, coordinator, administrator.</summary>
    public const string KeepRoster = "keepRoster";

    /// <summary>Those who sign for their organisation: coordinator, administrator.</summary>
    public const string SignForOrganisation = "signForOrganisation";

    /// <summary>Those who watch over what is shared with partners, and stop it at once: supervisor, coordinator, administrator.</summary>
    public const string LookAfterSharing = "lookAfterSharing";

    /// <summary>Those who invite people of support bodies to accounts, and close these: coordinator, administrator.</summary>
    public const string KeepBodyAccounts = "keepBodyAccounts";

    /// <summary>Those who use the stories that people have agreed to: supervisor, coordinator, administrator.</summary>
    public const string UseStories = "useStories";
}
