using System.Text.Json.Nodes;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Handoff.Sheets;
using Gateway.Intake;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.SupportBodies;
using Gateway.TestKit.Contracts;

namespace Gateway.TestKit.Handoff;

/// <summary>What came of many trials at the gate. Everything but the first three must be zero.</summary>
/// <param name="Trials">How many.</param>
/// <param name="Passed">How often something left.</param>
/// <param name="Kept">How often nothing left.</param>
/// <param name="Leaked">Fields that left without having been agreed to, or that were another person's.</param>
/// <param name="Missing">Fields that were agreed to and did not leave.</param>
/// <param name="OpenedWrongly">Something left although the consent was withdrawn, over, for another body or sheet, unchecked, or the body may not receive.</param>
/// <param name="KeptWrongly">Nothing left although all of it held.</param>
/// <param name="Unrecorded">Something left without a provision record that says exactly what.</param>
public sealed record GateTally(int Trials, int Passed, int Kept, int Leaked, int Missing, int OpenedWrongly, int KeptWrongly, int Unrecorded)
{
    /// <summary>Whether nothing is wrong.</summary>
    public bool IsClean => this is { Leaked: 0, Missing: 0, OpenedWrongly: 0, KeptWrongly: 0, Unrecorded: 0 };

    /// <summary>Both together.</summary>
    public GateTally And(GateTally other) => new(
        Trials + other.Trials, Passed + other.Passed, Kept + other.Kept, Leaked + other.Leaked, Missing + other.Missing, OpenedWrongly + other.OpenedWrongly,
        KeptWrongly + other.KeptWrongly, Unrecorded + other.Unrecorded);
}

/// <summary>
/// Many people, sheets, bodies and consents by chance, with everything between the question and the sending that may go wrong. What is right is worked out
/// from what was done, not from the gateway's rules: which field belongs to which item stands here once more, by hand.
/// </summary>
/// <param name="node">A gateway without its doors.</param>
/// <param name="time">Its clock.</param>
/// <param name="seed">The same seed does the same.</param>
public sealed class GateTrials(ConversationsNode node, FakeTime time, int seed)
{
    private static readonly Staff Aoi = new(ConversationsNode.Aoi, "aoi", "あおい", Roles.Volunteer, ConversationsNode.Organisation);
    private static readonly Staff Minato = new(ConversationsNode.Minato, "minato", "みなと", Roles.Supervisor, ConversationsNode.Organisation);

    private static readonly Dictionary<ConsentItem, string[]> FieldsOf = new()
    {
        [ConsentItem.Name] = ["preferredName", "name", "nameKana"],
        [ConsentItem.Age] = ["ageBand", "birthDate"],
        [ConsentItem.Gender] = ["gender"],
        [ConsentItem.Address] = ["areaCode", "address", "postalCode"],
        [ConsentItem.Contact] = ["contacts", "safeContact"],
        [ConsentItem.Accommodation] = ["languages", "accommodations", "accommodationNote"],
        [ConsentItem.Family] = ["household"],
        [ConsentItem.Story] = ["consulteeRelation", "relationNote", "mainTopic", "topics", "ownWords", "situation.facts", "situation.assessment", "strengths"],
        [ConsentItem.Health] = ["health"],
        [ConsentItem.WorkSchool] = ["workSchool"],
        [ConsentItem.Economy] = ["economy"],
        [ConsentItem.Housing] = ["housing", "housingNote"],
        [ConsentItem.Supports] = ["currentSupports"],
        [ConsentItem.Connections] = ["connections.text", "connections.loneliness", "connections.ucla3"],
        [ConsentItem.Safety] = ["risk.grade", "risk.reasons", "risk.kinds", "doNotContact", "safetyPlan"],
        [ConsentItem.Wishes] = ["wishes", "refusals", "staffPreference", "staffPreferenceNote", "proposedSupport"],
        [ConsentItem.Course] = ["log"],
        [ConsentItem.Transcript] = ["transcriptRef"],
    };

    private readonly Random _random = new(seed);
    private readonly List<(string Id, string Name, bool MayReceive)> _bodies = [];
    private Conversation? _talk;
    private int _person;

    /// <summary>Makes so many trials.</summary>
    public async Task<GateTally> RunAsync(int trials, Action<int>? progress = null)
    {
        await OpenDirectoryAsync();
        var tally = new GateTally(0, 0, 0, 0, 0, 0, 0, 0);
        for (var trial = 0; trial < trials; trial++)
        {
            tally = await TryAsync(tally, trial);
            if ((trial + 1) % 1000 == 0) progress?.Invoke(trial + 1);
        }

        return tally;
    }

    private async Task<GateTally> TryAsync(GateTally tally, int trial)
    {
        if (_talk is null || trial % 8 == 0) _talk = await NewTalkAsync();
        var talk = _talk;
        var sheet = SheetOf(trial);
        var body = _bodies[_random.Next(3) > 0 ? _random.Next(3) : _random.Next(_bodies.Count)];
        ConsentItem[] offered = [.. ConsentItems.All.Where(_ => _random.Next(3) > 0)];
        if (offered.Length == 0) offered = [ConsentItem.Name];
        AgeBand[] ages = [AgeBand.Adult, AgeBand.Adult, AgeBand.Adult, AgeBand.Unknown, AgeBand.From16To17, AgeBand.From12To15, AgeBand.Under12];
        var age = ages[_random.Next(ages.Length)];
        var terms = new ConsentTerms(
            body.Id, body.Name, "自立相談支援機関", null, ConsentPurpose.Contact, "住まい", offered, sheet.Document.Id!, 1, sheet.ContentHash(), age, "", "", 0);
        var record = (await node.Records.WriteAsync(async session => await node.Get<AskConsent>().AskAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, Aoi, terms, again: true))).Record;
        // Twice a no, and nobody asks again: the next trial has another person.
        if (record is null)
        {
            _talk = null;
            return tally;
        }

        var deed = _random.Next(2) == 0 ? Deed.Nothing : (Deed)_random.Next(Enum.GetValues<Deed>().Length);
        ConsentItem[] agreed = deed is Deed.Refuses or Deed.SaysNothing ? [] : [.. offered.Where(_ => _random.Next(3) > 0)];
        if (deed != Deed.SaysNothing) await AnswerAsync(talk, record, agreed);
        var checkedBy = deed != Deed.NobodyChecks && agreed.Length > 0 && (age == AgeBand.Adult || _random.Next(4) > 0);
        var guardian = (GuardianConsent)_random.Next(3);
        if (checkedBy && age != AgeBand.Adult) await node.Get<CheckConsent>().CheckAsync(Minato, record.Id, guardian);
        var (sent, to) = (sheet, body);
        if (deed == Deed.Withdraws) await node.Get<AnswerConsent>().WithdrawAsync(talk.ContactId, record.Id);
        if (deed == Deed.IsLate) time.Advance(TimeSpan.FromDays(30));
        if (deed == Deed.ChangesTheSheet) sent = sheet with { Wishes = sheet.Wishes with { Wishes = "別のこと" } };
        if (deed == Deed.GoesElsewhere) to = _bodies[(_bodies.IndexOf(body) + 1) % _bodies.Count];
        if (deed == Deed.TakesAnotherSheet) sent = SheetOf(trial + 1_000_000);

        var young = age is AgeBand.Under12 or AgeBand.From12To15;
        var holds = deed is Deed.Nothing or Deed.WithdrawsAtOnce or Deed.NobodyChecks && agreed.Length > 0 && to.MayReceive
            && (age == AgeBand.Adult || checkedBy) && (!young || guardian == GuardianConsent.Given);
        var withdrawal = deed == Deed.WithdrawsAtOnce && agreed.Length > 0 ? node.Get<AnswerConsent>().WithdrawAsync(talk.ContactId, record.Id) : Task.FromResult(AnswerOutcome.Over);
        var answer = await node.Records.WriteAsync(session => node.Get<OpenGate>().ByConsentAsync(session, Aoi, sent, to.Id, record.Id));
        await withdrawal;
        tally = Judge(tally, answer, sent, agreed, holds, atOnce: deed == Deed.WithdrawsAtOnce);
        if (answer.Outcome == GateOutcome.Open) tally = await JudgeRecordAsync(tally, talk, answer, agreed, to.Id);
        // A question that stands would keep the next one away.
        await node.Records.WriteAsync(async session => await node.Get<EndConsents>().TakeBackAsync(
            session, (await ConversationRows.FindAsync(session, talk.Id))!, record.Id, Aoi.Id));
        return tally;
    }

    private static GateTally Judge(GateTally tally, GateAnswer answer, Sheet whole, ConsentItem[] agreed, bool holds, bool atOnce)
    {
        tally = tally with { Trials = tally.Trials + 1 };
        if (answer.Outcome != GateOutcome.Open)
            return tally with { Kept = tally.Kept + 1, KeptWrongly = tally.KeptWrongly + (holds && !atOnce ? 1 : 0) };
        if (!holds) tally = tally with { OpenedWrongly = tally.OpenedWrongly + 1 };
        var left = Leaves(SheetJson.Write(answer.Release!.Sheet));
        var of = Leaves(SheetJson.Write(whole));
        var mine = FieldsOf.Where(pair => agreed.Contains(pair.Key)).SelectMany(pair => pair.Value).ToHashSet();
        var others = FieldsOf.Values.SelectMany(keys => keys).Except(mine).ToHashSet();
        var leaked = left.Count(leaf => others.Contains(leaf.Key) || (mine.Contains(leaf.Key) && of.GetValueOrDefault(leaf.Key) != leaf.Value));
        return tally with { Passed = tally.Passed + 1, Leaked = tally.Leaked + leaked, Missing = tally.Missing + mine.Count(key => of.ContainsKey(key) && !left.ContainsKey(key)) };
    }

    private async Task<GateTally> JudgeRecordAsync(GateTally tally, Conversation talk, GateAnswer answer, ConsentItem[] agreed, string body)
    {
        var records = await node.Records.ReadAsync(session => node.Get<ProvisionRows>().OfPersonAsync(session, talk.ContactId));
        var found = records.SingleOrDefault(record => record.Id == answer.Record!.Id);
        var exact = found is { Ground: LegalBasis.Consent, ConsentId: not null } && found.Body == body && found.Content.Items.SequenceEqual(agreed.Order())
            && found.DocumentHash == answer.Release!.Sheet.DocumentHash;
        return exact ? tally : tally with { Unrecorded = tally.Unrecorded + 1 };
    }

    private static Dictionary<string, string> Leaves(JsonObject json) => json.SelectMany(pair => FieldsOf.Values.Any(keys => keys.Contains(pair.Key)) || pair.Value is not JsonObject inner
            ? [KeyValuePair.Create(pair.Key, pair.Value?.ToJsonString() ?? "")]
            : inner.Select(within => KeyValuePair.Create($"{pair.Key}.{within.Key}", within.Value?.ToJsonString() ?? "")))
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private async Task AnswerAsync(Conversation talk, ConsentRecord record, ConsentItem[] agreed)
    {
        if (_random.Next(2) == 0)
        {
            await node.Get<AnswerConsent>().ByTapAsync(talk.ContactId, record.Id, record.TermsHash, agreed);
            return;
        }

        var numbers = record.Terms.Items.Index().Where(pair => agreed.Contains(pair.Item)).Select(pair => pair.Index + 1);
        await SayAsync(agreed.Length == 0 ? $"{record.Code} いいえ" : $"{record.Code} {string.Join(' ', numbers)}");
    }

    private Sheet SheetOf(int trial)
    {
        var sheet = new RandomSheets(unchecked((seed * 7919) + trial)).Full();
        return sheet with { Document = sheet.Document with { UseKind = UseKind.Handoff }, Person = sheet.Person with { PreferredName = $"ひと{trial}" } };
    }

    private async Task<Conversation> NewTalkAsync()
    {
        _person++;
        await SayAsync("こんばんは");
        var hash = node.Get<Contacts>().HashOf("line/komorebi", Redacted.Of($"U{_person}"));
        var waiting = (await node.Records.ReadAsync(session => ConversationRows.NewestAsync(session, "line/komorebi", hash)))!;
        return (await node.Move.TakeAsync(waiting.Id, Aoi.Id, Aoi.Name, fence: 1))!;
    }

    private Task<Received> SayAsync(string words) => node.Receive.ReceiveAsync(new Inbound(
        ConversationsNode.Organisation, ChannelNames.Line, "line/komorebi", Redacted.Of($"U{_person}"), Ids.NewSecret(), InboundKind.Message, Redacted.Of(words), SentAt: time.NowMs()));

    private async Task OpenDirectoryAsync()
    {
        var (propose, approve) = (node.Get<ProposeBody>(), node.Get<ApproveBody>());
        foreach (var (name, change, approved, disabled) in new (string, Func<BodyEntry, BodyEntry>, bool, bool)[]
        {
            ("みなと野くらしの自立相談センター", entry => entry, true, false), ("みなと野市 ふくし総合相談室", entry => entry, true, false),
            ("さくら川町社会福祉協議会", entry => entry, true, false), ("だれも見ていない窓口", entry => entry, false, false), ("止められた窓口", entry => entry, true, true),
            ("ひだまり舎", entry => entry with { Kinds = ["ibasho"], HandoffEmail = null }, true, false), ("Desk abroad", entry => entry with { Country = "PT", Areas = [] }, true, false),
        })
        {
            var entry = change(new BodyEntry { Name = name, Kinds = ["self_reliance"], Areas = [new BodyArea("131016")], HandoffEmail = "desk@example.jp" });
            var body = (await propose.AddAsync(Aoi, entry)).Body!;
            if (approved) await approve.ApproveAsync(Minato, body.Id, body.Version);
            if (disabled) await approve.DisableAsync(Minato, body.Id, "試し");
            _bodies.Add((body.Id, name, approved && !disabled && name is not ("ひだまり舎" or "Desk abroad")));
        }
    }

    // What happens between the question and the sending.
    private enum Deed
    {
        Nothing,
        Refuses,
        SaysNothing,
        Withdraws,
        WithdrawsAtOnce,
        IsLate,
        ChangesTheSheet,
        TakesAnotherSheet,
        GoesElsewhere,
        NobodyChecks,
    }
}
