using Gateway.Handoff;
using Gateway.Handoff.Referrals;
using Gateway.SupportBodies;
using Gateway.SupportBodies.Hours;
using Xunit;

namespace Gateway.TestKit.Contracts;

// How long a body is waited for, and who is next when it does not answer.
public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_body_is_reminded_after_its_working_day_and_not_over_the_weekend()
    {
        // It is Saturday, 22:00 in Japan, and Monday is a holiday: the first working day ends on Tuesday at 17:00.
        var (talk, referral, _) = await OfferedAsync(entry => entry with { Hours = ExampleBodies.Weekly("MO,TU,WE,TH,FR", "09:00", "17:00") });
        Assert.Equal(new DateTimeOffset(2037, 11, 24, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), referral.DueAt);
        Pass(TimeSpan.FromHours(40));
        await ClimbAsync();
        Assert.Equal("offer", (await StepsAsync(referral))[^1].Kind);
        Pass(TimeSpan.FromHours(27));
        await ClimbAsync();
        Assert.Equal("remind", (await StepsAsync(referral))[^1].Kind);
        Assert.Equal(new DateTimeOffset(2037, 11, 25, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds(), (await MineAsync(referral)).DueAt);
        Assert.Equal(talk.Id, referral.ConversationId);
    }

    [Fact]
    public async Task A_silent_body_brings_in_the_municipality_that_the_person_agreed_to()
    {
        var (talk, referral, _) = await OfferedAsync();
        var (city, agreed) = await AgreedTooAsync(talk, 2, CityDesk);
        await ClimbToMunicipalityAsync();
        var step = (await StepsAsync(referral))[^1];
        Assert.Equal(("municipality", "offered"), (step.Kind, step.Code));
        Assert.Equal((ReferralState.Offered, ReferralState.Offered), ((await MineAsync(referral)).State, (await MineAsync(agreed)).State));
        Assert.NotNull((await Node.Get<AnswerReferral>().OpenAsync(new BodyReader(ConversationsNode.Organisation, city), agreed.Id))!.Value.Sheet);
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task To_a_municipality_that_the_person_did_not_agree_to_nothing_goes_and_the_counsellor_reads_whom_to_call(bool asked)
    {
        var (talk, referral, _) = await OfferedAsync();
        var other = asked ? (await AgreedTooAsync(talk, 2, CityDesk, ReferralState.Asked)).Referral : null;
        if (!asked) await RecipientAsync(CityDesk);
        await ClimbToMunicipalityAsync();
        var step = (await StepsAsync(referral))[^1];
        Assert.Equal(("municipality", "to_call", ReferredTo + " 000-0000-0001"), (step.Kind, step.Code, step.Note?.Text));
        if (other is not null) Assert.False((await MineAsync(other)).State.BodyReads());
        Assert.Single(await Node.Records.ReadAsync(session => Node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId)));
    }

    private static BodyEntry CityDesk(BodyEntry entry) => entry with { Kinds = ["multi_agency"], Phone = "000-0000-0001", Hours = new OpeningHours() };

    private async Task ClimbToMunicipalityAsync()
    {
        for (var rung = 0; rung < 3; rung++)
        {
            Pass(TimeSpan.FromHours(24));
            await ClimbAsync();
        }
    }
}
