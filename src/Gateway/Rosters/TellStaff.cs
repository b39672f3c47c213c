using System.Globalization;
using System.Text.Json;
using Gateway.Mail;
using Gateway.Organisations;
using Gateway.Records;
using Gateway.SupportBodies.Hours;

namespace Gateway.Rosters;

/// <summary>What a letter about a shift says.</summary>
internal enum Told
{
    /// <summary>It begins soon.</summary>
    Reminder,

    /// <summary>They were given it.</summary>
    Assigned,

    /// <summary>Somebody else has it now.</summary>
    Relieved,

    /// <summary>They have it again, because whoever was given it declined.</summary>
    Back,

    /// <summary>It was taken off the roster.</summary>
    Removed,
}

/// <summary>Writes to those who are on the roster, where they gave an address. A letter names the organisation and the time and nothing else.</summary>
internal sealed class TellStaff(PersonRows people, SendLetters post, OrganisationDirectory organisations)
{
    private static readonly Dictionary<string, Dictionary<string, string>> s_texts = new[] { "ja", "en" }.ToDictionary(language => language, Read);

    /// <summary>Posts a letter in the transaction from which it follows; nothing where they gave no address or no mail is set up.</summary>
    public async Task Async(RecordsSession session, string staffId, Told what, RosterShift shift)
    {
        if (!post.On || await people.FindHeldAsync(session, staffId) is not { Person: { Mail: { } address } person }) return;
        await post.PostAsync(session, shift.Id, Of(address, what, shift, person.TimeZone));
    }

    /// <summary>The letter, in Japanese and English, by the reader's own clock.</summary>
    internal Letter Of(string to, Told what, RosterShift shift, string timeZone)
    {
        var organisation = organisations.FindOrganisation(shift.Organisation)?.Name ?? shift.Organisation;
        string In(string language) => s_texts[language]["letter." + what.ToString().ToLowerInvariant()]
            .Replace("{organisation}", organisation, StringComparison.Ordinal).Replace("{time}", Time(shift, timeZone), StringComparison.Ordinal);
        return new Letter(to, s_texts["ja"]["subject." + what.ToString().ToLowerInvariant()], In("ja") + "\n\n----\n" + In("en") + "\n");
    }

    private static string Time(RosterShift shift, string timeZone)
    {
        var zone = Clock.Find(timeZone) ?? Clock.Find(OpeningHours.Japan)!;
        string At(DateTimeOffset moment, string form) => TimeZoneInfo.ConvertTime(moment, zone).ToString(form, CultureInfo.InvariantCulture);
        return $"{At(shift.BeginsAt, "yyyy-MM-dd HH:mm")} – {At(shift.EndsAt, "HH:mm")} ({timeZone})";
    }

    private static Dictionary<string, string> Read(string language)
    {
        using var stream = typeof(TellStaff).Assembly.GetManifestResourceStream($"Gateway.Rosters.Texts.roster.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(stream)!;
    }
}
