using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Conversations;
using Gateway.PartnerGateways.Stays;
using Gateway.Records;
using Gateway.TestKit.Hub;
using Gateway.TestKit.PartnerGateways;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.PartnerGateways;

/// <summary>Somebody is in danger while a partner on another gateway has them: the emergency is home's, and from the moment of the alarm on nobody ends the talk over there.</summary>
public sealed class DangerElsewhereTests
{
    [Fact]
    public async Task After_an_alarm_the_partners_counsellor_cannot_close_before_home_has_heard_nor_while_it_is_open_there()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        // Nothing gets through: home does not know of it.
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        await RefusedAsync(aki, talk.Id);
        await houses.PassAsync(5);
        await RefusedAsync(aki, talk.Id);
        Assert.False((await houses.OpenAtHomeAsync())!.Emergency);

        houses.Both.Way.Next = _ => WayFault.None;
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings at home");
        await houses.PassInTouchAsync(5);
        await RefusedAsync(aki, talk.Id);
        Assert.Equal(1L, await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT alarms FROM guest_copy")));

        // Over at home: then they may end it there too, and an alarm that is raised anew rings anew.
        await EndEmergencyAsync(houses);
        await houses.EventuallyAsync(async () => !await IsInEmergencyThereAsync(houses, talk), "the partner knows that it is over");
        await RingsAgainAsync();
        // Also at once, while the partner does not know yet that it is over.
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        await houses.PassAsync(1);
        await EndEmergencyAsync(houses);
        Assert.True(await IsInEmergencyThereAsync(houses, talk));
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        houses.Both.Way.Next = _ => WayFault.None;
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings also then");
        Assert.Equal(3L, await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT alarms FROM guest_copy")));
        await EndEmergencyAsync(houses);
        await houses.EventuallyAsync(async () => !await IsInEmergencyThereAsync(houses, talk), "the partner knows that it is over");
        await aki.CloseAsync(talk.Id);
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "over");

        async Task RingsAgainAsync()
        {
            await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
            await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings again");
        }
    }

    [Fact]
    public async Task An_alarm_rings_whatever_else_is_odd_in_the_answer()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        var alarms = 0;
        foreach (var (what, lie) in new (string, Func<byte[], byte[]>)[]
        {
            ("has heard more than was said", Lies.OfStay(stay => (stay["alarms"], stay["heard"]) = (++alarms, 999_999))),
            ("a reason that is none", Lies.OfStay(stay => (stay["alarms"], stay["over"]) = (++alarms, "<b>closed</b>"))),
            ("other letters", Lies.OfStay(stay =>
            {
                stay.Remove("alarms");
                stay["Alarms"] = ++alarms;
            })),
            ("words that are none", Lies.OfStay(stay => (stay["alarms"], stay["words"]) = (++alarms, 5))),
            ("another stay that is none", Lies.Of(answer => answer["stays"] = answer["stays"] is JsonArray { Count: > 0 } stays ? new JsonArray(5, With(stays[0]!.DeepClone(), ++alarms)) : null)),
            ("counsellors that nobody has, and no version", Lies.Of(answer =>
            {
                (answer["version"], answer["availability"]) = ("x", new JsonObject { ["onShift"] = -1 });
                if (answer["stays"] is JsonArray { Count: > 0 } stays) stays[0]!["alarms"] = ++alarms;
            })),
        })
        {
            houses.Both.Way.Lie = lie;
            await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, $"it rings: {what}");
            houses.Both.Way.Lie = null;
            await houses.PassInTouchAsync(2);
            await EndEmergencyAsync(houses);
        }

        Assert.Equal("hoshi", (await houses.OpenAtHomeAsync())!.Host);

        static JsonNode With(JsonNode stay, int alarms)
        {
            stay["alarms"] = alarms;
            return stay;
        }
    }

    [Fact]
    public async Task While_an_alarm_has_not_rung_nothing_ends_and_nothing_is_settled()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        // Its own transaction failed; the rest of the answer is taken.
        var id = await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM home_stay"));
        var told = await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT MAX(number) FROM entry"));
        await houses.Home.Services.GetRequiredService<HomeStays>().TakeAsync(
            "hoshi", [new StayAnswer(id!, told) { Alarms = 1, Over = "closed", Outcome = "talked", Settled = true }], houses.Home.Time!.GetUtcNow().ToUnixTimeMilliseconds(), TestContext.Current.CancellationToken);
        Assert.True(await houses.OpenAtHomeAsync() is { Host: "hoshi", Stage: Stage.Talking });
        Assert.Equal(0L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT done FROM home_stay")));
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings");
    }

    [Fact]
    public async Task After_a_restore_at_the_partner_nothing_of_a_guest_in_danger_stays_there()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (_, talk) = await houses.TalkingAsync(aki);
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings");
        await houses.Partner.Services.GetRequiredService<IRecords>().WriteAsync(
            session => houses.Partner.Services.GetRequiredService<SettleRestored>().RunAsync(session, houses.Partner.Time!.GetUtcNow().ToUnixTimeMilliseconds()), TestContext.Current.CancellationToken);
        await houses.EventuallyAsync(async () => (await houses.AtPartnerAsync(session => ConversationRows.FindAsync(session, talk.Id)))!.IsErased, "destroyed");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Emergency: true }, "home");
    }

    [Fact]
    public async Task An_alarm_after_the_partner_has_lost_its_count_rings_all_the_same()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (_, talk) = await houses.TalkingAsync(aki);
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings");
        await houses.Partner.Services.GetRequiredService<IRecords>().WriteAsync(session => session.ExecuteAsync("UPDATE guest_copy SET alarms = 0"), TestContext.Current.CancellationToken);
        await houses.EventuallyAsync(async () => await houses.AtPartnerAsync(session => session.FindAsync<long>("SELECT alarms FROM guest_copy")) == 1, "home has said how many it heard");
        await EndEmergencyAsync(houses);
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "it rings again");
    }

    [Fact]
    public async Task An_emergency_that_home_opens_closes_the_way_out_at_the_partner_too()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await phone.SayAsync("いまから死にます。薬をたくさんのみました");
        await houses.EventuallyAsync(async () => (await houses.OpenAtHomeAsync())!.Emergency, "home's own rules");
        await houses.EventuallyAsync(() => IsInEmergencyThereAsync(houses, talk), "the partner knows of it");
        await RefusedAsync(aki, talk.Id);
        await aki.SendHomeAsync(talk.Id, new Dictionary<string, string> { ["talked"] = "薬のこと" });
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting, Emergency: true }, "home, and still an emergency");
        await houses.EventuallyAsync(async () => (await houses.AtPartnerAsync(session => ConversationRows.FindAsync(session, talk.Id)))!.IsErased, "nothing keeps their words at the partner");
    }

    [Fact]
    public async Task A_partner_that_says_it_is_over_in_an_emergency_ends_nothing()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        houses.Both.Way.Lie = Lies.OfStay(stay => (stay["alarms"], stay["over"], stay["outcome"]) = (1, "closed", "talked"));
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is { Host: null, Stage: Stage.Waiting, Emergency: true }, "home, and an emergency");
        Assert.DoesNotContain(phone.Received, item => item.Text.Contains("ありがとうございました", StringComparison.Ordinal));
        await houses.EventuallyAsync(async () => await houses.QueuesAsync() == (1, 0), "in home's queue, and gone from the partner's");
    }

    [Fact]
    public async Task A_gateway_of_an_earlier_version_that_tells_nothing_of_alarms_keeps_nobody_from_closing()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        houses.Both.Way.Next = request => request.RequestUri!.Host == "partner.test" ? WayFault.CallLost : WayFault.None;
        await houses.PassAsync(1);
        await aki.InvokeAsync<JsonElement>("RaiseAlarm", talk.Id, "");
        var id = await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM home_stay"));
        var body = ExchangeOf(new StayCall(id!, 0, 0), houses);
        using var answer = await houses.Both.Way.DeliverAsync(TestCall.SignedBy(houses.Both.HomeKey, body, houses.Home.Time!.GetUtcNow()), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        Assert.False(await IsInEmergencyThereAsync(houses, talk));
    }

    [Fact]
    public async Task An_alarm_of_somebody_who_is_not_there_rings_nowhere()
    {
        await using var houses = await StayHouses.OpenAsync();
        await using var aki = await houses.DeskAsync();
        var (phone, talk) = await houses.TalkingAsync(aki);
        await aki.SendAsync(talk.Id, "こんばんは");
        await houses.HearsAsync(phone, "こんばんは");
        await phone.SayAsync("お話を終わりにする");
        await houses.EventuallyAsync(async () => await houses.OpenAtHomeAsync() is null, "over");
        houses.Both.Way.Lie = Lies.OfStay(stay => (stay["alarms"], stay["settled"]) = (7, false));
        await houses.PassAsync(10);
        // They write again, which is another talk.
        await phone.SayAsync("また来ました");
        await houses.PassAsync(10);
        Assert.Equal(0L, await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT COUNT(*) FROM emergency")));
    }

    private static async Task<bool> IsInEmergencyThereAsync(StayHouses houses, HubConversation talk) => (await houses.AtPartnerAsync(session => ConversationRows.FindAsync(session, talk.Id)))!.Emergency;

    private static byte[] ExchangeOf(StayCall call, StayHouses houses) => Gateway.PartnerGateways.ExchangeJson.Write(new Gateway.PartnerGateways.ExchangeCall(1, houses.Home.Time!.GetUtcNow()) { Stays = [call] });

    private static async Task RefusedAsync(HubClient desk, string talk) =>
        Assert.Equal("guest.in_emergency", (await Assert.ThrowsAsync<HubRefusedException>(() => desk.CloseAsync(talk))).Code);

    // By two people of home, at their door.
    private static async Task EndEmergencyAsync(StayHouses houses)
    {
        await using var mio = await houses.Home.ConsoleAsync();
        var supervisor = houses.Home.Setup.People.First(person => person.Role == "supervisor");
        await using var rei = await HubClient.ConnectAsync(houses.Home.Address, supervisor.UserName, supervisor.Password);
        await rei.ResumeAsync();
        var id = await houses.AtHomeAsync(session => session.FindAsync<string>("SELECT id FROM emergency ORDER BY id DESC LIMIT 1"));
        var coordinator = houses.Home.Setup.People.First(person => person.Role == "coordinator");
        await using var aoi = await HubClient.ConnectAsync(houses.Home.Address, coordinator.UserName, coordinator.Password);
        await aoi.ResumeAsync();
        await rei.InvokeAsync<JsonElement>("ProposeClosing", id, "safe", "");
        var step = await houses.AtHomeAsync(session => session.FindAsync<long>("SELECT MAX(number) FROM emergency_step WHERE emergency_id = @id", new { id }));
        await aoi.InvokeAsync<JsonElement>("ConfirmClosing", id, step);
    }
}
