using System.Text;
using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>A partner that signs rightly and says what cannot be so, while somebody is with it: nothing of it is done, they stay where they are, in one place, and go on talking once it says the truth.</summary>
public sealed class LyingPartnerTests(LyingPartnerTests.House house) : IClassFixture<LyingPartnerTests.House>
{
    public sealed class House : IAsyncLifetime
    {
        internal StayHouses Houses { get; private set; } = null!;

        internal HubClient Aki { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Houses = await StayHouses.OpenAsync();
            Aki = await Houses.DeskAsync();
        }

        public async ValueTask DisposeAsync()
        {
            await Aki.DisposeAsync();
            await Houses.DisposeAsync();
        }
    }

    private static readonly JsonArray s_deep = [new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray()))))))];

    /// <summary>What it says, and the word with which home notes it.</summary>
    public static TheoryData<string, Func<byte[], byte[]>, string> What() => new()
    {
        { "has heard more than was said", Lies.OfStay(stay => stay["heard"] = 999_999), NotBelieved.HeardMore },
        { "has heard less than nothing", Lies.OfStay(stay => stay["heard"] = -1), NotBelieved.Unusable },
        { "fewer alarms than none", Lies.OfStay(stay => stay["alarms"] = -1), NotBelieved.Unusable },
        { "speaks as the person", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "うそ", "person"))), NotBelieved.Unusable },
        { "speaks as home's gateway", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "うそ", "system"))), NotBelieved.Unusable },
        { "takes the person's words back", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "", "takenBack"))), NotBelieved.Unusable },
        { "a word without a number", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(0, "うそ"))), NotBelieved.Unusable },
        { "an empty word", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, " "))), NotBelieved.Unusable },
        { "no word where there is one", Lies.OfStay(stay => stay["words"] = new JsonArray(null as JsonNode)), NotBelieved.Unusable },
        { "a word that is longer than any channel takes", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, new string('あ', 20_001)))), NotBelieved.Unusable },
        { "a moment before there were moments", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "うそ"), "at", "0001-01-01T00:00:00.000Z"))), NotBelieved.Unusable },
        { "a name of two lines", Lies.OfStay(stay => stay["takenBy"] = "あき\n【重要】"), NotBelieved.Unusable },
        { "a name that turns the line round", Lies.OfStay(stay => stay["takenBy"] = "あき\u202Eきあ"), NotBelieved.Unusable },
        { "a name of nothing", Lies.OfStay(stay => stay["takenBy"] = " "), NotBelieved.Unusable },
        { "a name without end", Lies.OfStay(stay => stay["takenBy"] = new string('あ', 201)), NotBelieved.Unusable },
        { "a reason that is none", Lies.OfStay(stay => stay["over"] = "<b>closed</b>"), NotBelieved.Unusable },
        { "a note of many parts", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "", "note"), "parts", new JsonObject(Enumerable.Range(0, 11).Select(n => KeyValuePair.Create($"p{n}", (JsonNode?)"x")))))), NotBelieved.Unusable },
    };

    /// <summary>An answer that is none, or says nothing about them.</summary>
    public static TheoryData<string, Func<byte[], byte[]>> Nothings() => new()
    {
        { "of one stay it speaks under the name of another", Lies.OfStay(stay => stay["id"] = "0197c2a4-7c1e-7000-8000-000000000001") },
        { "a hole in its numbers", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(Lies.LastOf(stay, 1000) + 2, "うそ"))) },
        { "a note whose parts are nothing", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "", "note"), "parts", new JsonObject { ["talked"] = null }))) },
        { "no stays where there is a list", Lies.Of(answer => answer["stays"] = new JsonArray(null, null)) },
        { "words that are none", Lies.OfStay(stay => stay["words"] = null) },
        { "stays that are a number", Lies.Of(answer => answer["stays"] = 5) },
        { "too deep", Lies.Of(answer => answer["more"] = s_deep.DeepClone()) },
        { "no answer at all", _ => [] },
        { "half of it", body => body[..(body.Length / 2)] },
        { "not UTF-8", _ => [0xC3, 0x28, 0xFF] },
        { "half a letter", body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"id\":\"", "\"takenBy\":\"\\ud800\",\"id\":\"", StringComparison.Ordinal)) },
        { "more than fits", _ => new byte[300 * 1024] },
        { "a number that is none", body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"heard\":", "\"heard\":1e400,\"was\":", StringComparison.Ordinal)) },
    };

    [Theory, MemberData(nameof(What), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_so_does_nothing_and_is_noted(string what, Func<byte[], byte[]> lie, string noted)
    {
        Assert.NotEmpty(what);
        var (phone, talk) = await TalkingAsync();
        var id = await DoesNothingAsync(phone, lie, "きこえますか");
        Assert.Equal([$"hoshi: {noted}"], await Houses.AtHomeAsync(session => session.QueryAsync<string>("SELECT detail FROM audit WHERE action = 'overflow.not_believed' AND subject = @id", new { id })));
        await GoesOnAsync(phone, talk, "きこえますか");
        await Aki.CloseAsync(talk.Id);
        await Houses.EventuallyAsync(async () => await Houses.OpenAtHomeAsync() is null && await Houses.QueuesAsync() == (0, 0), "over on both sides");
    }

    [Fact]
    public async Task What_says_nothing_does_nothing()
    {
        var (phone, talk) = await TalkingAsync();
        foreach (var row in Nothings())
        {
            var (what, lie) = row.Data;
            await DoesNothingAsync(phone, lie, what);
            await GoesOnAsync(phone, talk, what);
        }
    }

    private async Task<(LinePhone Phone, HubConversation Talk)> TalkingAsync()
    {
        var here = await Houses.TalkingAsync(Aki);
        await Houses.EventuallyAsync(async () => (await Houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        return here;
    }

    private async Task<string> DoesNothingAsync(LinePhone phone, Func<byte[], byte[]> lie, string says)
    {
        var heard = phone.Received.Count;
        Houses.Both.Way.Lie = lie;
        await phone.SayAsync(says);
        await Houses.PassAsync(5);
        Assert.Equal((says, heard), (says, phone.Received.Count));
        var now = (await Houses.OpenAtHomeAsync())!;
        Assert.Equal((says, "hoshi", Stage.Talking, false), (says, now.Host, now.Stage, now.Emergency));
        Assert.Equal((0, 1), await Houses.QueuesAsync());
        return now.Id;
    }

    // The truth again: what was said meanwhile has arrived, and what is answered does.
    private async Task GoesOnAsync(LinePhone phone, HubConversation talk, string said)
    {
        var heard = phone.Received.Count;
        Houses.Both.Way.Lie = null;
        await Aki.SendAsync(talk.Id, $"{said}、と読みました");
        await Houses.HearsAsync(phone, $"{said}、と読みました");
        Assert.Equal((said, heard + 1), (said, phone.Received.Count));
        Assert.Contains(await Aki.EntriesAfterAsync(talk.Id, 0), entry => entry.Text == said);
    }

    private StayHouses Houses => house.Houses;

    private HubClient Aki => house.Aki;

    private static JsonObject With(JsonObject word, string field, JsonNode? value)
    {
        word[field] = value;
        return word;
    }
}
