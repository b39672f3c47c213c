using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Together;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit.Handoff;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Gateway.Tests.Handoff;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;
using static Gateway.TestKit.Handoff.SheetCalls;

namespace Gateway.Tests.Access.Tenants;

// Talks with all that is written in them: pictures, sheets, questions, hand-offs, requests, stories, emergencies.
internal sealed partial class HouseOfAll
{
    private readonly List<ChatBrowser> _phones = [];

    // The phones of those to whom a question stands, or would.
    private readonly Dictionary<string, ChatBrowser> _asked = [];

    private HubClient Counsellor => As("org1-person1");

    private HubClient Supervisor => As("org1-supervisor1");

    private async Task TalkAsync()
    {
        await Counsellor.SetAvailabilityAsync(false, 5);
        var (talk, phone) = await BeginAsync("org1", "家賃のことで、こもれびに相談します");
        Theirs["talk"] = talk;
        using (var file = new ByteArrayContent(DrawnPicture.Png(64, 48)))
        {
            file.Headers.ContentType = new("image/png");
            using var form = new MultipartFormDataContent { { file, "picture", "a.png" }, { new StringContent(new Ids(TimeProvider.System).New()), "clientId" } };
            using var sent = await phone.Client.PostAsync(phone.At("/pictures"), form, Cancel);
            Assert.True(sent.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther, $"{sent.StatusCode}");
        }

        Theirs["attachment"] = (await Counsellor.EntriesAfterAsync(talk, 0)).Single(entry => entry.Attachment?.Id is not null).Attachment!.Id!;
        var (root, referral) = await HandedAsync(talk, phone, "20s");
        Theirs["referral"] = referral;
        var answer = Gateway.Services.GetRequiredService<AnswerReferral>();
        Assert.Equal(ReferralOutcome.Done, await answer.ConnectAsync(new BodyReader("org1", Theirs["body"]), referral, AnswerReferral.Ways[0], Redacted.Of(new StepNote()), Cancel));
        var answered = await QuestionsAsync(root);
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Post, $"{root}/stories", new JsonObject { ["referral"] = referral, ["since"] = "相談できるところができました" })).Status);
        await SayYesAsync(phone, (await QuestionsAsync(root)).Except(answered).Single(), "use_inside");
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Post, $"{root}/unmet-need", JsonNode.Parse("""{"topic":"housing","area":"992011"}"""))).Status);
    }

    private async Task HandOffAsync()
    {
        foreach (var (kind, name) in new[] { ("disclosure", "answered"), ("provisions", "request") })
            Theirs[name] = (string)JsonNode.Parse((await (await Counsellor.Http.PostAsync("/api/data-requests", Json(new { kind, conversation = Theirs["talk"], entry = 1 }), Cancel)).Content.ReadAsStringAsync(Cancel)))!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Supervisor, HttpMethod.Post, $"/api/data-requests/{Theirs["answered"]}/decision", JsonNode.Parse("""{"decision":"granted"}"""))).Status);

        // One whose body's worker is asked for, one whose yes a second person must look at, one on another ground, with a question that stands.
        (Theirs["alone"], _, var left) = await SeatedAsync("あとはひとりで、こもれびと");
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Post, $"/api/conversations/{Theirs["alone"]}/company/{left}/hand-over", null)).Status);
        (Theirs["seated"], Theirs["accepted"], Theirs["seat"]) = await SeatedAsync("だれかといっしょに、こもれびで");

        var (talk, phone) = await BeginAsync("org1", "年は言いたくない、こもれびに");
        var root = $"/api/conversations/{talk}";
        Theirs["check"] = await SheetTalks.AgreedAsync(Counsellor, root, await WrittenAsync(Counsellor, root, Theirs["body"], "unknown"), phone, "name", "story");

        (talk, _asked["org1"]) = await BeginAsync("org1", "まだ迷っています、こもれびさん");
        root = $"/api/conversations/{talk}";
        var sheet = await WrittenAsync(Counsellor, root, Theirs["body"], "20s");
        (Theirs["asked"], Theirs["sheet"]) = (talk, (string)sheet["id"]!);
        Theirs["proposal"] = (string)(await SentAsync(Counsellor, HttpMethod.Post, $"{root}/sheets/{sheet["id"]}/proposal", Proposal.DeepClone()))["id"]!;
        Theirs["question"] = await AskedAsync(Counsellor, root, sheet);
    }

    private async Task AlarmAsync()
    {
        var (talk, _) = await BeginAsync("org1", "こもれびさん、こわいです");
        await Counsellor.SetAvailabilityAsync(false, 5);
        foreach (var name in new[] { "closed", "emergency" })
        {
            await Counsellor.InvokeAsync<JsonElement>("RaiseAlarm", talk, "");
            var open = await ComesAsync(() => Supervisor.Emergencies().Values.FirstOrDefault(one => one.ConversationId == talk && one.ClosedAt is null && !Theirs.ContainsValue(one.Id)), "the alarm");
            (Theirs[name], Theirs["endangered"]) = (open.Id, talk);
            if (name == "emergency") continue;
            await Counsellor.InvokeAsync<JsonElement>("ProposeClosing", open.Id, "safe", "");
            var step = (await Supervisor.ReadEmergencyAsync(open.Id)).Emergency.Proposal!.Number;
            await Supervisor.InvokeAsync<JsonElement>("ConfirmClosing", open.Id, step);
        }
    }

    private async Task ReceiveStrangerAsync()
    {
        await As("org2-person1").SetAvailabilityAsync(false, 5);
        (Strangers["talk"], _asked["org2"]) = await BeginAsync("org2", "となり町の者です");
        Strangers["asked"] = Strangers["seated"] = Strangers["endangered"] = Strangers["talk"];
    }

    // Somebody writes on the page, and the first counsellor of the organisation takes them.
    private async Task<(string Talk, ChatBrowser Phone)> BeginAsync(string organisation, string words)
    {
        var phone = new ChatBrowser(new Uri(Gateway.Address, $"/chat/{organisation}-chat1"));
        _phones.Add(phone);
        using (await phone.WriteAsync(words)) { }
        return ((await Gateway.TakenByAsync(As($"{organisation}-person1"))).Id, phone);
    }

    // The sheet is written, asked about, agreed to and sent, and the body takes it on.
    private async Task<(string Root, string Referral)> HandedAsync(string talk, ChatBrowser phone, string age)
    {
        var root = $"/api/conversations/{talk}";
        await SheetTalks.AgreedAsync(Counsellor, root, await WrittenAsync(Counsellor, root, Theirs["body"], age), phone, "name", "story");
        var referral = (string)(await GetAsync("org1-person1", $"/api/referrals?conversation={talk}"))["referrals"]![0]!["id"]!;
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Post, $"/api/referrals/{referral}/offer", null)).Status);
        Assert.Equal(ReferralOutcome.Done, await Gateway.Services.GetRequiredService<AnswerReferral>().AcceptAsync(new BodyReader("org1", Theirs["body"]), referral, Redacted.Of(new StepNote()), Cancel));
        return (root, referral);
    }

    // A worker of the body sits in the talk.
    private async Task<(string Talk, string Referral, string Seat)> SeatedAsync(string words)
    {
        var (talk, phone) = await BeginAsync("org1", words);
        var (root, referral) = await HandedAsync(talk, phone, "20s");
        Assert.Equal(HttpStatusCode.NoContent, (await AnsweredAsync(Counsellor, HttpMethod.Post, $"{root}/company/{referral}", null)).Status);
        var seat = (await Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => Gateway.Services.GetRequiredService<SeatRows>().OfConversationAsync(session, talk), Cancel))[^1];
        using (await phone.WriteAsync($"{seat.Code} はい")) { }
        using (var sat = await DeskWorld.PostAsync(_desks["org1"], $"/desk/talks/{seat.Id}/sit", ("name", "もりた"), ("role", "相談支援員"))) Assert.Equal(HttpStatusCode.OK, sat.StatusCode);
        return (talk, referral, seat.Id);
    }

    private async Task<IReadOnlyList<string>> QuestionsAsync(string root) =>
        [.. (await ListAsync(Counsellor, root))["questions"]!.AsArray().Select(one => (string)one!["id"]!)];

    private static async Task SayYesAsync(ChatBrowser phone, string question, string item)
    {
        var page = ChatBrowser.FieldsOf(await phone.ReadAsync($"/agree/{question}"));
        using var form = new FormUrlEncodedContent([new("terms", page["terms"]), new("act", "agree"), new("item", item)]);
        using var answer = await phone.Client.PostAsync(phone.At($"/agree/{question}"), form, Cancel);
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
    }

    private static StringContent Json(object value) => new(JsonSerializer.Serialize(value), System.Text.Encoding.UTF8, "application/json");

    /// <summary>Why something goes out without a consent.</summary>
    public static JsonObject Proposal => JsonNode.Parse(
        """{"revision":2,"ground":"life","why":"もう消えたいと言った","whyNoConsent":"本人には聞けない","items":["name","story"],"personKnows":false}""")!.AsObject();
}
