using System.Text;
using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;
using Gateway.Records;
using Gateway.Simulators.Line;
using Gateway.TestKit.Hub;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>
/// A partner that signs rightly and says what cannot be so, while somebody is with it: nothing of it is done, they stay where they are, in one place, and go on talking once it says the truth. One person for all lies:
/// a partner takes twenty a day, and the clock goes on only while a lie is told.
/// </summary>
public sealed class LyingPartnerTests : IAsyncLifetime
{
    private static readonly JsonArray s_deep = [new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray(new JsonArray()))))))];

    private StayHouses _houses = null!;
    private HubClient _aki = null!;
    private long _noted;

    public async ValueTask InitializeAsync()
    {
        _houses = await StayHouses.OpenAsync();
        _aki = await _houses.DeskAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _aki.DisposeAsync();
        await _houses.DisposeAsync();
    }

    /// <summary>What it says, and the word with which home notes it.</summary>
    private static readonly (string What, Func<byte[], byte[]> Lie, string Noted)[] s_lies =
    [
        ("has heard more than was said", Lies.OfStay(stay => stay["heard"] = 999_999), NotBelieved.HeardMore),
        ("has heard less than nothing", Lies.OfStay(stay => stay["heard"] = -1), NotBelieved.Unusable),
        ("speaks as the person", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "うそ", "person"))), NotBelieved.Unusable),
        ("speaks as home's gateway", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "うそ", "system"))), NotBelieved.Unusable),
        ("takes the person's words back", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, "", "takenBack"))), NotBelieved.Unusable),
        ("a word without a number", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(0, "うそ"))), NotBelieved.Unusable),
        ("no word where there is one", Lies.OfStay(stay => stay["words"] = new JsonArray(null as JsonNode)), NotBelieved.Unusable),
        ("a word that is longer than any channel takes", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(99, new string('あ', 20_001)))), NotBelieved.Unusable),
        ("a moment before there were moments", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "うそ"), "at", "0001-01-01T00:00:00.000Z"))), NotBelieved.Unusable),
        ("a reason that is none", Lies.OfStay(stay => stay["over"] = "<b>closed</b>"), NotBelieved.Unusable),
        ("a note of many parts", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "", "note"), "parts", new JsonObject(Enumerable.Range(0, 11).Select(n => KeyValuePair.Create($"p{n}", (JsonNode?)"x")))))), NotBelieved.Unusable),
    ];

    /// <summary>An answer that is none, or says nothing about them.</summary>
    private static readonly (string What, Func<byte[], byte[]> Lie)[] s_nothings =
    [
        ("of one stay it speaks under the name of another", Lies.OfStay(stay => stay["id"] = "0197c2a4-7c1e-7000-8000-000000000001")),
        ("a hole in its numbers", Lies.OfStay(stay => Lies.Say(stay, Lies.Word(Lies.LastOf(stay, 1000) + 2, "うそ")))),
        ("fewer alarms than none", Lies.OfStay(stay => stay["alarms"] = -1)),
        ("an alarm that is none", Lies.OfStay(stay => stay["alarms"] = 1.5)),
        ("a note whose parts are nothing", Lies.OfStay(stay => Lies.Say(stay, With(Lies.Word(99, "", "note"), "parts", new JsonObject { ["talked"] = null })))),
        ("no stays where there is a list", Lies.Of(answer => answer["stays"] = new JsonArray(null, null))),
        ("words that are none", Lies.OfStay(stay => stay["words"] = null)),
        ("stays that are a number", Lies.Of(answer => answer["stays"] = 5)),
        ("too deep", Lies.Of(answer => answer["more"] = s_deep.DeepClone())),
        ("no answer at all", _ => []),
        ("half of it", body => body[..(body.Length / 2)]),
        ("not UTF-8", _ => [0xC3, 0x28, 0xFF]),
        ("half a letter", body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"id\":\"", "\"takenBy\":\"\\ud800\",\"id\":\"", StringComparison.Ordinal))),
        ("more than fits", _ => new byte[300 * 1024]),
        ("a number that is none", body => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(body).Replace("\"heard\":", "\"heard\":1e400,\"was\":", StringComparison.Ordinal))),
    ];

    [Fact]
    public async Task What_cannot_be_so_does_nothing_and_is_noted_once()
    {
        var (phone, talk) = await TalkingAsync();
        foreach (var (what, lie, noted) in s_lies)
        {
            var id = await DoesNothingAsync(phone, lie, what);
            // Each lie is to be seen by itself: home had forgotten the one before.
            await StayHouses.SoonAsync(async () => await NotedAsync(id, $"hoshi: {noted}") > 0, $"noted: {what}");
            await GoesOnAsync(phone, talk, what);
            Assert.Equal((what, 1L), (what, await NotedAsync(id, $"hoshi: {noted}")));
            await ForgetAsync();
        }

        foreach (var (what, lie) in s_nothings)
        {
            await DoesNothingAsync(phone, lie, what);
            await GoesOnAsync(phone, talk, what);
        }

        await _aki.CloseAsync(talk.Id);
        await _houses.EventuallyAsync(async () => await _houses.OpenAtHomeAsync() is null && await _houses.QueuesAsync() == (0, 0), "over on both sides");
    }

    [Fact]
    public async Task A_name_that_is_odd_cuts_nobody_off_and_stands_in_one_line()
    {
        var (phone, talk) = await TalkingAsync();
        var number = 0;
        foreach (var (name, shown) in new[] { ("あき\n【重要】", "あき 【重要】"), ("あき\u202Eきあ", "あききあ"), (" \u200B", "hoshiの会"), (new string('あ', 300), new string('あ', 200)), ("نرگس\u200Cها👩\u200D⚕️", "نرگس\u200Cها👩\u200D⚕️") })
        {
            _houses.Both.Way.Lie = Lies.OfStay(stay =>
            {
                stay["takenBy"] = name;
                foreach (var word in stay["words"]?.AsArray() ?? []) word!["name"] = name;
            });
            var text = $"こんばんは{++number}";
            await _aki.SendAsync(talk.Id, text);
            await _houses.HearsAsync(phone, text);
            Assert.Contains(shown, phone.Received.Single(item => item.Text.Contains(text, StringComparison.Ordinal)).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(phone.Received, item => name != shown && item.Text.Contains(name, StringComparison.Ordinal));
        }

        Assert.Empty(await FaithlessPartnerTests.NotedAsync(_houses));
    }

    [Fact]
    public async Task Blank_words_are_nothing_and_what_is_said_behind_them_is_heard()
    {
        var (phone, talk) = await TalkingAsync();
        var lied = false;
        _houses.Both.Way.Lie = Lies.OfStay(stay =>
        {
            if (stay["words"] is JsonArray { Count: > 0 } words && !lied) (lied, words[^1]!["text"]) = (true, "　");
        });
        await phone.SayAsync(" ");
        await phone.SayAsync("きこえますか");
        await _houses.EventuallyAsync(async () => (await _aki.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == "きこえますか"), "heard there, behind a blank");
        await _aki.SendAsync(talk.Id, "だれも読まない");
        await _houses.EventuallyAsync(() => Task.FromResult(lied), "a blank went home");
        await _aki.SendAsync(talk.Id, "きこえます");
        await _houses.HearsAsync(phone, "きこえます");
        Assert.Empty(await FaithlessPartnerTests.NotedAsync(_houses));
    }

    [Fact]
    public async Task What_was_noted_and_undone_is_noted_again_and_another_node_notes_nothing_twice()
    {
        await TalkingAsync();
        var (stay, here) = (await _houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM home_stay")), (await _houses.OpenAtHomeAsync())!);
        var doubt = _houses.Home.Services.GetRequiredService<NotBelieved>();
        await Assert.ThrowsAsync<InvalidOperationException>(() => _houses.HomeRecords.WriteAsync(async session =>
        {
            await doubt.NoteAsync(session, "hoshi", stay!, here, NotBelieved.HeardMore);
            throw new InvalidOperationException("nothing of it is kept");
        }, TestContext.Current.CancellationToken));
        foreach (var node in new[] { doubt, doubt, ActivatorUtilities.CreateInstance<NotBelieved>(_houses.Home.Services) })
            await _houses.HomeRecords.WriteAsync(session => node.NoteAsync(session, "hoshi", stay!, here, NotBelieved.HeardMore), TestContext.Current.CancellationToken);
        Assert.Equal([$"hoshi: {NotBelieved.HeardMore}"], await FaithlessPartnerTests.NotedAsync(_houses));
    }

    private async Task<(LinePhone Phone, HubConversation Talk)> TalkingAsync()
    {
        var here = await _houses.TalkingAsync(_aki);
        await _houses.EventuallyAsync(async () => (await _houses.OpenAtHomeAsync())!.Stage == Stage.Talking, "home knows that they were taken");
        return here;
    }

    // The clock goes on by a second for each time that the lie is told: far less than a copy lives without an answer that counts, however busy the machine is.
    private async Task<string> DoesNothingAsync(LinePhone phone, Func<byte[], byte[]> lie, string says)
    {
        var heard = phone.Received.Count;
        var told = 0;
        _houses.Both.Way.Lie = body =>
        {
            Interlocked.Increment(ref told);
            return lie(body);
        };
        await phone.SayAsync(says);
        var keeper = _houses.Home.Services.GetRequiredService<KeepHomeStays>();
        for (var second = 1; second <= 3; second++)
        {
            _houses.Home.Time!.Advance(TimeSpan.FromSeconds(1));
            await keeper.RunOnceAsync(TestContext.Current.CancellationToken);
            await StayHouses.SoonAsync(() => Task.FromResult(told >= second), $"told: {says}");
        }

        await keeper.RunOnceAsync(TestContext.Current.CancellationToken);
        Assert.Equal((says, heard), (says, phone.Received.Count));
        var now = (await _houses.OpenAtHomeAsync())!;
        Assert.Equal((says, "hoshi", Stage.Talking, false), (says, now.Host, now.Stage, now.Emergency));
        Assert.Equal((0, 1), await _houses.QueuesAsync());
        return now.Id;
    }

    // The truth again: what was said meanwhile has arrived, and what is answered does.
    private async Task GoesOnAsync(LinePhone phone, HubConversation talk, string said)
    {
        var heard = phone.Received.Count;
        _houses.Both.Way.Lie = null;
        await _aki.SendAsync(talk.Id, $"{said}、と読みました");
        await _houses.HearsAsync(phone, $"{said}、と読みました");
        Assert.Equal((said, heard + 1), (said, phone.Received.Count));
        await _houses.EventuallyAsync(async () => (await _aki.EntriesAfterAsync(talk.Id, 0)).Any(entry => entry.Text == said), $"arrived there: {said}");
    }

    private Task<long> NotedAsync(string id, string detail) => _houses.AtHomeAsync(session => session.FindAsync<long>(
        "SELECT COUNT(*) FROM audit WHERE organisation = 'org1' AND action = 'overflow.not_believed' AND subject = @id AND detail = @detail AND number > @from", new { id, detail, from = _noted }));

    private async Task ForgetAsync()
    {
        _noted = await _houses.AtHomeAsync(session => session.FindAsync<long>("SELECT MAX(number) FROM audit WHERE organisation = 'org1'"));
        await _houses.HomeRecords.WriteAsync(session => session.ExecuteAsync("UPDATE home_stay SET doubted = ''"), TestContext.Current.CancellationToken);
    }

    private static JsonObject With(JsonObject word, string field, JsonNode? value)
    {
        word[field] = value;
        return word;
    }
}
