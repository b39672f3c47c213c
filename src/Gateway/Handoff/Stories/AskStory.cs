using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff.Referrals;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Handoff.Stories;

/// <summary>How it ended when a counsellor asked for a story.</summary>
public enum AskStoryOutcome
{
    /// <summary>The person is asked.</summary>
    Asked,

    /// <summary>They may not be asked; the answer says why.</summary>
    Barred,

    /// <summary>The counsellor does not have this talk, or there is no such hand-off.</summary>
    NotYours,

    /// <summary>Nothing is written, a part is too long, or the prefecture is none.</summary>
    Words,

    /// <summary>Something of the person's own sheet stands in it, or a name; the answer says what. It is not asked like this.</summary>
    Known,

    /// <summary>Something looks like a name or a place; the answer says what. Whoever has looked at it says so, and asks again.</summary>
    Telling,

    /// <summary>Another question to them stands.</summary>
    OtherStands,
}

/// <summary>What became of it.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Bar">With <see cref="AskStoryOutcome.Barred"/>: why.</param>
/// <param name="Found">With <see cref="AskStoryOutcome.Known"/> and <see cref="AskStoryOutcome.Telling"/>: what.</param>
public sealed record StoryAsked(AskStoryOutcome Outcome, StoryBar Bar = StoryBar.None, IReadOnlyList<string>? Found = null)
{
    /// <summary>Never the content.</summary>
    public override string ToString() => $"story {Outcome}";
}

/// <summary>A hand-off of which a story could tell.</summary>
/// <param name="Referral">Which.</param>
/// <param name="Bar">Why the person is not asked about it; <see cref="StoryBar.None"/> when they may be.</param>
public sealed record StoryOccasion(Referral Referral, StoryBar Bar);

/// <summary>Asks a person, once, in a talk that they are in, whether a story of what came of a hand-off may be used. Nobody is written to out of the blue for it.</summary>
public sealed class AskStory
{
    private readonly IRecords _records;
    private readonly StoryRows _rows;
    private readonly ReferralRows _referrals;
    private readonly ReadStoryFacts _facts;
    private readonly AskConsent _ask;
    private readonly OrganisationDirectory _organisations;
    private readonly PersonTexts _texts;
    private readonly Ids _ids;
    private readonly TimeProvider _time;

    internal AskStory(
        IRecords records, StoryRows rows, ReferralRows referrals, ReadStoryFacts facts, AskConsent ask, OrganisationDirectory organisations, PersonTexts texts, Ids ids, TimeProvider time) =>
        (_records, _rows, _referrals, _facts, _ask, _organisations, _texts, _ids, _time) = (records, rows, referrals, facts, ask, organisations, texts, ids, time);

    /// <summary>The hand-offs of the person of this talk that came to a connection, the newest first; empty for whoever does not have the talk.</summary>
    public Task<IReadOnlyList<StoryOccasion>> OccasionsAsync(Staff staff, string talkId, CancellationToken cancel = default) => _records.ReadAsync<IReadOnlyList<StoryOccasion>>(async session =>
    {
        if (await ConversationRows.FindAsync(session, talkId) is not { } talk || !IsOf(staff, talk)) return [];
        var connected = (await _referrals.OfContactAsync(session, talk.ContactId)).Where(one => one.Organisation == staff.Organisation && StoryRules.IsConnected(one)).Reverse();
        var found = new List<StoryOccasion>();
        foreach (var referral in connected) found.Add(new StoryOccasion(referral, StoryRules.Bar(await _facts.OfAsync(session, talk, referral), _time.NowMs())));
        return found;
    }, cancel);

    /// <summary>Asks.</summary>
    /// <param name="staff">The counsellor who has the talk.</param>
    /// <param name="talkId">The talk.</param>
    /// <param name="referralId">The hand-off.</param>
    /// <param name="words">The story.</param>
    /// <param name="looked">The writer has looked at what seemed to tell who it is.</param>
    /// <param name="cancel">Ends the wait for the records.</param>
    public Task<StoryAsked> AskAsync(Staff staff, string talkId, string referralId, Redacted<StoryWords> words, bool looked, CancellationToken cancel = default) => _records.WriteAsync(async session =>
    {
        if (await ConversationRows.LockAsync(session, talkId) is not { } talk || !IsOf(staff, talk)) return new StoryAsked(AskStoryOutcome.NotYours);
        if (await _referrals.FindAsync(session, referralId) is not { } referral || referral.Organisation != staff.Organisation) return new StoryAsked(AskStoryOutcome.NotYours);
        var facts = await _facts.OfAsync(session, talk, referral);
        if (StoryRules.Bar(facts, _time.NowMs()) is not StoryBar.None and var bar) return new StoryAsked(AskStoryOutcome.Barred, bar);
        if (words.Value.IsEmpty || !words.Value.IsPossible) return new StoryAsked(AskStoryOutcome.Words);
        if (TellingWords.Known(words.Value, facts.Sheet!, [talk.Label, referral.RecipientName, staff.Name]) is { Count: > 0 } known) return new StoryAsked(AskStoryOutcome.Known, Found: known);
        if (!looked && TellingWords.Guessed(words.Value) is { Count: > 0 } guessed) return new StoryAsked(AskStoryOutcome.Telling, Found: guessed);

        var story = new Story(
            _ids.New(), staff.Organisation, await StoryRows.NewNumberAsync(session, staff.Organisation), talk.ContactId, talk.Id, referral.Id, "", 1, words.Value,
            words.Value.HashOf(), staff.Id, _time.NowMs(), null);
        await _rows.InsertAsync(session, story);
        var name = _organisations.FindOrganisation(staff.Organisation)?.ContactNameIn(talk.Language) ?? staff.Organisation;
        var terms = new ConsentTerms(
            Story.OwnerOf(staff.Organisation), name, "", null, ConsentPurpose.Story, _texts.Text(talk.Language, "consent.story.topic"), ConsentItems.Uses, story.Id, story.Revision, story.Hash,
            AskAboutSheet.BandOf(facts.Sheet!.Person.AgeBand), talk.Language, "", 0);
        var (outcome, _) = await _ask.AskAsync(session, talk, staff, terms, again: false);
        if (outcome == AskOutcome.Asked)
        {
            await StoryRows.WasAskedAsync(session, talk.ContactId);
            return new StoryAsked(AskStoryOutcome.Asked);
        }

        await StoryRows.CloseAsync(session, story.Id);
        return new StoryAsked(outcome switch
        {
            AskOutcome.OtherStands => AskStoryOutcome.OtherStands,
            AskOutcome.NotYours => AskStoryOutcome.NotYours,
            _ => AskStoryOutcome.Words,
        });
    }, cancel);

    private static bool IsOf(Staff staff, Conversation talk) => talk is { Stage: Stage.Talking, Host: null } && talk.Organisation == staff.Organisation && talk.AssignedTo == staff.Id;
}
