using Gateway.Consent;
using Gateway.Consortium.Entrance;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Organisations;
using Gateway.Records;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class ConsortiumContract
{
    private const string ToWhom = "みなと野くらしの自立相談センター";

    /// <summary>A no must never be out of reach: not on the page and not by the two digits, whoever answers the person today. And that one does not read what it was about.</summary>
    [Fact]
    public async Task What_one_member_was_told_yes_to_is_read_and_taken_back_while_another_answers()
    {
        var id = await EntranceAsync();
        await StaffAsync();
        var (before, first) = await AgreedAsync(id, "a", "yes");
        var (_, second) = await AgreedAsync(id, "b", "question", answered: false);
        foreach (var person in new[] { "a", "b" }) await WriteAsync(person, 2);
        var now = await OpenOfAsync("a");
        Assert.Equal("komorebi", now.Organisation);
        Assert.NotEqual(before.ContactId, now.ContactId);

        var (asked, _) = await Get<ShowAgreement>().AllAsync(now.ContactId);
        Assert.Equal(first.Id, Assert.Single(asked).Id);
        Assert.Equal(first.Id, (await Get<ShowAgreement>(1).OfAsync(now.ContactId, first.Id))!.Consent.Id);
        Assert.Null(await Get<ShowAgreement>().OfAsync(now.ContactId, second.Id));
        // Not two questions with the same digits, whoever asks.
        for (var again = 0; again < 300; again++)
            Assert.NotEqual(first.Code, await Get<IRecords>().ReadAsync(session => Get<AskConsent>().NewCodeAsync(session, now.ContactId)));

        await SayAsync("a", $"{first.Code} 取り消し");
        await SayAsync("b", $"{second.Code} いいえ");
        Assert.Equal((ConsentState.Withdrawn, ConsentState.Declined), (await StateAsync(first), await StateAsync(second)));
        var said = await Get<IRecords>().ReadAsync(session => Get<ConversationLog>().ReadAsync(session, now, 0));
        Assert.Contains(said, entry => entry.Author == Authors.Bot && entry.Body.Text!.StartsWith("取り消しました", StringComparison.Ordinal));
        Assert.DoesNotContain(said, entry => entry.Kind == EntryKinds.Consent || entry.Body.Text?.Contains(ToWhom, StringComparison.Ordinal) == true);
        // Of what was only asked nothing was read by anybody.
        var other = await OpenOfAsync("b");
        Assert.Contains(
            await Get<IRecords>().ReadAsync(session => Get<ConversationLog>().ReadAsync(session, other, 0)),
            entry => entry.Author == Authors.Bot && entry.Body.Text!.StartsWith("わかりました。伝えません", StringComparison.Ordinal));
        Assert.Contains(
            await Get<IRecords>().ReadAsync(async session => await Get<ConversationLog>().ReadAsync(session, (await ConversationRows.FindAsync(session, before.Id))!, 0)),
            entry => entry is { Kind: EntryKinds.Consent, Body.Reason: "withdrawn" });
    }

    // A talk with yoake in which somebody is asked, and that is over then.
    private async Task<(Conversation Talk, ConsentRecord Asked)> AgreedAsync(string consortium, string person, string document, bool answered = true)
    {
        var staff = new Staff("yoake-1", "yuki", "ゆき", Roles.Volunteer, "yoake");
        await WriteAsync(person, 1);
        await Get<RouteVisitor>().CarryOutAsync(consortium, (await OpenOfAsync(person)).Id, s_yoakeIsThere, default);
        var talk = (await Get<MoveConversation>().TakeAsync((await OpenOfAsync(person)).Id, staff.Id, staff.Name, fence: 1))!;
        var terms = new ConsentTerms(
            "B03", ToWhom, "自立相談支援機関", null, ConsentPurpose.Contact, "住まいのこと", [ConsentItem.Name, ConsentItem.Health], document, 1, new string('a', 64), AgeBand.Adult, "", "", 0);
        var (outcome, record) = await Get<IRecords>().WriteAsync(async session => await Get<AskConsent>().AskAsync(
            session, (await ConversationRows.LockAsync(session, talk.Id))!, staff, terms, again: false));
        Assert.Equal(AskOutcome.Asked, outcome);
        if (answered) Assert.Equal(AnswerOutcome.Taken, await Get<AnswerConsent>().ByTapAsync(talk.ContactId, record!.Id, record.TermsHash, [ConsentItem.Name]));
        Assert.NotNull(await Get<MoveConversation>().CloseAsync(talk.Id, _ => true, new Ending("closed", "answered", staff.Id)));
        Time.Advance(TimeSpan.FromMinutes(1));
        return (talk, record!);
    }

    private async Task<ConsentState> StateAsync(ConsentRecord record) => (await Get<IRecords>().ReadAsync(session => Get<ConsentRows>().FindAsync(session, record.Id)))!.State;
}
