using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Access.Tenants;

/// <summary>How a call was answered, without the ids that were named in it.</summary>
/// <param name="Status">The status; nothing of a call at the hub.</param>
/// <param name="Said">Headers and body, or what the hub said.</param>
internal sealed partial record AnsweredCall(HttpStatusCode? Status, string Said)
{
    /// <summary>Calls at a door.</summary>
    public static async Task<AnsweredCall> AtDoorAsync(HouseOfAll house, string who, DoorLine line, Func<string, string> idOf)
    {
        // What belongs to an organisation by its name is called by that of whoever calls.
        var address = DoorLine.Filled(line.Address, idOf).Replace("/org1-", $"/{who.Split('-')[0]}-", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(line.Method, new Uri(house.Gateway.Address, address));
        if (line.Body is { } body) request.Content = new StringContent(DoorLine.Filled(body, idOf), Encoding.UTF8, body.StartsWith('{') ? "application/json" : "application/x-www-form-urlencoded");
        using var answer = await house.HttpOf(who).SendAsync(request, TestContext.Current.CancellationToken);
        var headers = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").OrderBy(header => header.Key, StringComparer.Ordinal)
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}");
        var said = string.Join('\n', [.. headers, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)]);
        return new AnsweredCall(answer.StatusCode, Without(said, line.Names.Select(idOf)));
    }

    /// <summary>Calls a method of the hub.</summary>
    public static async Task<AnsweredCall> AtHubAsync(HubClient who, HubLine line, Func<string, string> idOf)
    {
        try
        {
            return new AnsweredCall(null, Without((await who.InvokeAsync<JsonElement>(line.Method, [idOf(line.Name), .. line.Rest])) is { ValueKind: not JsonValueKind.Undefined } result ? result.GetRawText() : "", [idOf(line.Name)]));
        }
        catch (HubRefusedException refused)
        {
            return new AnsweredCall(null, $"{refused.Code} {Without(refused.Message, [idOf(line.Name)])}");
        }
    }

    // The number of the request in a trace is another each time.
    private static string Without(string said, IEnumerable<string> ids) => ids.Aggregate(Trace().Replace(said, ""), (text, id) => text.Replace(id, "#", StringComparison.Ordinal));

    [GeneratedRegex("\"traceId\":\"[^\"]*\"")]
    private static partial Regex Trace();
}
