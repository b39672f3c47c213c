using System.Globalization;
using System.Net.Mail;
using System.Text.RegularExpressions;

namespace Gateway.SupportBodies;

/// <summary>Something in an entry that cannot be used.</summary>
/// <param name="Field">Which field, for example <c>areas[0].code</c>.</param>
/// <param name="Fault">What is wrong: <c>missing</c>, <c>too_long</c>, <c>unknown</c>, <c>check_digit</c>, <c>format</c>, <c>range</c>, <c>place_only</c>, <c>formula</c>.</param>
public sealed record EntryFault(string Field, string Fault);

/// <summary>Says what is wrong with an entry, all of it at once. Pure.</summary>
public static partial class CheckEntry
{
    /// <summary>The longest name, in UTF-16 units.</summary>
    public const int LongestName = 200;

    /// <summary>The longest text, in UTF-16 units.</summary>
    public const int LongestText = 4000;

    /// <summary>The most areas, kinds or languages.</summary>
    public const int MostAreas = 200;

    /// <summary>What is kept of an import without being read, in UTF-16 units.</summary>
    public const int LargestOthers = 64 * 1024;

    /// <summary>Everything that is wrong; nothing when the entry can be kept.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="allowInvented">Whether places that do not exist (99…) are taken.</param>
    public static IReadOnlyList<EntryFault> Faults(BodyEntry entry, bool allowInvented)
    {
        var faults = new List<EntryFault>();
        if (string.IsNullOrWhiteSpace(entry.Name)) Add("name", "missing");
        foreach (var (field, text, longest) in Texts(entry))
        {
            if (text.Length > longest) Add(field, "too_long");
            // A table program would carry it out when an export is opened there.
            if (text.StartsWith('=') || text.StartsWith('@')) Add(field, "formula");
        }

        if (entry.Kinds.Count == 0) Add("kinds", "missing");
        if (entry.Kinds.Count > MostAreas || entry.Kinds.Any(kind => BodyKinds.Find(kind) is null)) Add("kinds", "unknown");
        CheckAreas(entry, allowInvented, Add);
        if (entry.Hours.Fault() is { } hours) Add("hours." + hours, "format");
        if (entry.MinimumAge is < 0 or > 150) Add("minimumAge", "range");
        if (entry.MaximumAge is < 0 or > 150 || entry.MaximumAge < entry.MinimumAge) Add("maximumAge", "range");
        if (entry.Languages.Count > MostAreas || entry.Languages.Any(language => !Language().IsMatch(language))) Add("languages", "format");
        if (entry.Capacity is { } capacity && (capacity.Maximum is < 0 or > 100_000 || capacity.Unit.Length is 0 or > 40)) Add("capacity", "range");
        if (entry.CorporateNumber is { } number && !IsCorporateNumber(number)) Add("corporateNumber", Digits().IsMatch(number) ? "check_digit" : "format");
        if (!Country().IsMatch(entry.Country)) Add("country", "format");
        if (entry.Website is { Length: > 0 } site && !(Uri.TryCreate(site, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")) Add("website", "format");
        if (entry.Address is { } place && (place.Latitude is < -90 or > 90 || place.Longitude is < -180 or > 180)) Add("address", "range");
        CheckContacts(entry, Add);
        if (entry.Disaster is { } disaster && !Primitives.Ids.IsId(disaster)) Add("disaster", "format");
        if (entry.Preset is { } preset) faults.AddRange(preset.Faults());
        if (entry.Others.Sum(other => other.Key.Length + other.Value.Length) > LargestOthers) Add("others", "too_long");
        return faults;

        void Add(string field, string fault) => faults.Add(new EntryFault(field, fault));
    }

    /// <summary>Whether a text is one plain e-mail address.</summary>
    public static bool IsEmail(string text) => text.Length <= 254 && !text.Any(char.IsWhiteSpace) && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Whether 13 digits are a 法人番号: the first is nine less the weighted sum of the others, modulo nine.</summary>
    public static bool IsCorporateNumber(string text)
    {
        if (!Digits().IsMatch(text)) return false;
        var sum = 0;
        for (var i = 1; i <= 12; i++) sum += (text[13 - i] - '0') * (i % 2 == 1 ? 1 : 2);
        return text[0] - '0' == 9 - (sum % 9);
    }

    private static void CheckAreas(BodyEntry entry, bool allowInvented, Action<string, string> add)
    {
        if (entry.Areas.Count > MostAreas) add("areas", "too_long");
        if (entry.Areas.Count == 0 && !entry.Nationwide && entry.Country == "JP") add("areas", "missing");
        for (var i = 0; i < entry.Areas.Count; i++)
        {
            var field = string.Create(CultureInfo.InvariantCulture, $"areas[{i}].code");
            var fault = AreaCode.Read(entry.Areas[i].Code, out var code);
            if (fault == AreaCodeFault.CheckDigit) add(field, "check_digit");
            else if (fault != AreaCodeFault.None) add(field, fault == AreaCodeFault.NotSixDigits ? "format" : "unknown");
            else if (code.IsInvented && !allowInvented) add(field, "unknown");
            if (entry.Areas[i].Tags is { } tags && (tags.Count > 50 || tags.Any(tag => tag.Length is 0 or > 100))) add(field, "too_long");
        }
    }

    private static void CheckContacts(BodyEntry entry, Action<string, string> add)
    {
        foreach (var (field, email) in new[] { ("publicEmail", entry.PublicEmail), ("handoffEmail", entry.HandoffEmail), ("liaison.email", entry.Liaison?.Email), ("deputy.email", entry.Deputy?.Email) })
        {
            if (email is not null && !IsEmail(email)) add(field, "format");
        }

        if (entry.Liaison is { Name.Length: 0 }) add("liaison.name", "missing");
        if (entry.Deputy is { Name.Length: 0 }) add("deputy.name", "missing");
        // Nobody may take a place for a desk because it has an address for hand-offs.
        if (entry.Kinds.Count > 0 && !BodyKinds.MayReceive(entry.Kinds) && (entry.HandoffEmail is not null || entry.TakesNotifications)) add("handoffEmail", "place_only");
    }

    private static IEnumerable<(string Field, string Text, int Longest)> Texts(BodyEntry entry)
    {
        (string, string?, int)[] all =
        [
            ("name", entry.Name, LongestName), ("nameKana", entry.NameKana, LongestName), ("nameEn", entry.NameEn, LongestName), ("runBy", entry.RunBy, LongestName),
            ("description", entry.Description, LongestText), ("eligibility", entry.Eligibility, LongestText), ("interpretation", entry.Interpretation, LongestText),
            ("phone", entry.Phone, 60), ("website", entry.Website, 1000), ("conditions", entry.Conditions, LongestText), ("howToApply", entry.HowToApply, LongestText),
            ("council", entry.Council, LongestName), ("alert", entry.Alert, 1000), ("hours.note", entry.Hours.Note, LongestText),
            ("liaison.name", entry.Liaison?.Name, LongestName), ("liaison.role", entry.Liaison?.Role, LongestName), ("liaison.phone", entry.Liaison?.Phone, 60),
            ("deputy.name", entry.Deputy?.Name, LongestName), ("deputy.role", entry.Deputy?.Role, LongestName), ("deputy.phone", entry.Deputy?.Phone, 60),
            ("address.postalCode", entry.Address?.PostalCode, 20), ("address.prefecture", entry.Address?.Prefecture, LongestName), ("address.city", entry.Address?.City, LongestName),
            ("address.street", entry.Address?.Street, 500), ("address.building", entry.Address?.Building, 500),
            ("source", entry.Source is { } source ? source.Scheme + source.Id + source.RunById : null, 600),
        ];
        return all.Where(text => text.Item2 is not null).Select(text => (text.Item1, text.Item2!, text.Item3));
    }

    [GeneratedRegex(@"^[0-9]{13}\z")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^[A-Z]{2}\z")]
    private static partial Regex Country();

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}\z")]
    private static partial Regex Language();
}
