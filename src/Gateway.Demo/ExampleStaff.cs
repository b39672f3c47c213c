using Gateway.Organisations;
using Gateway.Records;

namespace Gateway.Demo;

/// <summary>The people of the example organisations, as the records know them: what the demo does beforehand it does as one of them.</summary>
/// <param name="everybody">All who can sign in.</param>
public sealed class ExampleStaff(IReadOnlyList<Staff> everybody)
{
    /// <summary>Reads them. The organisations must have been set up.</summary>
    public static async Task<ExampleStaff> ReadAsync(IServiceProvider services, CancellationToken cancel = default) => new(
        await services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<Staff>(
            "SELECT id, user_name AS username, name, role, organisation FROM staff WHERE disabled = 0"), cancel));

    /// <summary>By the name with which they sign in.</summary>
    public Staff this[string userName] => everybody.First(one => one.UserName == userName);

    /// <summary>The first of an organisation with a role.</summary>
    public Staff Of(string organisation, string role) => everybody.First(one => one.Organisation == organisation && one.Role == role);
}
