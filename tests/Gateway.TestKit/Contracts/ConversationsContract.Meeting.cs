using Gateway.Handoff.Referrals;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

// How and when a body will be in touch, and what follows when they do not meet.
public abstract partial class ConversationsContract
{
    [Fact]
    public async Task An_appointment_is_told_to_the_person_and_nobody_is_reminded_before_it_is_over()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var answer = Nodes[^1].Get<AnswerReferral>();
        // In nine days, 10:00 to 11:00 in Japan.
        var from = new DateTimeOffset(2037, 11, 30, 1, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        var meeting = new Meeting(Meeting.AtTheDesk, from, from + TimeSpan.FromHours(1).Ms(), "2階の相談室");
        Assert.Equal(ReferralOutcome.Done, await answer.AcceptAsync(reader, referral.Id, Redacted.Of(new StepNote(null, "たなか", meeting))));
        var told = (await ToldAsync(talk))[^1];
        Assert.Equal(
            [ReferredTo + "が、お手伝いしますと返事をくれました。担当の人から連絡があります。", ReferredTo + "の人と会う約束です。", "日時: 2037年11月30日(月) 10:00から11:00", "場所: 2階の相談室"],
            told.Split('\n')[..4]);
        Assert.Equal((meeting, "at_the_desk"), (await StepsAsync(referral))[^1] is var step ? (step.Note!.Meeting!, step.Code) : default);
        var now = await MineAsync(referral);
        Assert.Equal((meeting.Until, meeting.Until + TimeSpan.FromDays(7).Ms()), (now.MeetsAt, now.DueAt));

        Assert.Equal(ReferralOutcome.Done, await answer.BookAsync(reader, referral.Id, Redacted.Of(new StepNote(Meeting: new Meeting(Meeting.Chat)))));
        Assert.StartsWith(ReferredTo + "の人が、このトークで", (await ToldAsync(talk))[^1], StringComparison.Ordinal);
        Assert.Null((await MineAsync(referral)).MeetsAt);
        AssertGapless(await EntriesAsync(talk.Id));
    }

    [Fact]
    public async Task A_missed_appointment_is_with_the_counsellor_who_answers_for_another_one_and_by_time_it_comes_back()
    {
        var (talk, referral, reader) = await OfferedAsync();
        var answer = Node.Get<AnswerReferral>();
        Assert.Equal(ReferralOutcome.NotNow, await answer.MissAsync(reader, referral.Id, Note()));
        Assert.Equal(ReferralOutcome.Done, await answer.AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(ReferralOutcome.Done, await answer.MissAsync(reader, referral.Id, Note("30分待ちました")));
        Assert.Contains("気にしなくて大丈夫です", (await ToldAsync(talk))[^1], StringComparison.Ordinal);
        Assert.NotNull((await answer.OpenAsync(reader, referral.Id))!.Value.Sheet);
        Assert.Equal(ReferralOutcome.Done, await Node.Get<GuideReferral>().AnswerAsync(Aoi, referral.Id, GuideReferral.WantsAgain));
        Assert.Equal(ReferralOutcome.Done, await answer.AcceptAsync(reader, referral.Id, Note()));
        Assert.Equal(ReferralOutcome.Done, await answer.MissAsync(reader, referral.Id, Note()));
        Pass(TimeSpan.FromHours(24));
        await ClimbAsync();
        Pass(TimeSpan.FromHours(72));
        await ClimbAsync();
        Assert.Equal(ReferralState.Returned, (await MineAsync(referral)).State);
    }

    [Theory]
    [InlineData("call", 1, 1, null)]
    [InlineData("visit", 1, 1, null)]
    [InlineData("by_owl", 1, 1, null)]
    [InlineData("at_the_desk", 1, 1, null)]
    [InlineData("at_the_desk", 0, 0, "駅前")]
    [InlineData("chat", -5, 1, null)]
    [InlineData("chat", 1, 13, null)]
    [InlineData("chat", 1, -1, null)]
    [InlineData("chat", 24 * 91, 1, null)]
    [InlineData("chat", 1, 1, "駅前\nに来て")]
    public async Task What_was_not_agreed_to_or_makes_no_sense_is_not_told_to_the_person(string way, int fromHours, int lasts, string? place)
    {
        var (talk, referral, reader) = await OfferedAsync();
        var from = Time.NowMs() + TimeSpan.FromHours(fromHours).Ms();
        var meeting = lasts == 0 ? new Meeting(way, Place: place) : new Meeting(way, from, from + TimeSpan.FromHours(lasts).Ms(), place);
        Assert.Equal(ReferralOutcome.Words, await Node.Get<AnswerReferral>().AcceptAsync(reader, referral.Id, Redacted.Of(new StepNote(Meeting: meeting))));
        Assert.Equal(ReferralState.Offered, (await MineAsync(referral)).State);
        Assert.DoesNotContain(await ToldAsync(talk), text => text.Contains("都合が変わったら", StringComparison.Ordinal));
    }
}
