using System.Text.Json;
using System.Text.RegularExpressions;

namespace Gateway.Simulators.Sms;

/// <summary>A send call that keeps the rules for the whole of it; each recipient is judged alone.</summary>
internal sealed partial record SmsRequest(string From, IReadOnlyList<SmsRecipient> Recipients, string Message, bool DeliveryReport, string? Tag)
{
    private const int LongestMessage = 2048;
    private const int MostRecipients = 100;

    /// <summary>The call, or why all of it is refused.</summary>
    public static (SmsRequest? Request, string? Refusal) Read(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement);
        }
        catch (JsonException)
        {
            return (null, "The body is not JSON.");
        }
    }

    private static (SmsRequest?, string?) Read(JsonElement root)
    {
        if (Text(root, "from") is not { Length: > 0 } from)
            return (null, "The from field is required.");
        if (!root.TryGetProperty("smsRecipients", out var to) || to.ValueKind != JsonValueKind.Array
            || to.GetArrayLength() is < 1 or > MostRecipients)
            return (null, $"The smsRecipients field must hold 1 to {MostRecipients} recipients.");
        if (Text(root, "message") is not { Length: > 0 } message)
            return (null, "The message field is required.");
        if (message.Length > LongestMessage)
            return (null, $"The message must not be longer than {LongestMessage} characters.");

        var report = false;
        string? tag = null;
        if (root.TryGetProperty("smsSendOptions", out var options) && options.ValueKind == JsonValueKind.Object)
        {
            if (!options.TryGetProperty("enableDeliveryReport", out var wanted) || wanted.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                return (null, "The enableDeliveryReport field is required.");
            (report, tag) = (wanted.GetBoolean(), Text(options, "tag"));
        }
        var recipients = to.EnumerateArray().Select(one =>
            new SmsRecipient(Text(one, "to") ?? "", Text(one, "repeatabilityRequestId"), Text(one, "repeatabilityFirstSent")));
        return (new SmsRequest(from, [.. recipients], message, report, tag), null);
    }

    public static bool IsNumber(string text) => E164().IsMatch(text);

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    [GeneratedRegex(@"\A\+[1-9]\d{6,14}\z")]
    private static partial Regex E164();
}

/// <summary>One recipient of a send call.</summary>
internal sealed record SmsRecipient(string To, string? RequestId, string? FirstSent);

/// <summary>What became of one recipient.</summary>
internal sealed record SmsResult(
    string To, string? MessageId, int HttpStatusCode, bool Successful, string? RepeatabilityResult = null, string? ErrorMessage = null);
