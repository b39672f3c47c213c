using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using Gateway.Organisations;
using Gateway.Organisations.SetupFile;
using Gateway.Records;
using Gateway.SupportBodies;
using Gateway.TestKit.Handoff;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Handoff;

/// <summary>Somebody of a body signs in with an account: to the desk of that body, and to nothing else.</summary>
public sealed class BodyAccountTests
{
    private const string UserName = "morita", Password = "a-password-of-the-desk";

    [Fact]
    public async Task They_land_on_the_desk_of_their_body_and_what_they_do_stands_under_their_account()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        await GiveAccountAsync(world, world.Body);
        using var desk = world.Browser();
        Assert.Contains("アカウントで開く", await (await desk.GetAsync("/desk", world.Cancel)).Content.ReadAsStringAsync(world.Cancel), StringComparison.Ordinal);
        using (var wrong = await SignInAsync(desk, "not-the-password-at-all")) Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        using (var opened = await SignInAsync(desk, Password)) Assert.Equal("/desk", opened.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Contains("つなぎの一覧", await desk.GetStringAsync("/desk", world.Cancel), StringComparison.Ordinal);

        using var written = await DeskWorld.PostAsync(
            desk, "/desk/introductions", ("from", "もりた"), ("why", "眠れない"), ("wish", "話したい"), ("yes", "口頭で"), ("agreed", "1"), ("language", "ja"));
        Assert.Equal(HttpStatusCode.OK, written.StatusCode);
        Assert.Equal(3, await world.CountAsync("SELECT COUNT(*) FROM audit a JOIN staff s ON s.id = a.actor WHERE s.user_name = 'morita'"));
        Assert.Equal(1, await world.CountAsync("SELECT COUNT(*) FROM audit WHERE action = 'introduction.written' AND actor <> 'body'"));
    }

    [Fact]
    public async Task The_account_reaches_nothing_of_the_console_nor_of_any_api()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        await GiveAccountAsync(world, world.Body);
        using var desk = world.Browser();
        using (var console = await desk.PostAsJsonAsync("/api/session", new { userName = UserName, password = Password }, world.Cancel))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, console.StatusCode);
            Assert.False(console.Headers.Contains("Set-Cookie"));
        }

        (await SignInAsync(desk, Password)).Dispose();
        var closed = world.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null).ToList();
        Assert.True(closed.Count > 60);
        foreach (var endpoint in closed)
        {
            var method = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [var first, ..] ? first : "GET";
            var address = "/" + System.Text.RegularExpressions.Regex.Replace(endpoint.RoutePattern.RawText!.TrimStart('/'), "{[^}]+}", "019aa2f0-0000-7000-8000-000000000000");
            using var request = new HttpRequestMessage(new HttpMethod(method), address);
            using var answer = await desk.SendAsync(request, world.Cancel);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {address} answers {answer.StatusCode}");
        }

        // And were there ever a cookie with this role, no policy would let it in.
        var somebody = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, Roles.SupportBody), new Claim(ClaimTypes.NameIdentifier, "x")], "test"));
        var authorization = world.Gateway.Services.GetRequiredService<IAuthorizationService>();
        foreach (var policy in typeof(Policies).GetFields().Select(field => (string)field.GetValue(null)!))
            Assert.False((await authorization.AuthorizeAsync(somebody, null, policy)).Succeeded, policy);
    }

    [Fact]
    public async Task A_counsellor_opens_no_desk_by_an_account()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        using var desk = world.Browser();
        var person = world.Gateway.Setup.People[0];
        using var refused = await DeskWorld.PostAsync(desk, "/desk/sign-in", ("userName", person.UserName), ("password", person.Password));
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/desk", world.Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_taken_out_signs_nobody_in_and_its_open_desks_close()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        await GiveAccountAsync(world, world.Body);
        using var desk = world.Browser();
        (await SignInAsync(desk, Password)).Dispose();
        var supervisor = (await world.Gateway.Services.GetRequiredService<IRecords>().ReadAsync(session => session.QueryAsync<Staff>(
            "SELECT id, user_name AS UserName, name, role, organisation FROM staff WHERE role = 'supervisor' ORDER BY id"), world.Cancel))[0];
        await world.Gateway.Services.GetRequiredService<ApproveBody>().DisableAsync(supervisor, world.Body, "試し", world.Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/desk", world.Cancel)).StatusCode);
        using var other = world.Browser();
        using var refused = await SignInAsync(other, Password);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task An_account_that_is_taken_out_of_the_file_loses_its_desk_at_once()
    {
        await using var world = await IntroductionWorld.OpenAsync();
        var without = await GiveAccountAsync(world, world.Body);
        using var desk = world.Browser();
        (await SignInAsync(desk, Password)).Dispose();
        Assert.Equal(HttpStatusCode.OK, (await desk.GetAsync("/desk", world.Cancel)).StatusCode);
        await ApplyAsync(world, without);
        Assert.Equal(HttpStatusCode.Forbidden, (await desk.GetAsync("/desk", world.Cancel)).StatusCode);
        // Whoever came by a link and a code is not touched by it.
        Assert.Equal(HttpStatusCode.OK, (await world.Worker.GetAsync("/desk", world.Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("role: supportBody", "is needed for this role")]
    [InlineData("role: supportBody\n        body: minatono", "must be the id of a body")]
    [InlineData("role: volunteer\n        body: 019aa2f0-0000-7000-8000-000000000000", "only for the role supportBody")]
    public async Task The_file_says_which_body_and_only_there(string lines, string problem)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("gateway-account-").FullName, "organisations.yaml");
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, "password.txt"), Password, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, $"organisations:\n  - id: org1\n    name: こもれび\n    people:\n      - userName: morita\n        name: もりた\n        {lines}\n        password: file:password.txt\n", TestContext.Current.CancellationToken);
        Assert.Contains(SetupReading.FromFile(file).Problems, found => found.ToString().Contains(problem, StringComparison.Ordinal));
    }

    private static Task<HttpResponseMessage> SignInAsync(HttpClient desk, string password) => DeskWorld.PostAsync(desk, "/desk/sign-in", ("userName", UserName), ("password", password));

    // As an administrator does it: a few lines in the set-up file, and the next start. Returns the file as it was.
    private static async Task<string> GiveAccountAsync(IntroductionWorld world, string body)
    {
        var file = world.Gateway.Services.GetRequiredService<IConfiguration>()["Gateway:Setup:File"]!;
        var before = await File.ReadAllTextAsync(file, world.Cancel);
        await File.WriteAllTextAsync(Path.Combine(Path.GetDirectoryName(file)!, "morita.txt"), Password, world.Cancel);
        await ApplyAsync(world, before.TrimEnd() + $"\n      - userName: {UserName}\n        name: もりた\n        role: supportBody\n        body: {body}\n        password: file:morita.txt\n");
        return before;
    }

    private static async Task ApplyAsync(IntroductionWorld world, string text)
    {
        var file = world.Gateway.Services.GetRequiredService<IConfiguration>()["Gateway:Setup:File"]!;
        await File.WriteAllTextAsync(file, text, world.Cancel);
        await ActivatorUtilities.CreateInstance<ApplySetup>(world.Gateway.Services, SetupReading.FromFile(file)).RunAsync(world.Cancel);
    }
}
