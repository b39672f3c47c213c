using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Simulators.Sms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Simulators.Twilio;

/// <summary>The address of Twilio with which the gateway sends SMS.</summary>
public static partial class TwilioEndpoints
{
    private const int LongestBody = 1600;

    /// <summary>Serves <c>POST /2010-04-01/Accounts/{sid}/Messages.json</c>.</summary>
    public static void MapTwilio(this IEndpointRouteBuilder app, TwilioSimulator twilio) =>
        app.MapPost("/2010-04-01/Accounts/{sid}/Messages.json", (string sid, HttpContext context) => SendAsync(context, twilio, sid));

    private static async Task SendAsync(HttpContext context, TwilioSimulator twilio, string sid)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var mine = twilio.Numbers.Where(one => one.Options.AccountSid == sid && context.Request.Headers.Authorization == Basic(one.Options)).ToList();
        if (mine.Count == 0)
        {
            await RefuseAsync(context, 401, 20003, "Authenticate");
            return;
        }
        if (mine.FirstOrDefault(one => one.Options.Number == form["From"]) is not { } number)
        {
            await RefuseAsync(context, 400, 21606, "The 'From' number is not a valid, SMS-capable number of your account.");
            return;
        }
        var fault = number.Faults.Take();
        if (fault is Fault.DropBeforeAccepting)
        {
            context.Abort();
            return;
        }
        if (Refusal(number, form, fault) is (var status, var code, var message))
        {
            await RefuseAsync(context, status, code, message);
            return;
        }
        await AcceptAsync(context, number, form, fault);
    }

    private static (int, int, string)? Refusal(TwilioNumber number, IFormCollection form, Fault? fault)
    {
        if (fault is Fault.ServerError)
            return (500, 20500, "An internal server error has occurred");
        if (!number.Admits() || fault is Fault.RateLimited)
            return (429, 20429, "Too Many Requests");
        if (form["Body"].ToString() is not { Length: > 0 } body)
            return (400, 21602, "Message body is required.");
        if (body.Length > LongestBody)
            return (400, 21617, "The concatenated message body exceeds the 1600 character limit");
        if (fault is Fault.RecipientRefused || !E164().IsMatch(form["To"].ToString()))
            return (400, 21211, "The 'To' number is not a valid phone number.");
        return null;
    }

    private static async Task AcceptAsync(HttpContext context, TwilioNumber number, IFormCollection form, Fault? fault)
    {
        var (to, body) = (form["To"].ToString(), form["Body"].ToString());
        var callback = Uri.TryCreate(form["StatusCallback"], UriKind.Absolute, out var address) ? address : null;
        var (sid, error) = number.Send(to, body, callback);
        if (error is { } code)
        {
            await RefuseAsync(context, 400, code, "Attempt to send to unsubscribed recipient");
            return;
        }
        if (number.Faults.AnswerDelay > TimeSpan.Zero)
            await Task.Delay(number.Faults.AnswerDelay, context.RequestAborted);
        if (fault is Fault.DropAfterAccepting)
        {
            context.Abort();
            return;
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(
            new
            {
                sid,
                account_sid = number.Options.AccountSid,
                status = "queued",
                to,
                from = number.Options.Number,
                body,
                num_segments = SmsText.Segments(body).ToString(CultureInfo.InvariantCulture),
                error_code = (int?)null,
                error_message = (string?)null,
            },
            context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, int code, string message)
    {
        context.Response.StatusCode = status;
        return context.Response.WriteAsJsonAsync(
            new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status }, context.RequestAborted);
    }

    private static string Basic(TwilioNumberOptions number) =>
        "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{number.AccountSid}:{number.AuthToken}"));

    [GeneratedRegex(@"\A\+[1-9]\d{6,14}\z")]
    private static partial Regex E164();
}
