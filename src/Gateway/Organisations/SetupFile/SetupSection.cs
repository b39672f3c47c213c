using Gateway.Primitives;

namespace Gateway.Organisations.SetupFile;

/// <summary>A value with the place where it stands, so that what is found wrong later can still be pointed at.</summary>
internal readonly record struct SetupField(string Text, string Path, int Line);

/// <summary>One mapping of the file while it is being read. It remembers what was asked for, and tells what nobody asked for.</summary>
internal sealed class SetupSection
{
    private readonly Dictionary<string, (SetupNode Value, int Line)> _values = [];
    private readonly List<string> _known = [];
    private readonly List<SetupProblem> _problems;
    private readonly string _path;
    private readonly int _line;

    /// <summary>Starts reading <paramref name="node"/>, which should be a mapping.</summary>
    public SetupSection(SetupNode node, string path, List<SetupProblem> problems)
    {
        (_path, _problems, _line) = (path, problems, node.Line);
        if (node is not SetupMap map)
        {
            problems.Add(new(path, node.Line, "keys with values are expected here, each as \"key: value\""));
            Unreadable = true;
            return;
        }

        foreach (var (key, line, value) in map.Keys)
        {
            if (!_values.TryAdd(key, (value, line))) problems.Add(new(At(key), line, $"this key stands twice (first on line {_values[key].Line})"));
        }
    }

    /// <summary>Whether there are no keys to be read at all, which was told already.</summary>
    public bool Unreadable { get; }

    /// <summary>A text that may be left out or left empty.</summary>
    public SetupField? Optional(string key)
    {
        if (Find(key) is not { } found) return null;
        if (found.Value is SetupText { Text: var text }) return string.IsNullOrWhiteSpace(text) ? null : new SetupField(text.Trim(), At(key), found.Line);
        Problem(key, found.Line, "must be a single text");
        return null;
    }

    /// <summary>A text that must be there; nothing, with a problem noted, when it is not.</summary>
    public SetupField? Required(string key)
    {
        if (!Unreadable && !_values.ContainsKey(key)) Problem(key, _line, "is missing");
        var field = Optional(key);
        if (field is null && _values.TryGetValue(key, out var found) && found.Value is SetupText) Problem(key, found.Line, "has no value");
        return field;
    }

    /// <summary>A text that must have a form.</summary>
    /// <param name="key">Where.</param>
    /// <param name="form">The text as it is used, or nothing when it has not the form.</param>
    /// <param name="otherwise">What is said then.</param>
    public (T Value, SetupField Field)? Required<T>(string key, Func<string, T?> form, string otherwise) where T : class
    {
        if (Required(key) is not { } field) return null;
        if (form(field.Text) is { } value) return (value, field);
        Problem(key, field.Line, otherwise);
        return null;
    }

    /// <summary>A text that may be left out, but must have a form when it is there.</summary>
    /// <param name="key">Where.</param>
    /// <param name="form">The text as it is used, or nothing when it has not the form.</param>
    /// <param name="otherwise">What is said then.</param>
    public T? Optional<T>(string key, Func<string, T?> form, string otherwise) where T : class
    {
        if (Optional(key) is not { } field) return null;
        if (form(field.Text) is { } value) return value;
        Problem(key, field.Line, otherwise);
        return null;
    }

    /// <summary>A name that stands in addresses.</summary>
    public SetupField? Slug(string key) =>
        Required(key, text => SetupForms.IsSlug(text) ? text : null, "must be 2 to 40 small letters (a-z), digits or hyphens: it stands in addresses")?.Field;

    /// <summary>A secret by reference.</summary>
    public Redacted<string>? Secret(string key, SecretSources secrets, bool optional = false)
    {
        if ((optional ? Optional(key) : Required(key)) is not { } field) return null;
        var (secret, problem) = secrets.Fetch(field.Text);
        if (problem is not null) Problem(key, field.Line, problem);
        return secret;
    }

    /// <summary>Yes or no; no when left out.</summary>
    public bool Flag(string key)
    {
        if (Optional(key) is not { } field) return false;
        if (field.Text is "true" or "false") return field.Text == "true";
        Problem(key, field.Line, "must be true or false");
        return false;
    }

    /// <summary>A mapping of its own; nothing when it is left out.</summary>
    public SetupSection? Section(string key)
    {
        if (Find(key) is not { } found || found.Value is SetupText { Text: null }) return null;
        if (found.Value is SetupMap map) return new SetupSection(map, At(key), _problems);
        Problem(key, found.Line, "must have keys of its own, each as \"key: value\"");
        return null;
    }

    /// <summary>The mappings of a list; none when it is left out.</summary>
    public IEnumerable<SetupSection> List(string key)
    {
        if (Find(key) is not { } found || found.Value is SetupText { Text: null }) return [];
        if (found.Value is SetupList list) return [.. list.Items.Select((item, i) => new SetupSection(item, $"{At(key)}[{i}]", _problems))];
        Problem(key, found.Line, "must be a list, each item beginning with \"- \"");
        return [];
    }

    /// <summary>The texts of a list, each in its form; none when it is left out.</summary>
    public IReadOnlyList<string> Texts(string key, Func<string, string?> form, string otherwise)
    {
        if (Find(key) is not { } found || found.Value is SetupText { Text: null }) return [];
        if (found.Value is not SetupList list)
        {
            Problem(key, found.Line, "must be a list, each item beginning with \"- \"");
            return [];
        }

        var texts = new List<string>();
        foreach (var (item, i) in list.Items.Select((item, i) => (item, i)))
        {
            if (item is SetupText { Text: { } text } && form(text.Trim()) is { } value) texts.Add(value);
            else Problem($"{key}[{i}]", item.Line, otherwise);
        }

        return texts;
    }

    /// <summary>Names keys that may stand here and are not read.</summary>
    public void PassOver(params IEnumerable<string> keys) => _known.AddRange(keys);

    /// <summary>Notes a problem with a value of this section.</summary>
    public void Problem(string key, int line, string what) => _problems.Add(new(At(key), line, what));

    /// <summary>Tells about keys that nobody asked for. Call it last.</summary>
    public void RefuseOtherKeys()
    {
        foreach (var (key, (_, line)) in _values.Where(value => !_known.Contains(value.Key)))
        {
            var meant = SetupForms.Nearest(key, _known);
            Problem(key, line, meant is null ? $"there is no such key here (there are: {string.Join(", ", _known)})" : $"there is no such key here; did you mean {meant}?");
        }
    }

    private (SetupNode Value, int Line)? Find(string key)
    {
        if (!_known.Contains(key)) _known.Add(key);
        return _values.TryGetValue(key, out var found) ? found : null;
    }

    private string At(string key) => _path.Length == 0 ? key : $"{_path}.{key}";
}
