using System.Globalization;

namespace Gateway.SupportBodies;

/// <summary>全国地方公共団体コード: a prefecture (JIS X 0401, two digits), a municipality (JIS X 0402, three), and a check digit.</summary>
public readonly record struct AreaCode : IComparable<AreaCode>
{
    /// <summary>The first two digits of places that do not exist, for tests and demonstrations.</summary>
    public const string Invented = "99";

    // The designated cities. A ward's number lies between its city's and the next one's.
    private static readonly int[] s_cities =
    [
        01100, 04100, 11100, 12100, 14100, 14130, 14150, 15100, 22100, 22130, 23100, 26100, 27100, 27140, 28100, 33100, 34100, 40100, 40130, 43100,
    ];

    private readonly int _five;

    private AreaCode(int five) => _five = five;

    /// <summary>The code with its check digit, six digits.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{_five:00000}{CheckDigit(_five)}");

    /// <summary>Whether it is a prefecture as a whole.</summary>
    public bool IsPrefecture => _five % 1000 == 0;

    /// <summary>Whether the place is invented (99…).</summary>
    public bool IsInvented => _five / 1000 == 99;

    /// <summary>The prefecture in which it lies; itself, where it is one.</summary>
    public AreaCode Prefecture => new(_five / 1000 * 1000);

    /// <summary>The two digits of the prefecture (JIS X 0401).</summary>
    public string PrefectureDigits => Text[..2];

    /// <summary>The designated city of which it is a ward; nothing for every other place.</summary>
    public AreaCode? City
    {
        get
        {
            var five = _five;
            var city = s_cities.LastOrDefault(one => one < five && one / 1000 == five / 1000);
            return five % 1000 is > 100 and < 200 && city > 0 ? new AreaCode(city) : null;
        }
    }

    /// <summary>Whether everything in <paramref name="other"/> lies in this place.</summary>
    public bool Contains(AreaCode other) => this == other || (IsPrefecture && other.Prefecture == this) || other.City == this;

    /// <summary>Reads a code of six digits and checks its last one.</summary>
    /// <param name="text">Half-width digits.</param>
    /// <param name="code">The code.</param>
    /// <returns>What is wrong with it.</returns>
    public static AreaCodeFault Read(string? text, out AreaCode code)
    {
        code = default;
        if (text is not { Length: 6 } || !text.All(char.IsAsciiDigit)) return AreaCodeFault.NotSixDigits;
        var five = int.Parse(text.AsSpan(0, 5), NumberStyles.None, CultureInfo.InvariantCulture);
        if (five / 1000 is 0 or (> 47 and not 99)) return AreaCodeFault.NoSuchPrefecture;
        if (CheckDigit(five) != text[5] - '0') return AreaCodeFault.CheckDigit;
        code = new AreaCode(five);
        return AreaCodeFault.None;
    }

    /// <summary>Reads a code, or a prefecture's two digits; nothing when it is neither.</summary>
    public static AreaCode? Find(string? text)
    {
        if (text is { Length: 2 } && text.All(char.IsAsciiDigit)) return Find(WithCheckDigit(text + "000"));
        return Read(text, out var code) == AreaCodeFault.None ? code : null;
    }

    /// <summary>Five digits with the check digit that belongs to them.</summary>
    public static string WithCheckDigit(string five) => five + CheckDigit(int.Parse(five, NumberStyles.None, CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(AreaCode other) => _five.CompareTo(other._five);

    /// <inheritdoc/>
    public override string ToString() => Text;

    /// <summary>Order by number.</summary>
    public static bool operator <(AreaCode left, AreaCode right) => left.CompareTo(right) < 0;

    /// <summary>Order by number.</summary>
    public static bool operator >(AreaCode left, AreaCode right) => left.CompareTo(right) > 0;

    /// <summary>Order by number.</summary>
    public static bool operator <=(AreaCode left, AreaCode right) => left.CompareTo(right) <= 0;

    /// <summary>Order by number.</summary>
    public static bool operator >=(AreaCode left, AreaCode right) => left.CompareTo(right) >= 0;

    // Weights 6 to 2, then the last digit of 11 less the remainder.
    private static int CheckDigit(int five)
    {
        var sum = 0;
        for (var (rest, weight) = (five, 2); weight <= 6; rest /= 10, weight++) sum += rest % 10 * weight;
        return (11 - (sum % 11)) % 10;
    }
}

/// <summary>What is wrong with a code of a place.</summary>
public enum AreaCodeFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Six half-width digits are needed.</summary>
    NotSixDigits,

    /// <summary>There is no prefecture with the first two digits.</summary>
    NoSuchPrefecture,

    /// <summary>The last digit does not fit the others: a digit is wrong, or two were exchanged.</summary>
    CheckDigit,
}
