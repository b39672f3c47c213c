using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies;

/// <summary>What the directory says of one body (窓口): for whom it is there, when, and where particulars would go.</summary>
public sealed record BodyEntry
{
    /// <summary>Its name, as people know it.</summary>
    public string Name { get; init; } = "";

    /// <summary>Its name in katakana.</summary>
    public string? NameKana { get; init; }

    /// <summary>Its name in English.</summary>
    public string? NameEn { get; init; }

    /// <summary>Who runs it, where that is somebody else.</summary>
    public string? RunBy { get; init; }

    /// <summary>法人番号 of who runs it, 13 digits with a check digit in front.</summary>
    public string? CorporateNumber { get; init; }

    /// <summary>Codes of <see cref="BodyKinds"/>; one at least.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>What it does, in a few sentences.</summary>
    public string? Description { get; init; }

    /// <summary>The country in which it is, ISO 3166-1 alpha-2. Sending particulars abroad needs a consent of its own (APPI 28).</summary>
    public string Country { get; init; } = "JP";

    /// <summary>It is there for the whole country.</summary>
    public bool Nationwide { get; init; }

    /// <summary>The places that it is there for.</summary>
    public IReadOnlyList<BodyArea> Areas { get; init; } = [];

    /// <summary>When it is open.</summary>
    public OpeningHours Hours { get; init; } = new();

    /// <summary>From which age.</summary>
    public int? MinimumAge { get; init; }

    /// <summary>Up to and with which age.</summary>
    public int? MaximumAge { get; init; }

    /// <summary>For whom, in words.</summary>
    public string? Eligibility { get; init; }

    /// <summary>Languages that are spoken there, as short codes (<c>ja</c>, <c>vi</c>, <c>zh-Hans</c>). None: not known, so Japanese.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>What interpreting there is, in words.</summary>
    public string? Interpretation { get; init; }

    /// <summary>For how many it has room; nothing: not counted.</summary>
    public BodyCapacity? Capacity { get; init; }

    /// <summary>The telephone number that people may be told.</summary>
    public string? Phone { get; init; }

    /// <summary>The e-mail address that people may be told.</summary>
    public string? PublicEmail { get; init; }

    /// <summary>Its web page.</summary>
    public string? Website { get; init; }

    /// <summary>Where it is.</summary>
    public BodyAddress? Address { get; init; }

    /// <summary>The address is shown to nobody and leaves in no file: a refuge from violence.</summary>
    public bool AddressWithheld { get; init; }

    /// <summary>Where notices of a hand-off go. Whoever changes it changes where particulars go.</summary>
    public string? HandoffEmail { get; init; }

    /// <summary>連絡調整担当.</summary>
    public Liaison? Liaison { get; init; }

    /// <summary>Who is asked when the liaison does not answer.</summary>
    public Liaison? Deputy { get; init; }

    /// <summary>On which conditions it takes somebody over, in words.</summary>
    public string? Conditions { get; init; }

    /// <summary>How one comes to it, in words.</summary>
    public string? HowToApply { get; init; }

    /// <summary>The law names it as the one to notify (児童虐待防止法6条 and the like): such a notice needs no consent.</summary>
    public bool TakesNotifications { get; init; }

    /// <summary>The regional council (孤独・孤立対策地域協議会) of which it is a member.</summary>
    public string? Council { get; init; }

    /// <summary>What it asks of the sheets that are made for it; nothing: what every body of its kind is asked for.</summary>
    public BodyPreset? Preset { get; init; }

    /// <summary>Active, inactive, or closed for a time.</summary>
    public BodyStatus Status { get; init; } = BodyStatus.Active;

    /// <summary>It is there for a time alone, until then: afterwards nobody is passed on to it any more. Nothing: for good.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>The id of the disaster for whose time alone it is there: when that ends, early too, nobody is passed on to it any more. Nothing: for none.</summary>
    public string? Disaster { get; init; }

    /// <summary>What everybody should know of it just now.</summary>
    public string? Alert { get; init; }

    /// <summary>The day on which somebody last made sure of all this.</summary>
    public DateOnly? VerifiedOn { get; init; }

    /// <summary>Where the entry came from; nothing when it was written here.</summary>
    public BodySource? Source { get; init; }

    /// <summary>What an imported file said besides, by its own names: it goes out again with an export.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>();
}

/// <summary>A place that a body is there for.</summary>
/// <param name="Code">全国地方公共団体コード, six digits.</param>
/// <param name="Name">Its name.</param>
/// <param name="Tags">Only parts of it, by free words: a school district (あおば台中学校区).</param>
public sealed record BodyArea(string Code, string? Name = null, IReadOnlyList<string>? Tags = null);

/// <summary>For how many there is room.</summary>
/// <param name="Unit">Of what: people, beds, places.</param>
/// <param name="Maximum">How many at most.</param>
public sealed record BodyCapacity(string Unit, int Maximum);

/// <summary>An address.</summary>
/// <param name="PostalCode">Seven digits, with a hyphen after the third; abroad as it is written there.</param>
/// <param name="Prefecture">都道府県, or a state.</param>
/// <param name="City">市区町村.</param>
/// <param name="Street">The rest.</param>
/// <param name="Building">方書.</param>
/// <param name="Latitude">In degrees, WGS 84.</param>
/// <param name="Longitude">In degrees, WGS 84.</param>
public sealed record BodyAddress(
    string? PostalCode = null, string? Prefecture = null, string? City = null, string? Street = null, string? Building = null, double? Latitude = null, double? Longitude = null);

/// <summary>Somebody at a body, by role: not everybody's business.</summary>
/// <param name="Name">How they are called.</param>
/// <param name="Role">What they do there.</param>
/// <param name="Email">Where they read.</param>
/// <param name="Phone">Where they answer.</param>
public sealed record Liaison(string Name, string? Role = null, string? Email = null, string? Phone = null);

/// <summary>Where an entry came from.</summary>
/// <param name="Scheme"><c>hsds</c> or <c>facility</c>.</param>
/// <param name="Id">Its id there.</param>
/// <param name="RunById">HSDS: the id of the organisation.</param>
public sealed record BodySource(string Scheme, string Id, string? RunById = null);

/// <summary>Whether a body works.</summary>
public enum BodyStatus
{
    /// <summary>It works.</summary>
    Active,

    /// <summary>It does not work, or not any more.</summary>
    Inactive,

    /// <summary>It will open again.</summary>
    TemporarilyClosed,
}
