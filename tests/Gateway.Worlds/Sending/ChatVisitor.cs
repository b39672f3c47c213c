using System.Net;
using System.Security.Cryptography;

namespace Gateway.Worlds.Sending;

/// <summary>A person at the web chat without a browser: writes as the page does, under an id by which a second copy is known.</summary>
public sealed class ChatVisitor : IDisposable
{
    private readonly HttpClient _http = new(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
    private readonly Uri _messages;
    private readonly string _secret = Convert.ToBase64String(RandomNumberGenerator.GetBytes(24)).Replace('+', '-').Replace('/', '_');

    /// <param name="chat">The address of the page.</param>
    public ChatVisitor(Uri chat) => _messages = new Uri(chat.OriginalString + "/messages");

    /// <summary>A new id for a message.</summary>
    public static string NewId() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString();

    /// <summary>Sends a message once; whether the page would count it as sent.</summary>
    public async Task<bool> SayAsync(string text, string id)
    {
        using var form = new FormUrlEncodedContent([new("text", text), new("clientId", id), new("beginning", _secret)]);
        using var answer = await _http.PostAsync(_messages, form);
        return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.SeeOther;
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
