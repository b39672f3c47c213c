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
    ConsentSettings settings, Ids ids, TimeProvider time)
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
        terms = terms with { Language = conversation.Language, ValidDays = settings.ValidDays, Words = ConsentTerms.CurrentWords };
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
        await SayAsync(session, conversation, record);
        return (AskOutcome.Asked, record);
    }

    private async Task SayAsync(RecordsSession session, Conversation conversation, ConsentRecord record)
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

        if (!onPage) await passage.OfferAsync(session, conversation, silent ? "entrance.link" : "consent.page", ("organisation", NameOf(conversation)));
    }

    private string NameOf(Conversation conversation) => organisations.FindOrganisation(conversation.Organisation)?.ContactNameIn(conversation.Language) ?? "";

    private static NewEntry Marked(NewEntry entry, ConsentRecord record) => entry with { Body = entry.Body with { Consent = record.Id } };

    // Two digits are enough for one person, and can be read out; 00 to 09 would be taken for a line of the list.
    private static async Task<string> NewCodeAsync(RecordsSession session, string contactId)
    {
        var used = await ConsentRows.CodesAsync(session, contactId);
        var free = Enumerable.Range(20, 80).Select(number => number.ToString(CultureInfo.InvariantCulture)).Except(used).ToList();
        return free.Count > 0 ? free[RandomNumberGenerator.GetInt32(free.Count)] : throw new InvalidOperationException("A person has eighty standing consents.");
    }
}
