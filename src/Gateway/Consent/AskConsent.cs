using System.Globalization;
using System.Security.Cryptography;
using Gateway.Conversations;
using Gateway.Conversations.Outbox;
using Gateway.Conversations.Passages;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Audit;

namespace Gateway.Consent;

/// <summary>How a question ended.</summary>
public enum AskOutcome
{
    /// <summary>The person is asked.</summary>
    Asked,

    /// <summary>Another question to them stands.</summary>
    OtherStands,

    /// <summary>They said no to this body. They are asked again only if they bring it up themselves, and not more often than the settings allow.</summary>
    SaidNo,

    /// <summary>The terms cannot be asked (see <see cref="ConsentTerms.Problem"/>).</summary>
    Terms,

    /// <summary>The counsellor does not have this conversation (any more).</summary>
    NotYours,
}

/// <summary>Asks somebody whether something of them may be passed on. Nothing is ticked for them, and nobody is pressed.</summary>
public sealed class AskConsent(
    ConsentRows rows, ConsentWords words, ConversationLog log, OutboxRows outbox, OfferPassage passage, OrganisationDirectory organisations, AuditTrail audit,
    ConsentSettings settings, Ids ids, TimeProvider time, IEnumerable<IWhenConsentMoves> followers, IEnumerable<IOtherQuestion> questions)
{
    /// <summary>Asks, within the caller's transaction.</summary>
    /// <param name="session">The caller's transaction.</param>
    /// <param name="conversation">The conversation, locked.</param>
    /// <param name="counsellor">Who asks; they have the conversation.</param>
    /// <param name="terms">What exactly; language and days are filled in here.</param>
    /// <param name="again">The person has brought it up again after a no.</param>
    public async Task<(AskOutcome Outcome, ConsentRecord? Record)> AskAsync(
        RecordsSession session, Conversation conversation, Staff counsellor, ConsentTerms terms, bool again)
    {
        if (conversation.Stage != Stage.Talking || conversation.AssignedTo != counsellor.Id) return (AskOutcome.NotYours, null);
        terms = terms with { Language = conversation.Language, ValidDays = terms.IsStory ? settings.StoryDays : settings.ValidDays, Words = ConsentTerms.CurrentWords };
        if (terms.Problem() is not null) return (AskOutcome.Terms, null);
        var others = await rows.OfConversationAsync(session, conversation.Id);
        if (others.Any(other => other.State == ConsentState.Asked)) return (AskOutcome.OtherStands, null);
        var declined = others.Count(other => other.State == ConsentState.Declined && other.Terms.Recipient == terms.Recipient);
        if (declined > 0 && (!again || declined > settings.AskAgain)) return (AskOutcome.SaidNo, null);

        var now = time.NowMs();
        var record = new ConsentRecord(
            ids.New(), conversation.Organisation, conversation.Id, conversation.ContactId, await NewCodeAsync(session, conversation.ContactId), ConsentState.Asked, terms,
            terms.Hash(), counsellor.Id, now, now + TimeSpan.FromHours(settings.AnswerHours).Ms(), null, null, null, null, null, null, GuardianConsent.Unknown);
        await rows.InsertAsync(session, record);
        await audit.AppendAsync(session, conversation.Organisation, counsellor.Id, "consent.asked", record.Id, $"conversation {conversation.Id}, body {terms.Recipient}");
        conversation = await SayAsync(session, conversation, record);
        await followers.FollowAsync(session, conversation, record);
        return (AskOutcome.Asked, record);
    }

    /// <summary>
    /// The person has changed the document on their own page: the same question stands for what it says now. Nothing is said to them; they are reading it.
    /// </summary>
    /// <param name="session">The transaction that has changed it, and has ended the old question by that.</param>
    /// <param name="conversation">The conversation, locked, as it stands now.</param>
    /// <param name="old">The question that stood until then.</param>
    /// <param name="revision">The revision that the person wrote.</param>
    /// <param name="hash">SHA-256 of what it says.</param>
    public async Task<ConsentRecord> RenewAsync(RecordsSession session, Conversation conversation, ConsentRecord old, long revision, string hash)
    {
        var terms = old.Terms with { Revision = revision, DocumentHash = hash };
        // The same two digits: whoever was told them may still answer by them.
        var record = old with { Id = ids.New(), State = ConsentState.Asked, Terms = terms, TermsHash = terms.Hash(), AskedAt = time.NowMs(), EndedAt = null, EndedWhy = null };
        await rows.InsertAsync(session, record);
        await audit.AppendAsync(session, record.Organisation, "person", "consent.renewed", record.Id, $"conversation {conversation.Id}, revision {revision}");
        if (!conversation.IsErased)
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Consent, Authors.Person, new EntryBody(Reason: "renewed", Consent: record.Id)));
        await followers.FollowAsync(session, conversation, record);
        return record;
    }

    private async Task<Conversation> SayAsync(RecordsSession session, Conversation conversation, ConsentRecord record)
    {
        var onPage = conversation.Channel == ChannelNames.Chat || conversation.PassageId is not null;
        // An account that is only an entrance carries no word of it: there the page is the only place.
        var silent = !onPage && organisations.IsEntranceOnly(conversation.ChannelAccount);
        if (!silent)
        {
            (conversation, var entries) = await log.AppendAsync(session, conversation, Marked(onPage ? words.OnPage(record) : words.InWords(record), record));
            await outbox.AddAsync(session, conversation, entries);
        }
        else
        {
            (conversation, _) = await log.AppendAsync(session, conversation, new NewEntry(EntryKinds.Consent, Authors.System, new EntryBody(Reason: "asked", Consent: record.Id)));
        }

        if (!onPage) await passage.OfferAsync(session, conversation, silent ? "entrance.link" : record.Terms.IsStory ? "consent.story.link" : "consent.page", ("organisation", NameOf(conversation)));
        return (await ConversationRows.FindAsync(session, conversation.Id))!;
    }

    private string NameOf(Conversation conversation) => organisations.FindOrganisation(conversation.Organisation)?.ContactNameIn(conversation.Language) ?? "";

    private static NewEntry Marked(NewEntry entry, ConsentRecord record) => entry with { Body = entry.Body with { Consent = record.Id } };

    /// <summary>Two digits by which this person answers nothing else: enough for one person, and can be read out; 00 to 09 would be taken for a line of the list.</summary>
    /// <param name="session">The transaction that asks; it holds the lock of the person's conversation.</param>
    /// <param name="contactId">Who is asked. What other members of a consortium asked them counts too: to the person these are digits like all others.</param>
    public async Task<string> NewCodeAsync(RecordsSession session, string contactId)
    {
        var contacts = await PersonContacts.OfAsync(session, contactId);
        var used = await contacts.GatherAsync(contact => ConsentRows.CodesAsync(session, contact));
        foreach (var other in questions) used.AddRange(await contacts.GatherAsync(contact => other.CodesAsync(session, contact)));
        var free = Enumerable.Range(20, 80).Select(number => number.ToString(CultureInfo.InvariantCulture)).Except(used).ToList();
        if (free.Count == 0) throw new InvalidOperationException("A person has eighty standing consents.");
        // A yes to what was asked before, sent late, must not be one to what is asked now.
        if (free.Except(await contacts.GatherAsync(contact => ConsentRows.LapsedCodesAsync(session, contact, time.NowMs()))).ToList() is { Count: > 0 } unheard) free = unheard;
        // Nor must a no to what is asked now, sent twice, stop what a body took on by a yes whose days are over.
        if (free.Except(await contacts.GatherAsync(contact => ConsentRows.ExpiredCodesAsync(session, contact))).ToList() is { Count: > 0 } unused) free = unused;
        return free[RandomNumberGenerator.GetInt32(free.Count)];
    }
}
