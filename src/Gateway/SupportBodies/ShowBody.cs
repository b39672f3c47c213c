using Gateway.Organisations;

namespace Gateway.SupportBodies;

/// <summary>One body with the names of those who answer for it.</summary>
internal sealed class ShowBody(StaffDirectory staffDirectory, SupportBodyDirectory directory, SupportBodySettings settings, TimeProvider time)
{
    public async Task<BodyView> OfAsync(Staff reader, SupportBody body, bool keeps, CancellationToken cancel)
    {
        var names = new Dictionary<string, string?>();
        foreach (var id in new[] { body.Approval?.ProposedBy, body.Approval?.ApprovedBy, body.Proposal?.By, body.Disabled?.By }.OfType<string>().Distinct())
            names[id] = (await staffDirectory.FindAsync(id, cancel))?.Name;
        return BodyViews.Whole(body, keeps, reader.Id, id => names.GetValueOrDefault(id), settings.VerifyDays, time.GetUtcNow(), directory.IsOver(body));
    }
}
