using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.ConsoleHub;
using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Records;
using Gateway.Simulators.Line;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Stories;

/// <summary>希望: somebody would like to be answered by a woman, and what becomes of it.</summary>
public sealed class WishesTests : IAsyncLifetime
{
    private static readonly PersonTexts Texts = new();

    private static readonly string[] s_vietnamese = ["vi"];

    private TestGateway _gateway = null!;
    private HubClient _man = null!;
    private HubClient _woman = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gateway = await TestGateway.StartAsync(
            new SetupSize { Counsellors = 2, Supervisors = 1, Coordinators = 1, SmsNumbers = 1 }, new FakeTime(), null, ("Gateway:Queue:MiddleWishMinutes", "1"), ("Gateway:Queue:LowWishMinutes", "1"));
        (_man, _woman) = (await _gateway.ConsoleAsync(0), await _gateway.ConsoleAsync(1));
        await SayAsync(_man, new { gender = "man", generation = "50s", languages = Array.Empty<string>() });
        await SayAsync(_woman, new { gender = "woman", generation = "20s", languages = s_vietnamese });
    }

    public async ValueTask DisposeAsync()
    {
        await _man.DisposeAsync();
        await _woman.DisposeAsync();
        await _gateway.DisposeAsync();
    }

    [Fact]
    public async Task A_person_is_kept_for_who_fits_then_told_that_it_was_not_possible_and_it_is_counted()
    {
        await BusyAsync();
        var phone = await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        Assert.Equal("queue.wishes_wait", (await Assert.ThrowsAsync<HubRefusedException>(() => _man.TakeNextAsync())).Code);
        await _gateway.PassAsync(TimeSpan.FromSeconds(61));
        Assert.NotNull(await _man.TakeNextAsync());
        await HearsAsync(phone, "wish.unmet");
        Assert.Equal([("all", "late", 1), ("all", "wished", 1), ("gender", "missed", 1)], await FiguresAsync());
    }

    [Fact]
    public async Task Whoever_is_answered_by_somebody_who_fits_hears_nothing_of_it_and_it_is_counted_as_met()
    {
        var first = await BusyAsync();
        var phone = await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        await _woman.CloseAsync(first);
        await EventuallyAsync(async () => await _woman.TakeNextAsync() is not null, "the woman has taken them");
        Assert.DoesNotContain(phone.Received, item => item.Text == Texts.Text("ja", "wish.unmet"));
        Assert.Equal([("all", "met", 1), ("all", "wished", 1), ("gender", "met", 1)], await FiguresAsync());
    }

    [Fact]
    public async Task Nobody_who_fits_is_there_so_nobody_waits_for_it()
    {
        await _gateway.SmsPhone().SayAsync("こんばんは");
        await EventuallyAsync(async () => (await PlacesAsync()).Count == 1, "somebody waits");
        await _man.SetAvailabilityAsync(true, 1);
        var first = await _man.TakeNextAsync();
        await EventuallyAsync(() => Task.FromResult(_gateway.Services.GetRequiredService<ShiftBoard>().Of("org1") is { Present: 1, FreeHands: 0 }), "the man is there, with his hands full");
        var phone = await WishingAsync("wish.woman", "wish.nobody");
        await _man.CloseAsync(first!.Id);
        await EventuallyAsync(async () => await _man.TakeNextAsync() is not null, "the man has taken them");
        // They were told already.
        Assert.DoesNotContain(phone.Received, item => item.Text == Texts.Text("ja", "wish.unmet"));
        Assert.Equal([("all", "nobody", 1), ("all", "wished", 1), ("gender", "missed", 1)], await FiguresAsync());
    }

    [Fact]
    public async Task A_wish_is_taken_back_by_a_word_and_said_again_without_a_second_time_to_wait()
    {
        await BusyAsync();
        var phone = await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        await phone.SayAsync(Texts.Text("ja", "wish.any"));
        await HearsAsync(phone, "wish.withdrawn");
        await _gateway.PassAsync(TimeSpan.FromSeconds(61));
        await phone.SayAsync(Texts.Text("ja", "wish.woman"));
        await HearsAsync(phone, "wish.soon");
        Assert.NotNull(await _man.TakeNextAsync());
        Assert.Equal([("all", "soon", 1), ("all", "wished", 1), ("all", "withdrawn", 1), ("gender", "missed", 1)], await FiguresAsync());
    }

    [Fact]
    public async Task Nobody_taps_a_wish_and_hears_nothing()
    {
        await BusyAsync();
        // "Anybody will do", from who wished nothing before.
        var phone = await WishingAsync("wish.any", "wish.withdrawn");
        await phone.SayAsync(Texts.Text("ja", "wish.woman"));
        await HearsAsync(phone, "wish.waits", ("minutes", "1"));
        // And from who was given back: it is not looked for anew, and they hear that.
        await _gateway.PassAsync(TimeSpan.FromSeconds(61));
        var taken = await _man.TakeNextAsync();
        await _man.ReturnAsync(taken!.Id);
        await EventuallyAsync(async () => (await PlacesAsync()).Count == 1, "they wait again");
        await phone.SayAsync(Texts.Text("ja", "wish.woman"));
        await HearsAsync(phone, "wish.soon");
    }

    [Fact]
    public async Task Where_no_counsellor_is_at_all_nobody_hears_that_whoever_is_free_answers()
    {
        await _woman.DisposeAsync();
        await _man.DisposeAsync();
        await EventuallyAsync(() => Task.FromResult(_gateway.Services.GetRequiredService<ShiftBoard>().Of("org1") is { Present: 0 }), "nobody is there");
        await WishingAsync("wish.woman", "wish.empty");
    }

    [Fact]
    public async Task Nobody_in_danger_waits_for_a_wish()
    {
        await BusyAsync();
        var phone = await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        await phone.SayAsync("いま薬を全部飲んだ。死にたい");
        await EventuallyAsync(async () => (await PlacesAsync()).Any(place => place is { Wish: not 0, Grade: >= Grade.High }), "the grade has risen");
        Assert.NotNull(await _man.TakeNextAsync());
        await HearsAsync(phone, "wish.unmet");
        Assert.Contains(("all", "soon", 1), await FiguresAsync());
    }

    [Fact]
    public async Task Without_an_age_the_same_generation_cannot_be_looked_for()
    {
        await BusyAsync();
        await WishingAsync("wish.same", "wish.age");
        Assert.NotNull(await _man.TakeNextAsync());
    }

    [Fact]
    public async Task Who_writes_in_another_language_may_wish_for_it()
    {
        await BusyAsync();
        var phone = _gateway.LinePhone();
        await phone.SayAsync("Tôi muốn nói chuyện");
        await EventuallyAsync(async () => (await PlacesAsync()).Count == 1, "they wait");
        await phone.SayAsync(Texts.Text("vi", "wish.ask"));
        await HearsAsync(phone, "wish.menu", language: "vi");
        await phone.SayAsync(Texts.Text("vi", "wish.language"));
        await HearsAsync(phone, "wish.waits", ("minutes", "1"), "vi");
        Assert.Equal(WishCode.Of(null, null, "vi"), Assert.Single(await PlacesAsync()).Wish);
    }

    [Fact]
    public async Task What_counsellors_say_of_themselves_stands_on_no_screen_and_can_be_taken_back()
    {
        await BusyAsync();
        await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        JsonElement[] Shown() => [.. _man.Received.After(0).Where(message => message.Target == "QueueChanged").Select(message => message.Arguments[0])];
        static bool Wishes(JsonElement queue) => queue.GetProperty("places").EnumerateArray().Any(place => place.TryGetProperty("wish", out _));
        await EventuallyAsync(() => Task.FromResult(Shown().Any(Wishes)), "shown on a desk");
        var shown = Shown().First(Wishes);
        var place = shown.GetProperty("places")[0];
        Assert.Equal("kept", place.GetProperty("wish").GetString());
        Assert.DoesNotContain("traits", shown.GetRawText(), StringComparison.OrdinalIgnoreCase);

        await SayAsync(_woman, new { languages = Array.Empty<string>() });
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM staff_traits t JOIN staff s ON s.id = t.staff_id WHERE s.user_name LIKE '%person2'"));
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM sealing_key WHERE owner LIKE 'traits-%'"));
        // Nobody is waited for any more who does not say that they fit.
        Assert.NotNull(await _man.TakeNextAsync());
        using var answer = await _man.Http.PutAsJsonAsync("/api/wishes/me", new { gender = "unknown", languages = Array.Empty<string>() }, Stop);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task With_the_end_of_the_talk_the_wish_is_gone()
    {
        await BusyAsync();
        var phone = await WishingAsync("wish.woman", "wish.waits", ("minutes", "1"));
        Assert.Equal(1, await CountAsync("SELECT COUNT(*) FROM conversation WHERE wish <> 0"));
        await phone.TapAsync(Texts.Text("ja", "choice.leaveQueue"));
        await EventuallyAsync(async () => await CountAsync("SELECT COUNT(*) FROM conversation WHERE wish <> 0 OR wish_state IS NOT NULL") == 0, "gone");
    }

    // The woman talks with somebody, and could be waited for; the man is there and not available.
    private async Task<string> BusyAsync()
    {
        await _man.SetAvailabilityAsync(false, 3);
        await _gateway.SmsPhone().SayAsync("こんばんは");
        await EventuallyAsync(async () => (await PlacesAsync()).Count == 1, "somebody waits");
        await _woman.SetAvailabilityAsync(true, 1);
        var taken = await _woman.TakeNextAsync();
        await BoardAsync("woman", 2);
        return taken!.Id;
    }

    private Task BoardAsync(string gender, int present) => EventuallyAsync(
        () => Task.FromResult(
            _gateway.Services.GetRequiredService<ShiftBoard>() is var board && board.Meets("org1", WishCode.MetBy(gender, null, [])) is { } meets && (gender == "man" || meets) && board.Of("org1") is { Present: var there } && there <= present),
        "the shift is seen");

    private async Task<LinePhone> WishingAsync(string wish, string answer, (string Name, string Value)? value = null)
    {
        var phone = _gateway.LinePhone();
        await phone.SayAsync("はじめまして");
        await EventuallyAsync(async () => (await PlacesAsync()).Count == 1, "they wait");
        await phone.SayAsync(Texts.Text("ja", "wish.ask"));
        await HearsAsync(phone, "wish.menu");
        await phone.SayAsync(Texts.Text("ja", wish));
        await HearsAsync(phone, answer, value);
        await EventuallyAsync(async () => (await PlacesAsync()).All(place => place.Wish != 0) || wish is "wish.same" or "wish.any", "the queue knows of it");
        return phone;
    }

    private async Task HearsAsync(LinePhone phone, string key, (string Name, string Value)? value = null, string language = "ja")
    {
        var text = value is { } one ? Texts.Text(language, key, one) : Texts.Text(language, key);
        try
        {
            await EventuallyAsync(() => Task.FromResult(phone.Received.Any(item => item.Text == text)), key);
        }
        catch (TimeoutException)
        {
            Assert.Contains(text, phone.Received.Select(item => item.Text));
        }
    }

    private async Task<IReadOnlyList<QueuePlace>> PlacesAsync() => (await _gateway.Services.GetRequiredService<IQueueEngine>().SnapshotAsync("org1")).Waiting;

    // On a busy machine the clock of the test runs ahead of the desks, which would seem to be silent.
    private Task EventuallyAsync(Func<Task<bool>> isSo, string what) => _gateway.EventuallyAsync(
        async () =>
        {
            await _gateway.Services.GetRequiredService<IQueueEngine>().HeartbeatAsync("org1", [.. _gateway.Services.GetRequiredService<Consoles>().All.Select(console => console.Staff.Id).Distinct()]);
            return await isSo();
        }, what);

    private Task<long> CountAsync(string sql) => _gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<long>(sql, new { }), Stop);

    private static async Task SayAsync(HubClient console, object traits)
    {
        using var answer = await console.Http.PutAsJsonAsync("/api/wishes/me", traits, Stop);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private async Task<IReadOnlyList<(string, string, int)>> FiguresAsync()
    {
        var keeper = _gateway.Setup.People.First(person => person.UserName.Contains("coordinator", StringComparison.Ordinal));
        await using var console = await HubClient.SignInAsync(_gateway.Address, keeper.UserName, keeper.Password);
        var read = await console.Http.GetFromJsonAsync<JsonElement>("/api/wishes/figures", Stop);
        return [.. read.GetProperty("counts").EnumerateArray().Select(one => (one.GetProperty("kind").GetString()!, one.GetProperty("outcome").GetString()!, one.GetProperty("people").GetInt32()))];
    }
}
