using System.Net;
using System.Reflection;
using System.Text.Json;
using Gateway.ConsoleHub;
using Gateway.Organisations;
using Gateway.Tests.Access.Tenants;
using Gateway.WaitingQueue;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Access;

/// <summary>
/// What another organisation has does not exist: whoever names it, in whatever role, at whatever door, is answered as if they had named what nobody has, and
/// nothing of it is changed, listed or noted.
/// </summary>
public sealed class TenantsApartTests
{
    private static readonly (string UserName, string Role)[] s_strangers =
        [("org2-person1", Roles.Volunteer), ("org2-supervisor1", Roles.Supervisor), ("org2-coordinator1", Roles.Coordinator), ("org2-admin1", Roles.Administrator)];

    private static readonly Dictionary<string, string[]> s_roles = new()
    {
        [Policies.Staff] = [Roles.Volunteer, Roles.Supervisor, Roles.Coordinator, Roles.Administrator],
        [Policies.Counsel] = [Roles.Volunteer, Roles.Supervisor, Roles.Coordinator],
        [Policies.Supervise] = [Roles.Supervisor, Roles.Coordinator],
        [Policies.Administer] = [Roles.Administrator],
        [Policies.KeepBodies] = [Roles.Supervisor, Roles.Coordinator, Roles.Administrator],
        [Policies.KeepRoster] = [Roles.Supervisor, Roles.Coordinator, Roles.Administrator],
        [Policies.SignForOrganisation] = [Roles.Coordinator, Roles.Administrator],
        [Policies.LookAfterSharing] = [Roles.Supervisor, Roles.Coordinator, Roles.Administrator],
        [Policies.KeepBodyAccounts] = [Roles.Coordinator, Roles.Administrator],
        [Policies.UseStories] = [Roles.Supervisor, Roles.Coordinator, Roles.Administrator],
    };

    private Findings _findings = null!;

    private static IEnumerable<DoorLine> Lines => DoorLines.All.Concat(DoorLines.Endings);

    [Fact]
    public async Task An_organisation_sees_and_changes_nothing_of_another()
    {
        await using var house = await HouseOfAll.BuildAsync();
        _findings = new Findings(house);
        // What the gateway finds by itself of the people of a disaster is not to come in between.
        await house.Gateway.Services.GetRequiredService<KeepDisasterLine>().RunOnceAsync(TestContext.Current.CancellationToken);
        var before = await RecordsDump.SettledAsync(house);
        var doors = DoorsOf(house);
        await TryDoorsAsync(house, doors);
        await TryOpenDoorsAsync(house);
        var lists = await TryListsAsync(house, doors);
        await TryHubAsync(house);
        _findings.Unchanged(before);

        // Everything was refused because it is another's: those whose it is are answered differently.
        await ProveListsAsync(house, lists);
        await ProveDoorsAsync(house, [.. OpenDoorLines.All, .. DoorLines.All, .. OpenDoorLines.Endings]);
        await ProveHubAsync(house);
        await ProveDoorsAsync(house, DoorLines.Endings);
        Assert.True(_findings.All.Count == 0, string.Join("\n\n", _findings.All));
    }

    private async Task TryDoorsAsync(HouseOfAll house, Dictionary<string, string> doors)
    {
        foreach (var door in doors.Keys.Where(door => door.Contains("{}", StringComparison.Ordinal) && !Lines.Any(line => line.Door == door)))
            _findings.Add($"{door} is tried with nobody else's ids: add a call with a good body to DoorLines, and what it names to HouseOfAll.");
        foreach (var line in Lines)
        {
            if (!doors.TryGetValue(line.Door, out var policy))
            {
                _findings.Add($"{line.Call}: there is no such door any more.");
                continue;
            }

            foreach (var (userName, role) in s_strangers)
            {
                var theirs = await AnsweredCall.AtDoorAsync(house, userName, line, name => house.Theirs[name]);
                var nobodys = await AnsweredCall.AtDoorAsync(house, userName, line, name => house.Nobodys(name));
                _findings.Same($"{line.Call} as {userName}", theirs, nobodys);
                _findings.Silent($"{line.Call} as {userName}", theirs.Said);
                if (theirs.Status == HttpStatusCode.Forbidden == s_roles[policy].Contains(role)) _findings.Add($"{line.Call} as {userName} with the policy {policy}: {theirs.Status}");
                if (line.Names.Count < 2 || !house.Strangers.TryGetValue(line.Names[0], out var own)) continue;
                theirs = await AnsweredCall.AtDoorAsync(house, userName, line, name => name == line.Names[0] ? own : house.Theirs[name]);
                nobodys = await AnsweredCall.AtDoorAsync(house, userName, line, name => name == line.Names[0] ? own : house.Nobodys(name));
                _findings.Same($"{line.Call} with one's own {line.Names[0]} as {userName}", theirs, nobodys);
                _findings.Silent($"{line.Call} with one's own {line.Names[0]} as {userName}", theirs.Said);
            }
        }
    }

    private async Task TryOpenDoorsAsync(HouseOfAll house)
    {
        foreach (var line in OpenDoorLines.All.Concat(OpenDoorLines.Endings))
        {
            var stranger = line.Owner.Replace("org1", "org2", StringComparison.Ordinal);
            var theirs = await AnsweredCall.AtDoorAsync(house, stranger, line, name => house.Theirs[name]);
            _findings.Same($"{line.Call} as {stranger}", theirs, await AnsweredCall.AtDoorAsync(house, stranger, line, name => house.Nobodys(name)));
            _findings.Silent($"{line.Call} as {stranger}", theirs.Said);
        }
    }

    private async Task<List<(DoorLine Line, AnsweredCall Heard)>> TryListsAsync(HouseOfAll house, Dictionary<string, string> doors)
    {
        var heard = new List<(DoorLine, AnsweredCall)>();
        foreach (var (door, policy) in doors.Where(door => door.Key.StartsWith("GET ", StringComparison.Ordinal) && !door.Key.Contains("{}", StringComparison.Ordinal)))
        {
            foreach (var (userName, _) in s_strangers.Where(one => s_roles[policy].Contains(one.Role)))
            {
                var line = new DoorLine(door + DoorLines.Queries.GetValueOrDefault(door["GET ".Length..]), userName);
                var answer = await AnsweredCall.AtDoorAsync(house, userName, line, name => name);
                if (answer.Status != HttpStatusCode.OK) _findings.Add($"{line.Call} as {userName}: {answer}. Add what it must be asked with to DoorLines.Queries.");
                _findings.Silent($"{line.Call} as {userName}", answer.Said);
                heard.Add((line, answer));
            }
        }

        return heard;
    }

    private async Task ProveListsAsync(HouseOfAll house, List<(DoorLine Line, AnsweredCall Heard)> lists)
    {
        foreach (var list in lists.GroupBy(one => one.Line.Door))
        {
            var differs = false;
            foreach (var (line, heard) in list)
                differs |= await AnsweredCall.AtDoorAsync(house, line.Owner.Replace("org2", "org1", StringComparison.Ordinal), line, name => name) != heard;
            if (differs == DoorLines.SameForEverybody.ContainsKey(list.Key["GET ".Length..]))
                _findings.Add($"{list.Key} says {(differs ? "not the same" : "the same")} to both organisations: {(differs ? "take it out of" : "give the first something to list in HouseOfAll, or say why not in")} DoorLines.SameForEverybody.");
        }

        foreach (var (method, owner) in HubLines.Lists)
        {
            var own = (await house.As(owner).InvokeAsync<JsonElement>(method)).GetRawText();
            if (!house.Theirs.Values.Any(id => own.Contains(id, StringComparison.Ordinal))) _findings.Add($"{method}: the first organisation has nothing that it lists.");
        }
    }

    private async Task TryHubAsync(HouseOfAll house)
    {
        foreach (var method in Methods().Select(method => method.Name).Where(name => !HubLines.Lists.ContainsKey(name) && !HubLines.OnesOwn.Contains(name) && !HubLines.All.Any(line => line.Method == name)))
            _findings.Add($"{method} of the hub is tried with nobody else's ids: add a good call to HubLines.");
        foreach (var (userName, _) in s_strangers.Where(one => one.Role != Roles.Administrator))
        {
            foreach (var line in HubLines.All)
            {
                var theirs = await AnsweredCall.AtHubAsync(house.As(userName), line, name => house.Theirs[name]);
                _findings.Same($"{line.Method} as {userName}", theirs, await AnsweredCall.AtHubAsync(house.As(userName), line, name => house.Nobodys(name)));
                _findings.Silent($"{line.Method} as {userName}", theirs.Said);
            }

            // Not what they are shown without asking either.
            foreach (var message in house.As(userName).Received.After(0)) _findings.Silent($"{message.Target} to {userName}", string.Join(' ', message.Arguments.Select(argument => argument.GetRawText())));
        }

        foreach (var (method, owner) in HubLines.Lists)
        {
            var said = (await house.As(owner.Replace("org1", "org2", StringComparison.Ordinal)).InvokeAsync<JsonElement>(method)).GetRawText();
            _findings.Silent(method, said);
        }
    }

    private async Task ProveDoorsAsync(HouseOfAll house, IReadOnlyList<DoorLine> lines)
    {
        foreach (var line in lines)
        {
            var nobodys = await AnsweredCall.AtDoorAsync(house, line.Owner, line, name => house.Nobodys(name));
            var own = await AnsweredCall.AtDoorAsync(house, line.Owner, line, name => house.Theirs[name]);
            if (own == nobodys) _findings.Add($"{line.Call} as {line.Owner} proves nothing: their own is answered as what nobody has, {own.Status} {own.Said}");
        }
    }

    private async Task ProveHubAsync(HouseOfAll house)
    {
        foreach (var line in HubLines.All.Where(line => !line.IsSilent))
        {
            var nobodys = await AnsweredCall.AtHubAsync(house.As(line.Owner), line, name => house.Nobodys(name));
            var own = await AnsweredCall.AtHubAsync(house.As(line.Owner), line, name => house.Theirs[name]);
            if (own == nobodys) _findings.Add($"{line.Method} as {line.Owner} proves nothing: their own is answered as what nobody has, {own.Said}");
        }
    }

    private static IEnumerable<MethodInfo> Methods() =>
        typeof(CounsellorHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => !method.IsVirtual || method.IsFinal);

    // The doors that are not open to everybody, in their shape, with their policy; the hub has its own.
    private static Dictionary<string, string> DoorsOf(HouseOfAll house) =>
        house.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null && !endpoint.RoutePattern.RawText!.StartsWith("/hubs", StringComparison.Ordinal))
            .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => (
                Door: DoorLine.ShapeOf($"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}"),
                Policy: endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(data => data.Policy).First(name => name is not null)!)))
            .ToDictionary(door => door.Door, door => door.Policy);
}
