using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Stories;
using Gateway.Primitives;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConversationsContract
{
    [Fact]
    public async Task A_story_that_is_taken_back_at_the_moment_of_an_export_is_not_in_the_file_or_leaves_its_number()
    {
        var talk = await TalkingAsync();
        for (var round = 0; round < 12; round++)
        {
            var (story, consent) = await AgreedStoryAsync(talk);
            IReadOnlyList<AgreedStory> file = [];
            await Task.WhenAll(
                Task.Run(async () => file = await Node.Get<ReadStories>().ExportAsync(Minato, null)),
                Task.Run(() => Nodes[^1].Get<AnswerConsent>().WithdrawAsync(talk.ContactId, consent)));
            var shelf = await Node.Get<ReadStories>().AllAsync(Minato);
            Assert.Empty(shelf.Agreed);
            Assert.Equal(file.Any(one => one.Story.Id == story), shelf.Gone.Any(one => one.Id == story));
        }
    }

    private async Task<(string Story, string Consent)> AgreedStoryAsync(Conversation talk)
    {
        var words = new StoryWords("", "住むところが決まりました。", "", null);
        var story = await Node.Records.WriteAsync(async session =>
        {
            var made = new Story(
                Node.Get<Ids>().New(), talk.Organisation, await StoryRows.NewNumberAsync(session, talk.Organisation), talk.ContactId, talk.Id, "referral", "", 1, words, words.HashOf(), Aoi.Id,
                Time.NowMs(), null);
            await Node.Get<StoryRows>().InsertAsync(session, made);
            return made;
        });
        var asked = await AskAsync(talk, new ConsentTerms(
            Story.OwnerOf(talk.Organisation), "こもれび", "", null, ConsentPurpose.Story, "その後のお話", ConsentItems.Uses, story.Id, 1, story.Hash, AgeBand.Adult, "", "", 0));
        Assert.Equal(AnswerOutcome.Taken, await Node.Get<AnswerConsent>().ByTapAsync(talk.ContactId, asked.Id, asked.TermsHash, [ConsentItem.UseInside]));
        return (story.Id, asked.Id);
    }
}
