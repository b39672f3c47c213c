using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.Simulators;
using Gateway.TestKit;
using Gateway.TestKit.Handoff;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Those who stand behind the counsellors see how hand-offs stand, and for whom there was nobody.</summary>
public sealed class LoopTests
{
    [Fact]
    public async Task A_supervisor_sees_every_hand_off_and_how_far_they_came_and_a_counsellor_only_their_own()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, referral) = await world.OfferAsync();
        await world.Gateway.Services.GetRequiredService<AnswerReferral>().AcceptAsync(
            new BodyReader(referral.Organisation, referral.Body), referral.Id, Primitives.Redacted.Of(new StepNote()), world.Cancel);
        await using var counsellor = await world.Gateway.ConsoleAsync(world.PlaceOf(world.Counsellor));
        await using var supervisor = await world.Gateway.ConsoleAsync(await SupervisorAsync(world));
        Assert.Equal(HttpStatusCode.Forbidden, (await counsellor.Http.GetAsync("/api/referrals/everybody", world.Cancel)).StatusCode);
        var all = JsonDocument.Parse(await supervisor.Http.GetStringAsync("/api/referrals/everybody", world.Cancel)).RootElement;
        Assert.Equal((1, 1), (all.GetProperty("steps").GetProperty("offer").GetInt32(), all.GetProperty("steps").GetProperty("accept").GetInt32()));
        Assert.False(all.GetProperty("steps").TryGetProperty("connect", out _));
        Assert.False(all.GetProperty("referrals")[0].GetProperty("overdue").GetBoolean());
        var open = Assert.Single(all.GetProperty("referrals").EnumerateArray());
        Assert.Equal((world.Counsellor.Name, "accepted", talk.Id), (open.GetProperty("counsellor").GetString(), open.GetProperty("state").GetString(), open.GetProperty("conversationId").GetString()));
    }

    [Fact]
    public async Task For_whom_there_was_nobody_is_counted_once_without_saying_who_and_small_counts_are_not_told()
    {
        await using var mail = MailServer.Start();
        await using var world = await DeskWorld.StartAsync(mail);
        var (talk, _) = await world.OfferAsync();
        await using var counsellor = await world.Gateway.ConsoleAsync(world.PlaceOf(world.Counsellor));
        await using var supervisor = await world.Gateway.ConsoleAsync(await SupervisorAsync(world));
        Assert.Equal(HttpStatusCode.BadRequest, await NoteAsync("weather", ExampleBodies.Minatono));
        Assert.Equal(HttpStatusCode.BadRequest, await NoteAsync(NoteUnmetNeed.Topics[1], "123456"));
        Assert.Equal(HttpStatusCode.NoContent, await NoteAsync(NoteUnmetNeed.Topics[0], null));
        Assert.Equal(HttpStatusCode.NoContent, await NoteAsync(NoteUnmetNeed.Topics[1], ExampleBodies.Minatono));
        var one = JsonDocument.Parse(await supervisor.Http.GetStringAsync("/api/unmet-needs", world.Cancel)).RootElement;
        Assert.Equal([("topic", JsonValueKind.Null), ("area", JsonValueKind.Null), ("hour", JsonValueKind.Null)], one.EnumerateArray().Select(row => (row.GetProperty("by").GetString()!, row.GetProperty("count").ValueKind)));

        await world.Gateway.Services.GetRequiredService<IRecords>().WriteAsync(async session =>
        {
            for (var other = 0; other < 4; other++)
                await session.ExecuteAsync(
                    "INSERT INTO unmet_need (talk_hash, organisation, at, topic, area) SELECT @hash, organisation, at, topic, area FROM unmet_need LIMIT 1", new { hash = new[] { (byte)other } });
        }, world.Cancel);
        var five = JsonDocument.Parse(await supervisor.Http.GetStringAsync("/api/unmet-needs", world.Cancel)).RootElement;
        Assert.All(five.EnumerateArray(), row => Assert.Equal(5, row.GetProperty("count").GetInt32()));

        async Task<HttpStatusCode> NoteAsync(string topic, string? area)
        {
            using var answer = await counsellor.Http.PostAsJsonAsync($"/api/conversations/{talk.Id}/unmet-need", new { topic, area }, world.Cancel);
            return answer.StatusCode;
        }
    }

    private static async Task<int> SupervisorAsync(DeskWorld world)
    {
        var name = await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.FindAsync<string>(
            "SELECT user_name FROM staff WHERE role = @Supervisor AND organisation = @Organisation", new { Roles.Supervisor, world.Counsellor.Organisation }), world.Cancel);
        return world.Gateway.Setup.People.Select(person => person.UserName).ToList().IndexOf(name!);
    }
}
