using FsCheck;
using FsCheck.Fluent;
using Gateway.Consent;
using Xunit;

namespace Gateway.Tests.Consent;

public sealed class ConsentRulesTests
{
    private static readonly ConsentState[] States = Enum.GetValues<ConsentState>();

    [Fact]
    public void Nothing_leads_back_and_only_the_person_gives()
    {
        Assert.All(States, state => Assert.False(state.MayBecome(ConsentState.Asked)));
        Assert.Equal([ConsentState.Asked], States.Where(state => state.MayBecome(ConsentState.Given)));
        foreach (var ended in new[] { ConsentState.Declined, ConsentState.Lapsed, ConsentState.Withdrawn })
            Assert.DoesNotContain(States, next => ended.MayBecome(next));
        // A body may still be at what it took on: that is stopped also after the days of the yes.
        Assert.Equal([ConsentState.Withdrawn], States.Where(next => ConsentState.Expired.MayBecome(next)));
    }

    [Fact]
    public void Every_state_has_a_way_out_or_is_an_end() =>
        Assert.Equal([ConsentState.Asked, ConsentState.Given, ConsentState.Expired], States.Where(state => States.Any(next => state.MayBecome(next))));

    [Fact]
    public void Other_terms_have_another_hash()
    {
        var terms = Terms();
        ConsentTerms[] others =
        [
            terms with { Recipient = "B01" }, terms with { RecipientName = "x" }, terms with { Purpose = ConsentPurpose.Together }, terms with { Topic = "x" },
            terms with { Items = [ConsentItem.Name] }, terms with { Document = "x" }, terms with { Revision = 2 }, terms with { DocumentHash = new string('b', 64) },
            terms with { AgeBand = AgeBand.Unknown }, terms with { Language = "en" }, terms with { ValidDays = 31 }, terms with { Words = "2" },
        ];
        Assert.Equal(others.Length + 1, others.Append(terms).Select(one => one.Hash()).Distinct().Count());
        Assert.Equal(terms.Hash(), (terms with { }).Hash());
    }

    [Fact]
    public void It_is_live_exactly_when_all_of_it_holds() => Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed =>
    {
        var random = new Random(seed);
        var settings = new ConsentSettings { GuardianUnder = random.GetItems([12, 16, 18], 1)[0] };
        var terms = Terms() with { AgeBand = random.GetItems(Enum.GetValues<AgeBand>(), 1)[0] };
        var items = random.GetItems<ConsentItem>([.. ConsentItems.All], random.Next(0, 4)).Distinct().ToList();
        var record = new ConsentRecord(
            "c", "o", "v", "p", "27", random.GetItems(States, 1)[0], terms, random.Next(8) == 0 ? "other" : terms.Hash(), "aoi", 0, 100,
            random.Next(4) == 0 ? null : new ConsentAnswer(items, ConsentMethods.Tap, null), 10, random.Next(4) == 0 ? null : random.Next(0, 200), null, null,
            random.GetItems([null, "aoi", "minato"], 1)[0], random.GetItems(Enum.GetValues<GuardianConsent>(), 1)[0]);
        var (recipient, hash) = (random.Next(6) == 0 ? "B01" : "B03", random.Next(6) == 0 ? new string('b', 64) : new string('a', 64));
        var young = terms.AgeBand is AgeBand.Under12 || (terms.AgeBand == AgeBand.From12To15 && settings.GuardianUnder >= 16)
            || (terms.AgeBand == AgeBand.From16To17 && settings.GuardianUnder == 18);
        var holds = record.State == ConsentState.Given && record.Answer is { Items.Count: > 0 } && record.ValidUntil > 100 && recipient == "B03" && hash[0] == 'a'
            && record.TermsHash == terms.Hash() && items.All(terms.Items.Contains)
            && (terms.AgeBand == AgeBand.Adult || record.CheckedBy == "minato") && (!young || record.Guardian == GuardianConsent.Given);
        return holds == (ConsentRules.Check(record, recipient, "sheet", hash, 100, settings) == LiveCheck.Live);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000));

    private static ConsentTerms Terms() => new(
        "B03", "くらしの自立相談センター", "自立相談支援機関", null, ConsentPurpose.Contact, "住まい", [ConsentItem.Name, ConsentItem.Contact, ConsentItem.Story], "sheet", 1,
        new string('a', 64), AgeBand.Adult, "ja", "1", 30);
}
