using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.TestKit;

namespace Gateway.Tests.Access.Tenants;

/// <summary>
/// A good call for every door that names something of an organisation, in an order in which their owner can make them one after another: what ends something
/// comes after what needs it. A door with two names is also tried with one's own in the first place and a stranger's in the second.
/// </summary>
internal static class DoorLines
{
    private const string Counsellor = "org1-person1", Supervisor = "org1-supervisor1", Second = "org1-supervisor2", Coordinator = "org1-coordinator1";
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };
    private static readonly string s_charter = JsonSerializer.Serialize(ExampleCharters.Between("org1", "org3"), s_json);

    /// <summary>All but <see cref="Endings"/>.</summary>
    public static IReadOnlyList<DoorLine> All { get; } =
    [
        new("GET /api/conversations/{talk}/entries", Counsellor),
        new("GET /api/conversations/{talk}/attachments/{attachment}", Counsellor),
        new("GET /api/conversations/{talk}/company", Counsellor),
        new("GET /api/conversations/{seated}/company", Counsellor),
        new("GET /api/conversations/{talk}/sheets", Counsellor),
        new("GET /api/conversations/{talk}/stories", Counsellor),
        new("GET /api/bodies/{body}", Counsellor),
        new("GET /api/bodies/{body}/way-in", Supervisor),
        new("GET /api/bodies/{body}/accounts", Coordinator),
        new("GET /api/checks/{check}", Supervisor),
        new("GET /api/proposals/{proposal}", Supervisor),
        new("GET /api/data-requests/{answered}/file", Supervisor),
        new("GET /api/data-requests/{answered}/page", Supervisor),
        new("GET /api/referrals?conversation={talk}", Counsellor),
        new("GET /api/referrals/{referral}", Counsellor),
        new("GET /api/consortia/{consortium}", Supervisor),
        new("GET /api/consortia/{consortium}/coverage?week=2037-11-23", Supervisor),
        new("GET /api/consortia/{consortium}/contributions", Supervisor),
        new("GET /api/consortia/{consortium}/contributions?format=csv", Supervisor),
        new("GET /api/consortia/{consortium}/guests", Supervisor),
        new("POST /api/conversations/{talk}/sheets", Counsellor, """{"body":"{body}"}"""),
        new("PUT /api/conversations/{asked}/sheets/{sheet}", Counsellor, """{"revision":1,"fields":{"situation.facts":{"value":"別のこと"}}}"""),
        new("POST /api/conversations/{asked}/sheets/{sheet}/question", Counsellor, """{"revision":2,"items":["name"],"purpose":"contact","topic":"家のこと"}"""),
        new("POST /api/conversations/{asked}/sheets/{sheet}/proposal", Counsellor, HouseOfAll.Proposal.ToJsonString()),
        new("GET /api/conversations/{asked}/questions/{question}/words", Counsellor),
        new("POST /api/conversations/{asked}/questions/{question}/heard", Counsellor, """{"terms":"x","answers":{"name":true},"entry":1}"""),
        new("POST /api/conversations/{asked}/questions/{question}/take-back", Counsellor),
        new("POST /api/conversations/{talk}/stories", Counsellor, """{"referral":"{referral}","since":"いまは落ち着いています"}"""),
        new("POST /api/conversations/{talk}/unmet-need", Counsellor, """{"topic":"housing","area":"992011"}"""),
        new("POST /api/conversations/{seated}/company/{accepted}", Counsellor),
        new("POST /api/conversations/{seated}/company/{seat}/hand-over", Counsellor),
        new("POST /api/conversations/{seated}/company/{seat}/end", Supervisor),
        new("POST /api/checks/{check}", Supervisor, """{"agrees":true}"""),
        new("POST /api/proposals/{proposal}", Supervisor, """{"agrees":true}"""),
        new("POST /api/referrals/{proposal}/told", Supervisor),
        new("POST /api/data-requests", Counsellor, """{"kind":"correction","conversation":"{talk}","entry":1}"""),
        new("POST /api/data-requests", Supervisor, """{"kind":"stop","receipt":"{check}"}"""),
        new("POST /api/data-requests/{request}/decision", Supervisor, """{"decision":"granted"}"""),
        new("POST /api/referrals/{referral}/offer", Counsellor),
        new("POST /api/referrals/{referral}/answer?with=we_call", Counsellor),
        new("POST /api/referrals/{referral}/stop", Counsellor),
        new("PUT /api/disasters/{disaster}/bodies/{body}", Supervisor),
        new("DELETE /api/disasters/{disaster}/bodies/{body}", Supervisor),
        new("POST /api/disasters/{disaster}/end", Supervisor),
        new("POST /api/roster/shifts/{shift}/assign", Coordinator, """{"staffId":"{staff}"}"""),
        new("POST /api/roster/shifts/{shift}/offer", Counsellor),
        new("POST /api/roster/shifts/{shift}/keep", Counsellor),
        new("POST /api/roster/shifts/{shift}/take", Counsellor),
        new("POST /api/roster/shifts/{shift}/decline", Counsellor),
        new("DELETE /api/roster/shifts/{shift}", Coordinator),
        new("DELETE /api/roster/series/{series}", Coordinator),
        new("POST /api/bodies/{refuge}/address", Supervisor),
        new("PUT /api/bodies/{refuge}", Supervisor, """{"version":2,"entry":{"name":"しずく","kinds":["women_support"],"areas":[{"code":"990001"}],"addressWithheld":true}}"""),
        new("POST /api/bodies/{body}/report", Supervisor, """{"taken":1}"""),
        new("POST /api/bodies/{body}/approve", Second, """{"version":2}"""),
        new("POST /api/bodies/{body}/decline", Second, """{"version":2}"""),
        new("POST /api/bodies/{body}/invitations", Coordinator, """{"name":"やまだ","email":"yamada@example.jp"}"""),
        new("DELETE /api/bodies/{body}/invitations/{invitation}", Coordinator),
        new("PUT /api/bodies/{body}/way-in", Supervisor),
        new("POST /api/consortia/{consortium}/preview", Supervisor, """{"grade":"low","waitedMinutes":1}"""),
        new("POST /api/consortia/{consortium}/sign", Coordinator, """{"version":1,"hash":"x"}"""),
        new("POST /api/consortia/{consortium}/enact", Coordinator, """{"version":1}"""),
        new("PUT /api/consortia/{consortium}/terms", Supervisor, """{"gives":true,"takes":true}"""),
        new("POST /api/consortia/{consortium}/guests/{lent}/home", Supervisor),
    ];

    /// <summary>Those that end what the desks and the hub's calls still need.</summary>
    public static IReadOnlyList<DoorLine> Endings { get; } =
    [
        new("DELETE /api/bodies/{body}/accounts/{account}", Coordinator),
        new("DELETE /api/bodies/{body}/way-in", Supervisor),
        new("POST /api/bodies/{body}/disable", Supervisor, """{"reason":"もう受けていない"}"""),
        new("POST /api/bodies/{body}/enable", Supervisor),
        new("POST /api/consortia/{consortium}/pause", Supervisor),
        new("POST /api/consortia/{consortium}/resume", Supervisor),
        new("PUT /api/consortia/{consortium}", Coordinator, $$"""{"version":1,"charter":{{s_charter}}}"""),
        new("POST /api/consortia/{consortium}/leave", Coordinator, "{}"),
        new("POST /api/consortia/{consortium}/end", Coordinator),
    ];

    /// <summary>What must be said with a door that lists things, so that it lists those of the house.</summary>
    public static IReadOnlyDictionary<string, string> Queries { get; } = new Dictionary<string, string>
    {
        ["/api/roster/shifts"] = "?from=2037-11-20&to=2037-11-30",
        ["/api/roster/coverage"] = "?week=2037-11-23",
        ["/api/stories/export"] = "?format=json",
        ["/api/bodies/export"] = "?format=hsds-json",
        ["/api/bodies"] = "?all=1",
    };

    /// <summary>Doors that say the same to everybody, each with why.</summary>
    public static IReadOnlyDictionary<string, string> SameForEverybody { get; } = new Dictionary<string, string>
    {
        ["/api/bodies/kinds"] = "kinds of bodies are a list of the program's",
        ["/api/sheets/fields"] = "the fields of a sheet are a list of the program's",
        ["/api/partner-gateways"] = "no organisation of the house has a partner with a gateway of its own",
    };
}
