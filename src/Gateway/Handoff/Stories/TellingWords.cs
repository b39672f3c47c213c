using System.Text.RegularExpressions;
using Gateway.Handoff.Sheets;

namespace Gateway.Handoff.Stories;

/// <summary>
/// What in a story could tell who it is about. What stands on the person's own sheet is known and never goes in; what merely looks like a name, a place, a
/// day, an exact age or a number is shown to the writer, who looks at it. A machine cannot know that nobody recognises somebody: two people read it after it.
/// </summary>
public static partial class TellingWords
{
    // Shorter than this stands in many words by chance.
    private const int ShortestName = 2;

    private static readonly char[] s_gaps = [' ', '\u3000', '・'];

    /// <summary>What of this person's own sheet, and of the names around it, stands in the words: each as it was found.</summary>
    /// <param name="words">The story.</param>
    /// <param name="sheet">The sheet that went.</param>
    /// <param name="names">What else may not stand there: the label of the talk, the names of counsellor and body.</param>
    public static IReadOnlyList<string> Known(StoryWords words, Sheet sheet, IEnumerable<string> names)
    {
        var person = sheet.Person;
        IEnumerable<string?> known =
        [
            person.PreferredName, person.Name, person.NameKana, person.Address, person.PostalCode, .. Parted(person.Name), .. Parted(person.NameKana),
            .. person.Contacts.Select(contact => contact.Value), .. names,
        ];
        return
        [
            .. known.OfType<string>().Select(one => one.Trim()).Where(one => one.Length >= ShortestName).Distinct()
                .Where(one => words.Parts.Any(part => part.Text.Contains(one, StringComparison.OrdinalIgnoreCase))),
        ];
    }

    /// <summary>What looks as if somebody could be known by it, in the order in which it stands there.</summary>
    public static IReadOnlyList<string> Guessed(StoryWords words) =>
        [.. words.Parts.SelectMany(part => Telling().Matches(part.Text)).Select(match => match.Value).Where(found => !Common().IsMatch(found)).Distinct()];

    private static string[] Parted(string? name) => name?.Split(s_gaps, StringSplitOptions.RemoveEmptyEntries) ?? [];

    // A name with what is said after it; a municipality or what lies in one; a school, a hospital, a firm by its name; days, exact ages, numbers, addresses.
    [GeneratedRegex(
        @"[一-龠々ぁ-んァ-ヶーA-Za-z]{1,6}(?:さん|くん|ちゃん|氏|先生)|[一-龠々ヶケノ]{1,5}(?:市|区|町|村|郡|島|駅)|[一-龠々ァ-ヶーA-Za-z]{1,10}(?:小学校|中学校|高校|大学|病院|クリニック|保育園|幼稚園|学園|株式会社)|株式会社[一-龠々ァ-ヶーA-Za-z]{1,10}|[0-9０-９]{4}年|[0-9０-９]{1,2}月[0-9０-９]{1,2}日|[0-9０-９]{1,3}[歳才]|[0-9０-９][-0-9０-９ー‐－]{5,}|[\w.+-]+@[\w.-]+|https?://\S+",
        RegexOptions.CultureInvariant)]
    private static partial Regex Telling();

    // What every story may say.
    [GeneratedRegex(
        @"(?:お?母|お?父|お?兄|お?姉|奥|旦那|患者|息子|娘|お?子|赤|みな|皆|みんな|おじい|おばあ|じい|ばあ|隣|医者|看護師|相談員|職員|担当者?|利用者|たく|お客)(?:さん|ちゃん|氏)$|^(?:地|市|区|町|都|農|漁|山|全|各)[市区町村]$|^(?:市|区|町|村)(?:市|区|町|村)+$|(?:最寄り|最寄|近)駅$|(?:総合|近所の|公立|市民|大学|精神科)病院$|(?:学校|病院|担任)の?先生$|^(?:担任|主治医)(?:の)?先生$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Common();
}
