namespace Gateway.Organisations.SetupFile;

/// <summary>Reads the numbers for SMS: what all of them have, and what each provider needs besides.</summary>
internal static class ReadSms
{
    private const string EndpointForm = "must be an address beginning with https:// (http:// only to this machine itself), with nothing after the path";
    private static readonly Uri s_twilio = new("https://api.twilio.com");

    /// <summary>Reads one number. An account that cannot be used is noted among the problems and left out.</summary>
    public static void Read(SetupSection section, string owner, SecretSources secrets, Unique<SmsAccount> accounts)
    {
        var account = section.Slug("account");
        var provider = section.Required("provider", text => text is "acs" or "twilio" ? text : null,
            "there are two providers: acs (Azure Communication Services) and twilio");
        var number = section.Required("number", SetupForms.Number, "must be a phone number with its country code, in quotation marks, for example \"+815000000001\"");
        var price = section.Optional("partPrice", SetupForms.Price, "must be an amount and a currency of three letters, for example \"8.8 JPY\"");
        var known = new Known(account?.Text ?? "", owner, number?.Value ?? "", price);
        // Without a word for the provider the rest is checked as the first one's.
        SmsAccount read = provider?.Value == "twilio" ? Twilio(section, secrets, known) : Acs(section, secrets, known);
        read = read with { Common = section.Flag("commonEntrance") };
        if (account is { } a && number is { } n) accounts.Add(read, a, n.Field with { Text = n.Value });
        section.RefuseOtherKeys();
    }

    private static AcsAccount Acs(SetupSection section, SecretSources secrets, Known known)
    {
        var endpoint = section.Required("endpoint", SetupForms.Endpoint, EndpointForm)?.Value;
        var accessKey = section.Secret("accessKey", secrets);
        if (accessKey is { } key && !SetupForms.IsBase64(key.Value))
            section.Problem("accessKey", section.Optional("accessKey")!.Value.Line, "the secret is not Base64; copy the whole key from the provider");
        var eventsKey = section.Secret("eventsKey", secrets);
        var previous = section.Secret("previousEventsKey", secrets, optional: true);
        return new AcsAccount(
            known.Account, known.Owner, known.Number, endpoint ?? new Uri("about:blank"), accessKey ?? default, eventsKey ?? default, previous, known.Price);
    }

    private static TwilioAccount Twilio(SetupSection section, SecretSources secrets, Known known)
    {
        var endpoint = section.Optional("endpoint", SetupForms.Endpoint, EndpointForm);
        var sid = section.Required("accountSid", text => SetupForms.IsAccountSid(text) ? text : null,
            "must be AC and 32 hexadecimal digits (Twilio console, \"Account SID\"; an API key, which begins with SK, cannot check signatures)")?.Value;
        var token = section.Secret("authToken", secrets);
        var previous = section.Secret("previousAuthToken", secrets, optional: true);
        var address = section.Required("publicAddress", SetupForms.Endpoint,
            "must be the address at which Twilio finds this gateway, beginning with https:// (http:// only for this machine itself), with nothing after the path")?.Value;
        return new TwilioAccount(
            known.Account, known.Owner, known.Number, endpoint ?? s_twilio, sid ?? "", token ?? default, previous, address ?? new Uri("about:blank"), known.Price);
    }

    private sealed record Known(string Account, string Owner, string Number, PartPrice? Price);
}
