using System.Globalization;

namespace Gateway.Organisations.SetupFile;

/// <summary>Reads the gateways of partners. What they send is believed by their key alone: addresses and keys are checked strictly.</summary>
internal static class ReadPartnerGateway
{
    private const string NoAddress = "must be an address beginning with https:// (http:// only to this machine itself), with nothing after the host or path";

    /// <summary>Reads one and adds it; its id, if it has a usable one.</summary>
    public static SetupField? Read(SetupSection section, string organisation, SecretSources secrets, Unique<PartnerGateway> gateways, Unique<PartnerKey> keys)
    {
        var id = section.Slug("id");
        var name = section.Required("name");
        var nameEn = section.Optional("nameEn")?.Text;
        var address = section.Required("address", Address, NoAddress);
        var ourAddress = section.Required("ourAddress", Address, NoAddress);
        var signing = section.Secret("signingKey", secrets);
        var ours = signing is { } pem ? PartnerKeys.PublicHalf(pem.Value) : null;
        if (signing is { } text && PartnerKeys.ReadPrivate(text.Value).Problem is { } problem) section.Problem("signingKey", section.Optional("signingKey")!.Value.Line, problem);
        var signingKeyId = section.Required("signingKeyId", KeyId, NoKeyId);
        var theirs = section.List("keys").Select(key => ReadKey(key, ours, keys)).OfType<PartnerKey>().ToList();
        var takes = ReadTakes(section);
        // A partner that signs as we do would take its own calls for ours, and the other way round.
        if (address is { } there && ourAddress is { } here && there.Value == here.Value) section.Problem("address", there.Field.Line, "is our own address; the partner's is needed");
        if (theirs.Count is 0 or > 2) section.Problem("keys", id?.Line ?? 0, "must hold the partner's key, or two of them while it is changing them");
        if (id is { } slug)
            gateways.Add(new(slug.Text, organisation, name?.Text ?? "", nameEn, address?.Value ?? "", ourAddress?.Value ?? "", signing ?? default, signingKeyId?.Value ?? "", theirs) { Takes = takes }, slug);
        section.RefuseOtherKeys();
        return id;
    }

    private static PartnerTakes? ReadTakes(SetupSection section)
    {
        if (section.Section("takes") is not { } takes) return null;
        var agreement = takes.Required("agreement", Fingerprint, "must be the fingerprint of the agreement that was signed: 64 hexadecimal digits in lower case");
        var (atOnce, perDay) = (HowMany("atOnce", 50), HowMany("perDay", 10_000));
        var languages = takes.Texts("languages", text => text.Length is >= 2 and <= 8 && text.All(letter => char.IsAsciiLetterLower(letter) || letter == '-') ? text : null, "must be the short code of a language, for example ja");
        takes.RefuseOtherKeys();
        return agreement is { } signed ? new PartnerTakes(signed.Value, atOnce ?? 3, languages.Count == 0 ? ["ja"] : languages) { PerDay = perDay ?? 20 } : null;

        int? HowMany(string key, int most) => takes.Optional(
            key, text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many >= 1 && many <= most ? (object)many : null, string.Create(CultureInfo.InvariantCulture, $"must be a number from 1 to {most}")) as int?;
    }

    private static string? Fingerprint(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower) ? text : null;

    private const string NoKeyId = "must be 4 to 60 letters (a-z, A-Z), digits or any of . _ -";

    private static PartnerKey? ReadKey(SetupSection section, byte[]? ours, Unique<PartnerKey> keys)
    {
        var id = section.Required("keyId", KeyId, NoKeyId);
        var key = section.Required("publicKey", PartnerKeys.ReadPublic, "must be a public key on the curve P-256: the Base64 lines of its PEM, put together on one line");
        section.RefuseOtherKeys();
        if (id is not { } named || key is not { } read) return null;
        if (ours is not null && read.Value.AsSpan().SequenceEqual(ours))
        {
            section.Problem("publicKey", read.Field.Line, "is the public half of our own signingKey; the partner's is needed");
            return null;
        }

        var found = new PartnerKey(named.Value, read.Value);
        keys.Add(found, named.Field);
        return found;
    }

    private static string? KeyId(string text) =>
        text.Length is >= 4 and <= 60 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-') ? text : null;

    // Both sides compare it letter by letter: one way of writing.
    private static string? Address(string text) => SetupForms.Endpoint(text)?.GetLeftPart(UriPartial.Path).TrimEnd('/');
}
