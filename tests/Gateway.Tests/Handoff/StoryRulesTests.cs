using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Handoff.Sheets;
using Gateway.Handoff.Stories;
using Gateway.Primitives;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Who is asked for a story, and what would tell who it is about.</summary>
public sealed class StoryRulesTests
{
    private static readonly long s_now = TimeSpan.FromDays(1000).Ms();

    private static readonly Referral s_connected = new(
        "r", "komorebi", "k", "c", "d", 1, "b", "y", "aoi", ReferralState.Connected, 0, null, 0, Priority.Normal, 1, 0, 0, null, "相談室");

    private static readonly Conversation s_talk = new(
        "k", "komorebi", "c", ChannelNames.Chat, "chat/komorebi", "K-482", "ja", Stage.Talking, null, 1, [1], Grade.Low, 0, s_now, null, false, "aoi", 1, 0, 1, null, null);

    private static readonly StoryFacts s_good = new(s_connected, s_talk, [s_connected], false, null, false, new Sheet(), [], true, []);

    private static readonly Sheet s_hidden = new() { Person = new PersonPart { SafeContact = new SafeContact(HouseholdMayKnow: YesNo.No) } };

    public static TheoryData<StoryBar, StoryFacts> Cases { get; } = new()
    {
        { StoryBar.None, s_good },
        { StoryBar.None, s_good with { Referral = s_connected with { State = ReferralState.Ended, Outcome = ReferralOutcomes.Settled } } },
        { StoryBar.None, s_good with { EmergencyUntil = s_now - TimeSpan.FromDays(91).Ms() } },
        { StoryBar.NotConnected, s_good with { Referral = s_connected with { State = ReferralState.Accepted } } },
        { StoryBar.NotConnected, s_good with { Referral = s_connected with { State = ReferralState.Ended, Outcome = ReferralOutcomes.BrokenOff } } },
        { StoryBar.NotConnected, s_good with { Referral = s_connected with { ContactId = "another" } } },
        { StoryBar.NotByConsent, s_good with { Referral = s_connected with { GroundId = "g" } } },
        { StoryBar.NotByConsent, s_good with { Others = [s_connected, s_connected with { Id = "q", IsQuiet = true }] } },
        { StoryBar.NotByConsent, s_good with { ToldWithoutConsent = true } },
        { StoryBar.AskedBefore, s_good with { AskedBefore = true } },
        { StoryBar.Danger, s_good with { Talk = s_talk with { Grade = Grade.High } } },
        { StoryBar.Danger, s_good with { Talk = s_talk with { Emergency = true } } },
        { StoryBar.Danger, s_good with { EmergencyUntil = s_now - TimeSpan.FromDays(89).Ms() } },
        { StoryBar.Unsafe, s_good with { Sheet = s_hidden } },
        { StoryBar.Unsafe, s_good with { Sheets = [new Sheet(), s_hidden] } },
        { StoryBar.Unsafe, s_good with { Sheet = new Sheet { Safety = new SafetyPart { DoNotContact = ["父"] } } } },
        { StoryBar.Unknown, s_good with { Sheet = null } },
        { StoryBar.NotThere, s_good with { Talk = s_talk with { HeardAt = s_now - TimeSpan.FromMinutes(16).Ms() } } },
        { StoryBar.Unsafe, s_good with { Wishes = ["seen"] } },
        { StoryBar.Hours, s_good with { Wishes = ["evening"] } },
        { StoryBar.None, s_good with { Wishes = ["daytime"] } },
        { StoryBar.NoPage, s_good with { HasPage = false } },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Each_reason_stands_against_asking_by_itself(StoryBar bar, StoryFacts facts) => Assert.Equal(bar, StoryRules.Bar(facts, s_now));

    [Theory]
    [InlineData("お母さんと相談員さんと話し、地区の集まりに行きました。赤ちゃんも元気です", "")]
    [InlineData("担任の先生と病院の先生に話せました", "")]
    [InlineData("田中さんが来てくれました", "田中さん")]
    [InlineData("八王子市に引っ越しました", "八王子市")]
    [InlineData("みどり台中学校に戻りました", "台中学校")]
    [InlineData("16歳のときでした", "16歳")]
    [InlineData("２０２６年のことです", "２０２６年")]
    [InlineData("090-1234-5678に電話しました", "090-1234-5678")]
    public void What_may_tell_who_it_is_is_found(string text, string found) =>
        Assert.Equal(found, string.Join('|', TellingWords.Guessed(new StoryWords("", text, "", null))));
}
