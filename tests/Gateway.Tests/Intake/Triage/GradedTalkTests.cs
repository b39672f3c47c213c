using System.Text.Json;
using Gateway.Records;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Stories;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Intake.Triage;

/// <summary>What a person says raises their grade while they say it; their counsellor reads why, they themselves never do.</summary>
public sealed class GradedTalkTests
{
    private const int Supervisor = 2;

    [Fact]
    public async Task Danger_is_taken_first_and_the_counsellor_reads_why()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await using var minato = await night.ConsoleAsync(Supervisor);
        await night.LinePhone().SayAsync("こんばんは");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is [_], "the first one waits");
        await night.LinePhone().SayAsync("もう死にたい。遺書も書いた");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["high", "unknown"], "danger stands first");

        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        var change = Assert.Single(await GradesAsync(aoi, talk.Id));
        Assert.Equal(("triage", "unknown", "high"), (change.GetProperty("reason").GetString(), From(change), To(change)));
        Assert.Equal(1, change.GetProperty("of").GetInt64());
        Assert.Contains("plan", change.GetProperty("change").GetProperty("categories").EnumerateArray().Select(one => one.GetString()));
        Assert.DoesNotContain("遺書", change.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_word_moves_the_place_and_what_was_said_before_counts()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await using var minato = await night.ConsoleAsync(Supervisor);
        var phone = night.LinePhone();
        await phone.SayAsync("薬を60錠用意した");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["high"], "waits as high");
        await phone.SayAsync("もう飲んだ");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["urgent"], "is urgent");
    }

    [Fact]
    public async Task To_name_a_topic_of_the_guide_says_what_it_is_about_and_the_guide_goes_on_asking()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await using var minato = await night.ConsoleAsync(Supervisor);
        var phone = night.LinePhone();
        await phone.SayAsync("DV・虐待");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["middle"], "waits as middle");
        await phone.SayAsync("DV・虐待で、いま部屋に隠れています。たすけて");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["high" or "urgent"], "words of one's own count whole");
    }

    [Fact]
    public async Task A_harmless_word_moves_nobody_back_who_waits()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await using var minato = await night.ConsoleAsync(Supervisor);
        var phone = night.LinePhone();
        await phone.SayAsync("こんばんは");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["unknown"], "waits");
        await phone.SayAsync("会社を辞めたいです");
        Assert.Equal(["unknown"], await InOrderAsync(minato));
        await night.LinePhone().SayAsync("会社を辞めたいです");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["unknown", "low"], "who says so first is low from the start");
        await phone.SayAsync("消えたい");
        await night.EventuallyAsync(async () => await InOrderAsync(minato) is ["middle", "low"], "danger counts at once");
    }

    [Fact]
    public async Task A_counsellor_lowers_with_a_reason_only_and_a_later_word_raises_again()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        var phone = night.LinePhone();
        await phone.SayAsync("消えたい");
        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        Assert.Contains("grade.reason:", await RefusedAsync(aoi, talk.Id, "low", " "), StringComparison.Ordinal);
        Assert.Contains("grade.unknown", await RefusedAsync(aoi, talk.Id, "unknown", "理由"), StringComparison.Ordinal);
        Assert.Contains("grade.unknown", await RefusedAsync(aoi, talk.Id, "3", "理由"), StringComparison.Ordinal);
        Assert.Contains("conversation.not_found", await RefusedAsync(aoi, "no such talk", "high", ""), StringComparison.Ordinal);
        Assert.Contains("grade.reason_too_long", await RefusedAsync(aoi, talk.Id, "low", new string('あ', 501)), StringComparison.Ordinal);
        await SetAsync(aoi, talk.Id, "low", "曲の話だった");
        await phone.SayAsync("ごめん、ほんとうに死にたい");
        await night.EventuallyAsync(async () => (await GradesAsync(aoi, talk.Id)).Count == 3, "raised again");
        var changes = await GradesAsync(aoi, talk.Id);
        Assert.Equal([("unknown", "middle"), ("middle", "low"), ("low", "middle")], changes.Select(change => (From(change), To(change))));
        Assert.Equal(("staff", "曲の話だった"), (changes[1].GetProperty("reason").GetString(), changes[1].GetProperty("text").GetString()));

        await using var minato = await night.ConsoleAsync(Supervisor);
        await SetAsync(minato, talk.Id, "urgent", "");
        var lines = await night.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<string>(
            "SELECT detail FROM audit WHERE action = 'conversation.graded' ORDER BY number", new { }), TestContext.Current.CancellationToken);
        Assert.Equal(["unknown -> middle", "middle -> low", "low -> middle", "middle -> urgent"], lines);
    }

    [Fact]
    public async Task Another_counsellor_and_another_organisations_supervisor_grade_nobody()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Organisations = 2, Supervisors = 1 });
        var strange = Enumerable.Range(0, night.Setup.People.Count).Single(i => night.Setup.People[i] is { Role: "supervisor", Organisation: "org2" });
        await night.LinePhone().SayAsync("こんばんは");
        await using var aoi = await night.ConsoleAsync();
        var talk = await night.TakenByAsync(aoi);
        await using var second = await night.ConsoleAsync(1);
        await using var other = await night.ConsoleAsync(strange);
        Assert.Contains("conversation.not_found", await RefusedAsync(second, talk.Id, "high", ""), StringComparison.Ordinal);
        Assert.Contains("conversation.not_found", await RefusedAsync(other, talk.Id, "high", ""), StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_call_somebody_low_who_was_not_graded_yet_takes_a_reason_too()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        await night.LinePhone().SayAsync("はい");
        await using var minato = await night.ConsoleAsync(Supervisor);
        var talk = await night.TakenByAsync(minato);
        Assert.Equal("unknown", talk.Grade);
        Assert.Contains("grade.reason", await RefusedAsync(minato, talk.Id, "low", ""), StringComparison.Ordinal);
        await SetAsync(minato, talk.Id, "low", "学校の宿題の話でした");
        Assert.Equal("low", To(Assert.Single(await GradesAsync(minato, talk.Id))));
    }

    [Fact]
    public async Task The_person_is_never_shown_their_grade()
    {
        await using var night = await TestGateway.StartAsync(new SetupSize { Supervisors = 1 });
        var phone = night.LinePhone();
        await phone.SayAsync("もう死にたい。遺書も書いた");
        await night.EventuallyAsync(() => Task.FromResult(phone.Received.Count >= 4), "greeted");
        Assert.DoesNotContain(phone.Received, item => item.Text?.Contains('高') == true || item.Text?.Contains("high", StringComparison.Ordinal) == true);
    }

    private static async Task<IReadOnlyList<string>> InOrderAsync(HubClient desk) => [.. (await desk.ResumeAsync()).Queue?.Places.Select(place => place.Grade) ?? []];

    private static async Task<IReadOnlyList<JsonElement>> GradesAsync(HubClient desk, string id) =>
        [.. (await desk.InvokeAsync<JsonElement>("EntriesAfter", id, 0)).EnumerateArray().Where(entry => entry.GetProperty("kind").GetString() == "grade")];

    private static string From(JsonElement entry) => entry.GetProperty("change").GetProperty("from").GetString()!;

    private static string To(JsonElement entry) => entry.GetProperty("change").GetProperty("to").GetString()!;

    private static Task<JsonElement> SetAsync(HubClient desk, string id, string grade, string reason) => desk.InvokeAsync<JsonElement>("SetGrade", id, grade, reason);

    private static async Task<string> RefusedAsync(HubClient desk, string id, string grade, string reason) =>
        (await Assert.ThrowsAnyAsync<Exception>(() => SetAsync(desk, id, grade, reason))).Message;
}
