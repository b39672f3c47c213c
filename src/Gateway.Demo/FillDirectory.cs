using Gateway.Organisations;
using Gateway.SupportBodies;

namespace Gateway.Demo;

/// <summary>Gives the first example organisation its directory of support bodies, once: proposed by its supervisor, approved by its coordinator, as it would be by hand.</summary>
public static class FillDirectory
{
    /// <summary>Does nothing where there is a directory already.</summary>
    public static async Task RunAsync(IServiceProvider services, ExampleStaff staff, CancellationToken cancel = default)
    {
        const string organisation = "komorebi";
        if ((await services.GetRequiredService<SupportBodyDirectory>().AllAsync(organisation, cancel)).Count > 0) return;
        var (one, other) = (staff.Of(organisation, Roles.Supervisor), staff.Of(organisation, Roles.Coordinator));
        foreach (var entry in ExampleBodies.All)
        {
            var body = (await services.GetRequiredService<ProposeBody>().AddAsync(one, entry, cancel)).Body!;
            // One is left waiting, so that the second person's part can be tried.
            if (entry != ExampleBodies.All[^1]) await services.GetRequiredService<ApproveBody>().ApproveAsync(other, body.Id, body.Version, cancel);
        }
    }
}
