using System.Globalization;
using Gateway.SupportBodies.Hours;

namespace Gateway.SupportBodies;

/// <summary>
/// Puts bodies in order for one person at one moment, each with its reasons. Pure: the same bodies, need and moment give the same order on every
/// gateway, and it can be worked out again later. Whoever can receive now stands first; whoever is closed stays, with the time at which they open.
/// </summary>
public static class RankBodies
{
    /// <summary>The order, and why.</summary>
    /// <param name="bodies">All that may be shown.</param>
    /// <param name="need">For whom.</param>
    /// <param name="now">When.</param>
    /// <param name="first">Which are listed first because of a disaster, by their ids, before others that fit: as long as they may receive and have room.</param>
    /// <param name="over">Which were there for a time alone that is over, by their ids: they stand last, for those who keep the directory.</param>
    public static IReadOnlyList<RankedBody> Rank(IEnumerable<SupportBody> bodies, BodyNeed need, DateTimeOffset now, IReadOnlySet<string>? first = null, IReadOnlySet<string>? over = null)
    {
        var places = bodies.Select(body => PlaceOf(body, need, now, over?.Contains(body.Id) == true) with { First = first?.Contains(body.Id) == true }).ToArray();
        Array.Sort(places, (left, right) => Compare(left, right));
        return Array.ConvertAll(places, place => Shown(place, need));
    }

    // What a body that is closed opens with is looked for here alone: it takes longest. Also of one that may not receive: its hours hold all the same.
    private static Place PlaceOf(SupportBody body, BodyNeed need, DateTimeOffset now, bool over)
    {
        var entry = body.Entry;
        var open = WhenOpen.At(entry.Hours, now);
        var area = AreaOf(entry, need);
        var age = AgeOf(entry, need);
        var language = LanguageOf(entry, need);
        var kind = need.Kinds is not { Count: > 0 } wanted || wanted.Any(entry.Kinds.Contains);
        var reach = over ? Reach.NotNow : ReachOf(body, open);
        var fits = area != AreaFit.Outside && age != false && kind;
        return new Place(body, open, open == OpenState.Closed ? WhenOpen.Look(entry.Hours, now) : new WhenOpen(open), reach, area, age, language, kind, fits) { Over = over };
    }

    private static Reach ReachOf(SupportBody body, OpenState open)
    {
        // People may always be told of a place; nothing is sent there.
        if (body.IsInformationOnly ? !body.IsEnabled || body.Entry.Status != BodyStatus.Active : body.AsRecipient() is null) return Reach.NotNow;
        if (body.Room == 0) return Reach.Full;
        return open switch { OpenState.Open => Reach.Now, OpenState.Unknown => Reach.HoursUnknown, _ => Reach.Later };
    }

    internal static AreaFit AreaOf(BodyEntry entry, BodyNeed need)
    {
        if (need.Area is not { } home) return AreaFit.NotAsked;
        var best = entry.Nationwide ? AreaFit.Nationwide : AreaFit.Outside;
        foreach (var area in entry.Areas)
        {
            if (AreaCode.Find(area.Code) is not { } code) continue;
            // Somebody who told only their prefecture is not outside its municipalities.
            var fit = code.Contains(home) ? code.IsPrefecture && !home.IsPrefecture ? AreaFit.Prefecture : InPart(area, need.Tag)
                : home.Contains(code) ? AreaFit.PerhapsDistrict : AreaFit.Outside;
            if (fit < best) best = fit;
        }

        return best;
    }

    private static AreaFit InPart(BodyArea area, string? tag) => area.Tags is not { Count: > 0 } tags ? AreaFit.Municipality
        : tag is null ? AreaFit.PerhapsDistrict
        : tags.Contains(tag) ? AreaFit.District : AreaFit.Outside;

    private static bool? AgeOf(BodyEntry entry, BodyNeed need) => need.Age is not { } age || (entry.MinimumAge is null && entry.MaximumAge is null) ? null
        : !(age < entry.MinimumAge) && !(age > entry.MaximumAge);

    private static bool? LanguageOf(BodyEntry entry, BodyNeed need)
    {
        if (need.Language is not { } language) return null;
        if (entry.Languages.Any(spoken => Root(spoken) == Root(language))) return true;
        return entry.Languages.Count == 0 && Root(language) == "ja" ? null : entry.Interpretation is null ? false : null;
    }

    private static string Root(string language) => language.Split('-')[0].ToLowerInvariant();

    private static int Compare(Place left, Place right)
    {
        int order;
        if ((order = right.Fits.CompareTo(left.Fits)) != 0) return order;
        if ((order = right.StandsFirst.CompareTo(left.StandsFirst)) != 0) return order;
        if ((order = left.Reach.CompareTo(right.Reach)) != 0) return order;
        if ((order = left.LanguageRank.CompareTo(right.LanguageRank)) != 0) return order;
        if ((order = left.Area.CompareTo(right.Area)) != 0) return order;
        if ((order = left.OpensAt.CompareTo(right.OpensAt)) != 0) return order;
        // What is full sooner is asked later: those who help are few.
        if ((order = left.Load.CompareTo(right.Load)) != 0) return order;
        order = string.CompareOrdinal(left.Body.Entry.Name, right.Body.Entry.Name);
        return order != 0 ? order : string.CompareOrdinal(left.Body.Id, right.Body.Id);
    }

    private static RankedBody Shown(Place place, BodyNeed need)
    {
        var reasons = new List<BodyReason>(8);
        if (place.Over) reasons.Add(new("over", false));
        else if (place.Body.Entry is { Until: not null } or { Disaster: not null }) reasons.Add(new("for_a_time", true, At: place.Body.Entry.Until));
        if (place.StandsFirst) reasons.Add(new("disaster_first", true));
        AddReach(reasons, place);
        if (need.Kinds is { Count: > 0 } wanted) reasons.Add(new("kind", place.Kind, wanted.FirstOrDefault(place.Body.Entry.Kinds.Contains)));
        AddArea(reasons, place);
        if (place.Age is { } age) reasons.Add(new(age ? "age_fits" : "age_outside", age));
        if (place.Language is { } language) reasons.Add(new(language ? "language_fits" : "language_outside", language, need.Language));
        else if (need.Language is not null && place.Body.Entry.Interpretation is not null) reasons.Add(new("interpreting", true));
        return new RankedBody(place.Body, place.Reach, place.Area, place.Fits, reasons);
    }

    private static void AddReach(List<BodyReason> reasons, Place place)
    {
        var body = place.Body;
        if (body.IsInformationOnly) reasons.Add(new("place", true));
        if (body.Disabled is not null) reasons.Add(new("disabled", false));
        else if (body.Approval is null) reasons.Add(new("not_approved", false));
        if (body.Entry.Status != BodyStatus.Active) reasons.Add(new(body.Entry.Status == BodyStatus.Inactive ? "inactive" : "closed_for_a_time", false));
        else if (body is { IsInformationOnly: false, Entry.HandoffEmail: null }) reasons.Add(new("no_address", false));
        reasons.Add(place.Open switch
        {
            OpenState.Open => new("open", true),
            OpenState.Unknown => new("hours_unknown", false),
            _ => place.Look.From is { } from ? new("opens", false, At: from) : new("closed", false),
        });
        if (body.Room is { } room) reasons.Add(room > 0 ? new("room", true, room.ToString(CultureInfo.InvariantCulture)) : new("full", false));
    }

    private static void AddArea(List<BodyReason> reasons, Place place)
    {
        BodyReason? reason = place.Area switch
        {
            AreaFit.District => new("area_district", true),
            AreaFit.Municipality => new("area_municipality", true),
            AreaFit.PerhapsDistrict => new("area_perhaps", true),
            AreaFit.Prefecture => new("area_prefecture", true),
            AreaFit.Nationwide => new("area_nationwide", true),
            AreaFit.Outside => new("area_outside", false),
            _ => null,
        };
        if (reason is not null) reasons.Add(reason);
    }

    private sealed record Place(
        SupportBody Body, OpenState Open, WhenOpen Look, Reach Reach, AreaFit Area, bool? Age, bool? Language, bool Kind, bool Fits)
    {
        public bool Over { get; init; }

        public bool First { get; init; }

        public bool StandsFirst => First && Reach < Reach.Full;

        public int LanguageRank { get; } = Language switch { true => 0, null => 1, _ => 2 };

        public DateTimeOffset OpensAt => Reach == Reach.Later ? Look.From ?? DateTimeOffset.MaxValue : DateTimeOffset.MinValue;

        public double Load => Body.Entry.Capacity is { Maximum: > 0 } capacity ? (double)Body.Taken / capacity.Maximum : 0;
    }
}
