using Gateway.Organisations.SetupFile;

namespace Gateway.Organisations;

/// <summary>The command <c>check FILE</c>: says whether a set-up file could be used, without starting anything.</summary>
public static class SetupCheck
{
    /// <summary>Checks the file named by the last of <paramref name="args"/> (<c>check FILE</c> or <c>FILE</c>) and prints what it finds.</summary>
    /// <returns>The exit code: 0 usable, 1 not usable, 2 no file named.</returns>
    public static Task<int> RunAsync(string[] args) => RunAsync(args, Console.Out);

    /// <summary>The organisations of a set-up file, for a command that only asks; nothing when the file cannot be used.</summary>
    public static OrganisationDirectory? Read(string file) => SetupReading.FromFile(file) is { Problems.Count: 0 } reading ? reading.Directory : null;

    internal static async Task<int> RunAsync(string[] args, TextWriter output)
    {
        if (args is ["check", ..]) args = args[1..];
        if (args is not [var file])
        {
            await output.WriteLineAsync("Usage: check FILE   (for example: check organisations.yaml)");
            return 2;
        }

        var reading = SetupReading.FromFile(file);
        foreach (var problem in reading.Problems) await output.WriteLineAsync(problem.ToString());
        await output.WriteLineAsync(reading.Problems.Count > 0 ? $"{file}: {Count(reading.Problems.Count, "problem")}" : $"{file} can be used.");
        if (reading.Problems.Count > 0) return 1;
        foreach (var organisation in reading.Directory.Organisations) await output.WriteLineAsync(Summary(organisation, reading));
        return 0;
    }

    private static string Summary(Organisation organisation, SetupReading reading)
    {
        if (organisation.Closed) return $"  {organisation.Id}: closed";
        var directory = reading.Directory;
        string[] parts =
        [
            Count(directory.LineAccounts.Count(account => account.Organisation == organisation.Id), "LINE account"),
            Count(directory.SmsAccounts.Count(account => account.Organisation == organisation.Id), "SMS number"),
            Count(directory.ChatEntrances.Count(entrance => entrance.Organisation == organisation.Id), "web chat"),
            reading.People.Count(person => person.Organisation == organisation.Id) is var people and not 1 ? $"{people} people" : "1 person",
        ];
        var partners = directory.PartnerGateways.Count(gateway => gateway.Organisation == organisation.Id);
        return $"  {organisation.Id} ({organisation.Name}): {string.Join(", ", partners > 0 ? [.. parts, Count(partners, "partner gateway")] : parts)}";
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}
