using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.PartnerGateways.Signatures;
using Gateway.Primitives;

namespace Gateway.TestKit.PartnerGateways;

/// <summary>How a way treats a call.</summary>
public enum WayFault
{
    /// <summary>It arrives, and so does its answer.</summary>
    None,

    /// <summary>The call does not arrive.</summary>
    CallLost,

    /// <summary>The call arrives, and its answer does not.</summary>
    AnswerLost,

    /// <summary>The call arrives twice; the answer to the first one comes back.</summary>
    Doubled,

    /// <summary>Somebody changes a letter of the answer.</summary>
    AnswerForged,
}

/// <summary>The way between two gateways, over the real front doors: names lead to the gateways of the test, and calls get lost on it as the test wants.</summary>
public sealed class BreakableWay : IDisposable
{
    private readonly HttpClient _client = new();
    private TestAnswer? _kept;

    /// <summary>Which name leads where.</summary>
    public ConcurrentDictionary<string, Uri> Gateways { get; } = new();

    /// <summary>What becomes of the calls that come next.</summary>
    public Func<HttpRequestMessage, WayFault> Next { get; set; } = _ => WayFault.None;

    /// <summary>Whoever stands on the way keeps the first good answer from now on and gives it to every later call.</summary>
    public bool KeepsAnswers { get; set; }

    /// <summary>What the partner says in the place of the truth, signed with its own key for the very call; nothing: the truth.</summary>
    public Func<byte[], byte[]>? Lie { get; set; }

    /// <summary>Until when an answer of the partner's rests on the way.</summary>
    public Func<Task> Rests { get; set; } = () => Task.CompletedTask;

    /// <summary>How the partner signs.</summary>
    internal Func<byte[], string, HttpResponseMessage> SignsAsPartner { get; set; } = (_, _) => throw new InvalidOperationException("nobody there signs yet");

    /// <summary>The folder of the keys.</summary>
    public string Keys { get; internal set; } = "";

    /// <summary>Whether the last call to the partner came and went as it should: nothing was lost, kept, delayed or other than the truth.</summary>
    public bool IsWhole { get; private set; } = true;

    /// <summary>The last call that arrived, as it was.</summary>
    public TestCall? Last { get; private set; }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Hands a call over as it is.</summary>
    public async Task<HttpResponseMessage> DeliverAsync(TestCall call, CancellationToken cancel = default)
    {
        var address = new Uri(call.Target);
        // Whoever is not there yet, or not any more, is not reached.
        if (!Gateways.TryGetValue(address.Host, out var gateway)) throw new HttpRequestException("nobody there", null, null);
        using var message = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(gateway, address.PathAndQuery)) { Content = new ByteArrayContent(call.Body) };
        foreach (var (name, value) in call.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return await _client.SendAsync(message, cancel);
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
    {
        var toPartner = request.RequestUri!.Host == "partner.test";
        var fault = Next(request);
        if (toPartner) IsWhole = fault == WayFault.None && Lie is null && !KeepsAnswers;
        try
        {
            var answer = await SendAsync(request, fault, cancel);
            if (toPartner && answer.StatusCode != HttpStatusCode.OK) IsWhole = false;
            return answer;
        }
        catch (HttpRequestException)
        {
            if (toPartner) IsWhole = false;
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, WayFault fault, CancellationToken cancel)
    {
        if (fault == WayFault.CallLost) throw new HttpRequestException("the call was lost", null, null);
        if (KeepsAnswers && _kept is { } kept) return kept.Message();
        var call = await TestCall.OfAsync(request, cancel);
        var answer = await DeliverAsync(call, cancel);
        Last = call;
        if (fault == WayFault.Doubled) (await DeliverAsync(call, cancel)).Dispose();
        if (fault == WayFault.AnswerLost)
        {
            answer.Dispose();
            throw new HttpRequestException("the answer was lost", null, null);
        }

        if (KeepsAnswers)
        {
            using (answer) _kept = await TestAnswer.OfAsync(answer);
            return _kept.Message();
        }

        if (request.RequestUri!.Host == "partner.test") answer = await AsThePartnerSaysAsync(call, answer, cancel);
        return fault == WayFault.AnswerForged ? await ForgedAsync(answer) : answer;
    }

    private async Task<HttpResponseMessage> AsThePartnerSaysAsync(TestCall call, HttpResponseMessage answer, CancellationToken cancel)
    {
        var rests = Rests();
        if (!rests.IsCompleted) IsWhole = false;
        await rests;
        if (Lie is not { } lie || answer.StatusCode != HttpStatusCode.OK) return answer;
        using (answer) return SignsAsPartner(lie(await answer.Content.ReadAsByteArrayAsync(cancel)), call.Headers["Signature"]["partner=".Length..]);
    }

    private static async Task<HttpResponseMessage> ForgedAsync(HttpResponseMessage answer)
    {
        using (answer)
        {
            var kept = await TestAnswer.OfAsync(answer);
            return (kept with { Body = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(kept.Body).Replace("\"freeHands\":0", "\"freeHands\":9", StringComparison.Ordinal)) }).Message();
        }
    }
}

/// <summary>An answer as it travels.</summary>
internal sealed record TestAnswer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public static async Task<TestAnswer> OfAsync(HttpResponseMessage answer) => new(
        answer.StatusCode, answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated).Where(header => header.Key is not ("Content-Length" or "Transfer-Encoding")).ToDictionary(header => header.Key, header => header.Value.ToString()),
        await answer.Content.ReadAsByteArrayAsync());

    public HttpResponseMessage Message()
    {
        var message = new HttpResponseMessage(Status) { Content = new ByteArrayContent(Body) };
        foreach (var (name, value) in Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(name, value)) message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}

/// <summary>Puts a <see cref="BreakableWay"/> in the place of the network.</summary>
internal sealed class WayIn(BreakableWay way) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => way.SendAsync(request, cancellationToken);
}

/// <summary>A call as it travels.</summary>
/// <param name="Method">Its method.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Headers">Its fields.</param>
/// <param name="Body">Its body.</param>
public sealed record TestCall(string Method, string Target, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    /// <summary>Reads one.</summary>
    public static async Task<TestCall> OfAsync(HttpRequestMessage request, CancellationToken cancel = default) => new(
        request.Method.Method, request.RequestUri!.AbsoluteUri,
        request.Headers.NonValidated.Concat(request.Content!.Headers.NonValidated).Where(header => header.Key != "Content-Length").ToDictionary(header => header.Key, header => header.Value.ToString()),
        await request.Content.ReadAsByteArrayAsync(cancel));

    /// <summary>One that is rightly signed.</summary>
    /// <param name="key">With which key.</param>
    /// <param name="body">What it says.</param>
    /// <param name="at">When it is made.</param>
    /// <param name="keyId">How the key is called.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="holds">For how many seconds.</param>
    public static TestCall SignedBy(ECDsa key, byte[] body, DateTimeOffset at, string keyId = "home-1", string target = "https://partner.test/partner-gateways/v1/exchange", int holds = SignedExchange.HoldsSeconds)
    {
        var digest = ContentDigest.Of(body);
        var (components, now) = (SignedExchange.OfCall(target, digest), at.ToUnixTimeSeconds());
        var parameters = new SignatureParameters(now, now + holds, Ids.NewSecret(), keyId);
        return new TestCall("POST", target, new Dictionary<string, string>
        {
            ["Content-Type"] = SignedExchange.ContentType,
            ["Content-Digest"] = digest,
            ["Signature-Input"] = SignedExchange.InputOf(components, parameters),
            ["Signature"] = $"{SignedExchange.Label}={SignedExchange.Sign(key, components, parameters.Text)}",
        }, body);
    }

    /// <summary>The same with a field changed.</summary>
    public TestCall With(string field, string value) => this with { Headers = new Dictionary<string, string>(Headers) { [field] = value } };
}
