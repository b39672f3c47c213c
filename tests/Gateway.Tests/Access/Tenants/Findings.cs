namespace Gateway.Tests.Access.Tenants;

/// <summary>What was found wrong, all of it: one line for each call that tells too much.</summary>
internal sealed class Findings(HouseOfAll house)
{
    // Words and names that only the first organisation and its people have.
    private static readonly string[] s_words = ["こもれび", "org1", "りく", "もりた", "さとう", "すずき", "ひみつ町", "相談できるところができました"];

    private readonly List<string> _all = [];

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<string> All => _all;

    /// <summary>Adds one.</summary>
    public void Add(string wrong) => _all.Add(wrong);

    /// <summary>Both calls must be answered alike.</summary>
    public void Same(string call, AnsweredCall theirs, AnsweredCall nobodys)
    {
        if (theirs != nobodys) Add($"{call} tells what is another organisation's from what nobody has:\n{theirs}\n{nobodys}");
    }

    /// <summary>Nothing of the first organisation may be in it.</summary>
    public void Silent(string call, string said)
    {
        foreach (var word in s_words.Concat(house.Theirs.Values).Where(word => said.Contains(word, StringComparison.Ordinal)))
            Add($"{call} holds {word} of another organisation: {said}");
    }

    /// <summary>The records must be as they were, but for what strangers did to their own, under their own name.</summary>
    public void Unchanged(IReadOnlySet<string> before)
    {
        var after = RecordsDump.Of(house);
        string[] own = ["=org2", .. house.Strangers.Values];
        foreach (var row in before.Except(after).Concat(after.Except(before)))
        {
            if (!own.Any(mark => row.Contains(mark, StringComparison.Ordinal)) || house.Theirs.Values.Any(id => row.Contains(id, StringComparison.Ordinal)))
                Add($"After the strangers' calls the records {(before.Contains(row) ? "lack" : "have")} {row}");
        }
    }
}
