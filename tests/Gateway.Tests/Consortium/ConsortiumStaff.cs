using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.Tests.Consortium;

/// <summary>Those who look after an agreement, at the doors of their gateway.</summary>
internal static class ConsortiumStaff
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) } };

    /// <summary>Somebody of the gateway's set-up, signed in.</summary>
    public static Task<HubClient> SignedInAsync(TestGateway gateway, string userName)
    {
        var person = gateway.Setup.People.Single(one => one.UserName == userName);
        return HubClient.SignInAsync(gateway.Address, person.UserName, person.Password);
    }

    /// <summary>Does something under <c>/api/consortia</c>, which must not be refused.</summary>
    public static async Task<JsonElement> SendAsync(HubClient staff, HttpMethod method, string address, object body)
    {
        using var request = new HttpRequestMessage(method, "/api/consortia" + address) { Content = JsonContent.Create(body, options: s_json) };
        using var answer = await staff.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
    }
}
