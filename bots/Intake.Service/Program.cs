using System.Net;
using System.Text.Json;
using Gateway.Bots.Intake;
using Gateway.Bots.Intake.Service;
using Gateway.Bots.Protocol;

// The guide as a process of its own, for a gateway on the same machine: intakeBot { mode: expectReplies, local: true }.
var builder = WebApplication.CreateSlimBuilder(args);
if (string.IsNullOrEmpty(builder.Configuration["urls"])) builder.WebHost.UseUrls("http://127.0.0.1:3979");
var app = builder.Build();
var talks = new Talks(new IntakeActivities(new IntakeScript(new IntakeTexts()), IntakePlan.Usual), TimeProvider.System);

app.MapPost("/api/messages", async (HttpContext context) =>
{
    // Without tokens only this machine is believed.
    if (context.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller)) return Results.StatusCode(StatusCodes.Status403Forbidden);
    Activity? activity;
    try
    {
        activity = await JsonSerializer.DeserializeAsync(context.Request.Body, ProtocolJson.Default.Activity, context.RequestAborted);
    }
    catch (JsonException)
    {
        return Results.StatusCode(StatusCodes.Status400BadRequest);
    }

    if (activity is not { DeliveryMode: DeliveryModes.ExpectReplies }) return Results.StatusCode(StatusCodes.Status400BadRequest);
    return Results.Json(new ExpectedReplies(talks.Answer(activity)), ProtocolJson.Default.ExpectedReplies);
});

await app.RunAsync();
