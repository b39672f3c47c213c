using System.Globalization;

namespace Gateway.Organisations.SetupFile;

/// <summary>Reads by what LINE knows us. Keys of another kind of token are refused: whoever wrote them expects something of them.</summary>
internal static class ReadLineCredential
{
    private const int MostHours = 30 * 24;
    private static readonly string[] s_keys = ["accessToken", "channelId", "assertionKey", "assertionKeyId", "tokenHours"];

    private static readonly Dictionary<string, string[]> s_kinds = new()
    {
        ["long-lived"] = ["accessToken"],
        ["stateless"] = ["channelId"],
        ["v2.1"] = ["channelId", "assertionKey", "assertionKeyId", "tokenHours"],
    };

    /// <summary>The credential; one that is not complete has its problem noted.</summary>
    public static LineCredential Read(SetupSection section, SecretSources secrets)
    {
        var written = section.Optional("tokenKind");
        var kind = written?.Text ?? "long-lived";
        section.PassOver(s_keys);
        if (!s_kinds.TryGetValue(kind, out var used))
        {
            section.Problem("tokenKind", written!.Value.Line, $"there is no such kind of token (there are: {string.Join(", ", s_kinds.Keys)})");
            return new LineCredential.LongLived(default);
        }

        foreach (var key in s_keys.Except(used))
        {
            if (section.Optional(key) is { } field)
                section.Problem(key, field.Line, $"is not used with \"tokenKind: {kind}\"; remove it, or choose the tokenKind that it belongs to");
        }

        return kind switch
        {
            "long-lived" => new LineCredential.LongLived(section.Secret("accessToken", secrets) ?? default),
            "stateless" => new LineCredential.Stateless(ChannelId(section)),
            _ => Keyed(section, secrets),
        };
    }

    private static LineCredential.Keyed Keyed(SetupSection section, SecretSources secrets)
    {
        var key = section.Secret("assertionKey", secrets);
        if (key is { } text)
        {
            var (rsa, problem) = LineSigningKey.Read(text.Value);
            rsa?.Dispose();
            if (problem is not null) section.Problem("assertionKey", section.Optional("assertionKey")!.Value.Line, problem);
        }

        var keyId = section.Required("assertionKeyId")?.Text ?? "";
        return new LineCredential.Keyed(ChannelId(section), keyId, key ?? default, TimeSpan.FromHours(Hours(section)));
    }

    private static string ChannelId(SetupSection section) => section.Required(
        "channelId", text => text.Length <= 20 && text.All(char.IsAsciiDigit) ? text : null,
        "must be the channel's id: digits only (LINE Developers console, \"Basic settings\")")?.Value ?? "";

    private static int Hours(SetupSection section)
    {
        if (section.Optional("tokenHours") is not { } field) return 24;
        if (int.TryParse(field.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var hours) && hours is >= 1 and <= MostHours) return hours;
        section.Problem("tokenHours", field.Line, $"must be a number from 1 to {MostHours} (LINE gives tokens for 30 days at most)");
        return 24;
    }
}
