namespace Gateway.SupportBodies;

/// <summary>Which changes one person may make at once, and which need a second one. Pure.</summary>
public static class BodyChanges
{
    /// <summary>
    /// Whether a change touches where particulars go, or whether they may go at all: name, who runs it, kinds, country, address for hand-offs, liaison and deputy,
    /// the duty to be notified, what it wants of a sheet, telephone (people would be told it), to show an address that was withheld, and for how long it is there. These need a second person.
    /// </summary>
    public static bool NeedsApproval(BodyEntry before, BodyEntry after) =>
        (before.Name, before.RunBy, before.CorporateNumber, before.Country, before.HandoffEmail, before.Liaison, before.Deputy, before.TakesNotifications, before.Phone, before.PublicEmail, before.Website)
            != (after.Name, after.RunBy, after.CorporateNumber, after.Country, after.HandoffEmail, after.Liaison, after.Deputy, after.TakesNotifications, after.Phone, after.PublicEmail, after.Website)
        || !before.Kinds.Order(StringComparer.Ordinal).SequenceEqual(after.Kinds.Order(StringComparer.Ordinal))
        || (before.Until, before.Disaster) != (after.Until, after.Disaster)
        || !BodyPreset.Same(before.Preset, after.Preset)
        || (before.AddressWithheld && !after.AddressWithheld)
        || (before.Status == BodyStatus.Inactive && after.Status != BodyStatus.Inactive);

    /// <summary>Whether two entries say the same.</summary>
    public static bool Same(BodyEntry one, BodyEntry other) => BodyJson.TextOf(one) == BodyJson.TextOf(other);
}
