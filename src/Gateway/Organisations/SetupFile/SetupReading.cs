using Gateway.Primitives;

namespace Gateway.Organisations.SetupFile;

/// <summary>Somebody the set-up file names.</summary>
/// <param name="UserName">What they sign in with, as written.</param>
/// <param name="Name">What persons and colleagues see.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Organisation">Where they belong.</param>
/// <param name="Password">The password from the secret that the file refers to.</param>
/// <param name="Body">For <see cref="Roles.SupportBody"/>: which body of the directory.</param>
internal sealed record SetupPerson(string UserName, string Name, string Role, string Organisation, Redacted<string> Password, string? Body = null);

/// <summary>What a set-up file says, and everything that is wrong with it.</summary>
/// <remarks>Only when <see cref="Problems"/> is empty is the rest complete.</remarks>
internal sealed class SetupReading
{
    private SetupReading(OrganisationDirectory directory, IReadOnlyList<SetupPerson> people, IReadOnlyList<SetupProblem> problems) =>
        (Directory, People, Problems) = (directory, people, problems);

    /// <summary>Organisations and channel accounts.</summary>
    public OrganisationDirectory Directory { get; }

    /// <summary>The people of the organisations that are open.</summary>
    public IReadOnlyList<SetupPerson> People { get; }

    /// <summary>Everything that keeps the file from being used, in the order of its lines.</summary>
    public IReadOnlyList<SetupProblem> Problems { get; }

    /// <summary>Reads the file and fetches the secrets that it refers to.</summary>
    public static SetupReading FromFile(string file)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
            return FromText(File.ReadAllText(file), new SecretSources(Environment.GetEnvironmentVariable, folder));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return Failed(new("", 0, $"the set-up file \"{file}\" {(File.Exists(file) ? "may not be read" : "does not exist")}; its format is explained in docs/setup.md"));
        }
    }

    /// <summary>Reads a file's text.</summary>
    public static SetupReading FromText(string text, SecretSources secrets)
    {
        try
        {
            var setup = new ReadSetup(secrets);
            setup.Read(SetupYaml.Read(text) ?? new SetupMap(1, []));
            return new(
                new OrganisationDirectory(setup.Organisations.All, setup.Line.All, setup.Sms.All, setup.Chat.All) { PartnerGateways = setup.PartnerGateways.All }, setup.People.All,
                [.. setup.Problems.OrderBy(problem => problem.Line)]);
        }
        catch (SetupYamlException error)
        {
            return Failed(new("", error.Line, error.Message));
        }
    }

    private static SetupReading Failed(SetupProblem problem) => new(new OrganisationDirectory([], [], [], []), [], [problem]);
}
