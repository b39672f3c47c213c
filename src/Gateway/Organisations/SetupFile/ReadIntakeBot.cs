namespace Gateway.Organisations.SetupFile;

/// <summary>Reads the intake bot that an organisation has brought itself. It is told what people in need write: its address and its keys are checked strictly.</summary>
internal static class ReadIntakeBot
{
    private const int ShortestSecret = 24;

    /// <summary>The bot; nothing when the file says nothing of one.</summary>
    public static IntakeBotAccount? Read(SetupSection organisation, SecretSources secrets)
    {
        if (organisation.Section("intakeBot") is not { } section) return null;
        var connects = section.Required("mode", text => text is "expectReplies" or "connector" ? text : null, "must be expectReplies (it answers in the very call) or connector (it calls back)")
            is { Value: "connector" };
        var local = section.Flag("local");
        var url = section.Required(
            "url", text => SetupForms.Endpoint(text) is { } uri && (uri.IsLoopback || !local) ? uri : null,
            local
                ? "must be an address of this machine itself (http://127.0.0.1:…), because of \"local: true\""
                : "must be an address beginning with https:// (http:// only to this machine itself), with nothing after the path");
        var joins = section.Optional("joins");
        if (joins is { Text: not ("first-word" or "handoff") } field)
            section.Problem("joins", field.Line, "must be first-word (people are in the queue at once) or handoff (when the bot hands them over)");
        var bot = new IntakeBotAccount(url?.Value ?? new Uri("about:blank"), "") { Connects = connects, Local = local, LetsIn = joins?.Text == "handoff" };
        if (local) section.PassOver("appId", "secret");
        else bot = WithKeys(section, secrets, bot);
        section.RefuseOtherKeys();
        return bot;
    }

    private static IntakeBotAccount WithKeys(SetupSection section, SecretSources secrets, IntakeBotAccount bot)
    {
        var appId = section.Required("appId", text => text.Length <= 100 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.') ? text : null,
            "must be the bot's app id: letters (a-z), digits or any of - _ .");
        var secret = section.Secret("secret", secrets, optional: !bot.Connects);
        if (secret is { } given && given.Value.Length < ShortestSecret)
            section.Problem("secret", section.Optional("secret")!.Value.Line, $"the secret is too short; it needs at least {ShortestSecret} characters");
        return bot with { AppId = appId?.Value ?? "", Secret = secret };
    }
}
