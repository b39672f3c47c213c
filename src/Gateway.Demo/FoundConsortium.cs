using Gateway.Consortium;
using Gateway.Consortium.Overflow;
using Gateway.Organisations;
using Gateway.Primitives;
using Gateway.Records;

namespace Gateway.Demo;

/// <summary>Lets the four example organisations help each other out, once: founded, signed by each, and in force, as it would be by hand.</summary>
public static class FoundConsortium
{
    private static readonly Dictionary<string, MemberTerms> s_terms = new()
    {
        ["komorebi"] = new() { Gives = true, Takes = true, Weight = 2 },
        // Volunteers in Lisbon, Toronto and São Paulo: Japan's night is their day.
        ["yoake"] = new() { Gives = true, Takes = true, Weight = 3, Languages = ["ja", "en"], Countries = ["PT", "CA", "BR"] },
        ["sorairo"] = new() { Gives = true, Takes = true, AgeTo = 19 },
        ["kokoro"] = new() { Gives = true, Takes = true, Areas = ["990001"] },
    };

    /// <summary>Does nothing where there is a consortium already.</summary>
    /// <exception cref="InvalidOperationException">A step was refused.</exception>
    public static async Task RunAsync(IServiceProvider services, ExampleStaff staff, TimeProvider time, CancellationToken cancel = default)
    {
        if (await services.GetRequiredService<IRecords>().ReadAsync(session => session.AnyAsync("SELECT 1 FROM consortium LIMIT 1"), cancel)) return;
        var founder = staff.Of("komorebi", Roles.Coordinator);
        var founded = Done(await services.GetRequiredService<ProposeCharter>().FoundAsync(founder, Agreement(time), cancel));
        var sign = services.GetRequiredService<SignAgreement>();
        foreach (var member in s_terms.Keys) Done(await sign.SignAsync(staff.Of(member, Roles.Coordinator), founded.Id, 1, founded.Newest.Hash, cancel));
        Done(await sign.EnactAsync(founder, founded.Id, 1, cancel));
        var standing = services.GetRequiredService<ChangeStanding>();
        foreach (var (member, terms) in s_terms) Done(await standing.SetTermsAsync(staff.Of(member, Roles.Coordinator), founded.Id, terms, cancel));
    }

    private static Charter Agreement(TimeProvider time)
    {
        var today = DateOnly.FromDateTime(JapaneseDay.StartOf(time.GetUtcNow()).DateTime);
        return new Charter
        {
            Name = "かくう よるのつながり",
            NameEn = "Invented Night Network",
            Form = SharingForm.Joint,
            Members = [.. s_terms.Keys],
            Items = [.. SharedItems.All],
            Purpose = "相談の窓口が混んでいるとき・閉まっているときに、待っている方に早く答えるため",
            PurposeEn = "To answer people who wait sooner when an organisation is full or closed",
            From = today,
            Until = today.AddYears(1).AddDays(-1),
            Responsible = new ResponsiblePerson("NPO法人 こもれび相談室", "架空県みなと野市1-1", "しみず", "000-0000-0009"),
            Rules = new OverflowRules { Countries = ["JP", "PT", "CA", "BR"] },
            Words = "第1条 この合意は、待っている方に早く答えるために、おたがいに応援することを定める。\n第2条 ほかの団体が答える前に、本人に聞く。断っても順番は変わらない。",
        };
    }

    private static ConsortiumRecord Done(ConsortiumAnswer answer) => answer is { Outcome: ConsortiumOutcome.Done, Consortium: { } consortium }
        ? consortium
        : throw new InvalidOperationException($"The example consortium was refused: {answer.Outcome} {string.Join(", ", answer.Faults ?? [])}");
}
