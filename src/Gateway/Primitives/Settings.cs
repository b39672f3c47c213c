namespace Gateway.Primitives;

/// <summary>A slice's settings: a type with safe defaults that can say what is wrong with the values it was given.</summary>
public interface ISettings
{
    /// <summary>Where the values stand, for example <c>Gateway:Records</c>.</summary>
    static abstract string Section { get; }

    /// <summary>One sentence for each value that cannot be used, each beginning with the key relative to the section.</summary>
    IEnumerable<string> Problems();
}

/// <summary>Reads settings once at start, refuses unknown keys, and collects every problem before it complains.</summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<string> _problems = [];
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Everything found wrong so far, each with its full key.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Reads one slice's settings and registers them as a singleton.</summary>
    public T Read<T>(IServiceCollection services) where T : class, ISettings, new()
    {
        var settings = new T();
        var section = configuration.GetSection(T.Section);
        _read.Add(T.Section);
        try
        {
            section.Bind(settings, options => options.ErrorOnUnknownConfiguration = true);
            foreach (var problem in settings.Problems()) _problems.Add($"{T.Section}:{problem}");
        }
        catch (InvalidOperationException error)
        {
            _problems.Add($"{T.Section}: {InPlainWords(error)}");
        }

        services.AddSingleton(settings);
        return settings;
    }

    // The binder's own sentences are for programmers: an unknown key, or a value that is not of the setting's type.
    private static string InPlainWords(InvalidOperationException error)
    {
        const string unknown = "not found on the instance of";
        var at = error.Message.IndexOf(unknown, StringComparison.Ordinal);
        return at < 0
            ? $"{error.Message} {error.InnerException?.Message}".TrimEnd()
            : "there is no such setting: " + error.Message[(error.Message.IndexOf(':', at) + 1)..].Trim();
    }

    /// <summary>Finds values below <c>Gateway:</c> that nobody reads: most often a misspelt key.</summary>
    private void RefuseUnknownKeys()
    {
        foreach (var (key, value) in configuration.GetSection("Gateway").AsEnumerable())
        {
            if (value is not null && !_read.Any(section => key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase)))
                _problems.Add($"{key}: no such setting (there are: {string.Join(", ", _read.Order())})");
        }
    }

    /// <summary>Ends the start when anything is wrong, unknown keys included.</summary>
    /// <exception cref="SettingsRefusedException">Names every problem.</exception>
    public void ThrowIfAnyProblem()
    {
        RefuseUnknownKeys();
        if (_problems.Count > 0) throw new SettingsRefusedException(_problems);
    }
}
