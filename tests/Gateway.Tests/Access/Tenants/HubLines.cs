using Gateway.ConsoleHub;

namespace Gateway.Tests.Access.Tenants;

/// <summary>A good call for every method of the hub that names something of an organisation; what ends something comes after what needs it.</summary>
internal static class HubLines
{
    private const string Counsellor = "org1-person1", Supervisor = "org1-supervisor1", Partner = "org3-person1";
    private const string ClientId = "019aa2f0-0000-7000-8000-00000000c11e";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<HubLine> All { get; } =
    [
        new(nameof(CounsellorHub.EntriesAfter), Counsellor, "talk", 0),
        new(nameof(CounsellorHub.Seen), Counsellor, "talk", 1) { IsSilent = true },
        new(nameof(CounsellorHub.Typing), Counsellor, "talk") { IsSilent = true },
        new(nameof(CounsellorHub.Send), Counsellor, "talk", ClientId, "もしもし"),
        new(nameof(CounsellorHub.SetAside), Counsellor, "talk"),
        new(nameof(CounsellorHub.OfferPage), Counsellor, "talk"),
        new(nameof(CounsellorHub.SetGrade), Supervisor, "talk", "high", ""),
        new(nameof(CounsellorHub.ReadEmergency), Supervisor, "emergency"),
        new(nameof(CounsellorHub.ReadEmergency), Supervisor, "closed"),
        new(nameof(CounsellorHub.EmergencyTalk), Supervisor, "emergency", 0),
        new(nameof(CounsellorHub.AcknowledgeAlarm), Supervisor, "emergency"),
        new(nameof(CounsellorHub.WriteWorksheet), Counsellor, "emergency", 0, new Dictionary<string, string> { ["place"] = "駅" }),
        new(nameof(CounsellorHub.RecordCall), Counsellor, "emergency", ClientId, new Dictionary<string, string> { ["to"] = "fire", ["told"] = "意識がうすい", ["ground"] = "appi_27_1_2", ["why"] = "返事がない" }),
        new(nameof(CounsellorHub.ConfirmCall), Supervisor, "emergency", 1),
        new(nameof(CounsellorHub.SendCard), Counsellor, "emergency", ClientId),
        new(nameof(CounsellorHub.ProposeClosing), Counsellor, "emergency", "safe", ""),
        new(nameof(CounsellorHub.ConfirmClosing), Supervisor, "emergency", 1),
        new(nameof(CounsellorHub.ReadHandoffAsked), Counsellor, "guest"),
        new(nameof(CounsellorHub.AskHandoff), Partner, "guest", new Dictionary<string, string> { ["words"] = "もう一度" }),
        new(nameof(CounsellorHub.AnswerHandoffAsked), Counsellor, "guest", "later"),
        new(nameof(CounsellorHub.AskHandoff), Partner, "guest", new Dictionary<string, string> { ["words"] = "やはり今夜" }),
        new(nameof(CounsellorHub.TakeOverGuest), "org1-coordinator1", "guest"),
        new(nameof(CounsellorHub.SendHome), "org3-person2", "other", new Dictionary<string, string>(), false),
        new(nameof(CounsellorHub.FetchHome), Supervisor, "away"),
        new(nameof(CounsellorHub.MovePlace), Supervisor, "waiting", true, "先に"),
        new(nameof(CounsellorHub.AnswerOffer), "org1-person2", "offer", true),
        new(nameof(CounsellorHub.LiftBlock), Supervisor, "block"),
        new(nameof(CounsellorHub.RaiseAlarm), Counsellor, "endangered", ""),
        new(nameof(CounsellorHub.BlockPerson), Supervisor, "waiting", 1, "いたずら"),
        new(nameof(CounsellorHub.Close), Counsellor, "endangered", "talked"),
        new(nameof(CounsellorHub.Return), Counsellor, "endangered"),
    ];

    /// <summary>Methods that answer with what is one's own, without naming it; each with the one who sees something.</summary>
    public static IReadOnlyDictionary<string, string> Lists { get; } = new Dictionary<string, string>
    {
        [nameof(CounsellorHub.Resume)] = Supervisor,
        [nameof(CounsellorHub.Blocks)] = Supervisor,
        [nameof(CounsellorHub.ClosedEmergencies)] = Supervisor,
    };

    /// <summary>Methods that change one's own place at the desk, and nothing else.</summary>
    public static IReadOnlySet<string> OnesOwn { get; } = new HashSet<string> { nameof(CounsellorHub.SetAvailability), nameof(CounsellorHub.SetDisasterFirst), nameof(CounsellorHub.TakeNext) };
}
