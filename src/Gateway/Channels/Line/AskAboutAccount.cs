using System.Globalization;
using System.Text.Json;
using Gateway.Organisations;

namespace Gateway.Channels.Line;

/// <summary>Asks LINE how an account stands, one thing after the other.</summary>
internal sealed class AskAboutAccount(CallLine line)
{
    // LINE calls us before it answers, and gives itself time for that.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>What was found: well, wrong, or only to be known. It ends where nothing more can be asked.</summary>
    /// <param name="account">Which account.</param>
    /// <param name="here">The address at which people's phones would reach us, if it is known.</param>
    public async IAsyncEnumerable<(bool? IsWell, string What)> AskAsync(LineAccount account, Uri? here)
    {
        var info = await GetAsync(account, "info");
        if (info.Status != 200)
        {
            yield return (false, Refusal(info, account));
            yield break;
        }

        yield return (true, $"LINE takes the access token ({KindOf(account.Credential)})");
        var bot = Text(info, "userId");
        yield return bot == account.Destination
            ? (true, "destination is this account's own id")
            : (false, $"destination in the set-up file is not this account's; it must be {bot}");
        if (Text(info, "chatMode") == "chat")
            yield return (false, "\"Chat\" is on: somebody could answer in LINE's own pages, past the gateway. Switch it off under Response settings");

        var endpoint = await GetAsync(account, "channel/webhook/endpoint");
        var path = $"/channels/line/{account.Account}/webhook";
        var reaches = false;
        foreach (var (isWell, what) in Webhook(endpoint, path, here))
        {
            reaches |= isWell;
            yield return (isWell, what);
        }

        if (reaches) yield return Tested(await PostAsync(account, "channel/webhook/test", "{}"u8.ToArray()));
        if (LineQuota.Read(await GetAsync(account, "message/quota"), await GetAsync(account, "message/quota/consumption")) is { } quota)
        {
            yield return quota.Limit is not { } limit ? (null, Words($"{quota.Used} messages used this month; the plan has no limit"))
                : (quota.Used >= limit ? false : null, Words($"{quota.Used} of {limit} messages used this month"));
        }
    }

    private static IEnumerable<(bool IsWell, string What)> Webhook(LineAnswer endpoint, string path, Uri? here)
    {
        if (endpoint.Status != 200 || !Uri.TryCreate(Text(endpoint, "endpoint"), UriKind.Absolute, out var address))
        {
            yield return (false, $"no webhook is set; enter {here?.GetLeftPart(UriPartial.Authority) ?? "https://HOST"}{path} on LINE's page");
            yield break;
        }

        var meant = here is null ? null : new Uri(here, path);
        if (meant is null ? address.AbsolutePath == path : address == meant) yield return (true, $"the webhook is {address}");
        else yield return (false, $"the webhook is {address}; it must {(meant is null ? $"end in {path}" : $"be {meant}")}");
        if (!Json(endpoint, "active", JsonValueKind.True)) yield return (false, "\"Use webhook\" is off: LINE passes nothing on");
    }

    private static (bool? IsWell, string What) Tested(LineAnswer test)
    {
        if (test.Status != 200) return (null, Words($"LINE did not try the webhook ({test.Status}); it may be asked 60 times an hour"));
        if (Json(test, "success", JsonValueKind.True)) return (true, "LINE reaches the webhook");
        return (false, "LINE does not reach the webhook: " + Text(test, "reason")?.ToUpperInvariant() switch
        {
            "COULD_NOT_CONNECT" => "it could not connect. Is the address right, does the certificate hold, is port 443 open?",
            "REQUEST_TIMEOUT" => "it was not answered within two seconds",
            "ERROR_STATUS_CODE" => Words($"it was answered with {Text(test, "detail")}. 401: another channel secret. 404: another account name, or another program answers there"),
            _ => "it does not say why",
        });
    }

    private static string Refusal(LineAnswer info, LineAccount account) => info.Status switch
    {
        401 => "LINE refuses the access token: it is of another channel, or was issued anew",
        0 when info.NotAsked is Conversations.Outbox.SendOutcome.BadConfig => account.Credential is LineCredential.Keyed
            ? "LINE gives no access token: channelId, assertionKeyId or the key is wrong"
            : "LINE gives no access token: channelId or channelSecret is wrong",
        0 => "LINE cannot be reached from here",
        _ => Words($"LINE answers {info.Status}"),
    };

    private static string KindOf(LineCredential credential) => credential switch
    {
        LineCredential.Stateless => "stateless",
        LineCredential.Keyed => "v2.1",
        _ => "long-lived",
    };

    private Task<LineAnswer> GetAsync(LineAccount account, string path) => SafelyAsync(cancel => line.GetAsync(account, path, cancel));

    private Task<LineAnswer> PostAsync(LineAccount account, string path, byte[] body) => SafelyAsync(cancel => line.PostAsync(account, path, body, cancel));

    private static async Task<LineAnswer> SafelyAsync(Func<CancellationToken, Task<LineAnswer>> call)
    {
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            return await call(limit.Token);
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return new LineAnswer(0, [], false);
        }
    }

    private static string? Text(LineAnswer answer, string name)
    {
        try
        {
            using var document = JsonText.Parse(answer.Body);
            return JsonText.Text(document.RootElement, name);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Json(LineAnswer answer, string name, JsonValueKind kind)
    {
        try
        {
            using var document = JsonText.Parse(answer.Body);
            return JsonText.Property(document.RootElement, name).ValueKind == kind;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Words(FormattableString words) => words.ToString(CultureInfo.InvariantCulture);
}
