using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Line;

/// <summary>The phone of one LINE user, open at one account. What it does reaches the gateway through the real webhook.</summary>
public sealed class LinePhone
{
    private readonly LineAccount _account;
    private readonly SimulatorIds _ids;
    private readonly TimeProvider _time;
    private readonly Outbox _outbox;

    internal LinePhone(LineAccount account, string userId, SimulatorIds ids, TimeProvider time, Outbox outbox) =>
        (_account, UserId, _ids, _time, _outbox) = (account, userId, ids, time, outbox);

    /// <summary>U and 32 hexadecimal digits, valid for this account's provider only.</summary>
    public string UserId { get; }

    /// <summary>What has arrived on this phone, in order.</summary>
    public IReadOnlyList<OutboxItem> Received => [.. _outbox.Log.After(0).Where(Mine)];

    /// <summary>Waits until something arrives (or has arrived) that <paramref name="wanted"/> accepts; anything, when not given.</summary>
    /// <exception cref="TimeoutException">Nothing wanted came in time (10 s of real time when not given).</exception>
    public Task<OutboxItem> ReceivesAsync(Func<string, bool>? wanted = null, TimeSpan? timeout = null, long after = 0) =>
        _outbox.Log.FirstAsync(item => Mine(item) && (wanted?.Invoke(item.Text) ?? true), timeout, after);

    /// <summary>Adds the account as a friend, or unblocks it.</summary>
    public Task<WebhookDelivery> FollowAsync()
    {
        var unblocked = _account.Followed(UserId);
        var follow = Event("follow", canBeAnswered: true);
        follow.Json["follow"] = new JsonObject { ["isUnblocked"] = unblocked };
        return SendAsync(follow);
    }

    /// <summary>Blocks the account. From now on LINE accepts what is sent here and delivers nothing.</summary>
    public Task<WebhookDelivery> UnfollowAsync()
    {
        _account.Unfollowed(UserId);
        return SendAsync(Event("unfollow", canBeAnswered: false));
    }

    /// <summary>Sends a text.</summary>
    public Task<WebhookDelivery> SayAsync(string text) => SendAsync(Text(text));

    /// <summary>Sends a sticker.</summary>
    public Task<WebhookDelivery> StickerAsync() => SendAsync(Message(new JsonObject
    {
        ["type"] = "sticker",
        ["packageId"] = "446",
        ["stickerId"] = "1988",
        ["stickerResourceType"] = "STATIC",
        ["quoteToken"] = _ids.Hex(16),
    }));

    /// <summary>Sends a picture, a voice message, a video or a file; the account can fetch it from the content host.</summary>
    /// <param name="content">What it is, and how the content host hands it out.</param>
    /// <param name="messageId">The id of its message; a new one when not given.</param>
    /// <returns>The id of its message, and what became of the webhook call.</returns>
    public async Task<(string MessageId, WebhookDelivery Delivery)> SendAsync(LineContent content, string? messageId = null)
    {
        var id = messageId ?? _ids.LineMessage();
        _account.Contents.Put(id, content);
        var message = new JsonObject { ["id"] = id, ["type"] = content.Kind };
        if (content.Kind == "file")
        {
            message["fileName"] = content.FileName ?? "file.bin";
            message["fileSize"] = content.SaidSize ?? content.Bytes.Length;
        }
        else
        {
            message["contentProvider"] = content.Elsewhere is { } address
                ? new JsonObject { ["type"] = "external", ["originalContentUrl"] = address, ["previewImageUrl"] = address }
                : new JsonObject { ["type"] = "line" };
        }

        return (id, await SendAsync(Message(message)));
    }

    /// <summary>Withdraws a message that was sent before.</summary>
    public Task<WebhookDelivery> UnsendAsync(string messageId)
    {
        var unsend = Event("unsend", canBeAnswered: false);
        unsend.Json["unsend"] = new JsonObject { ["messageId"] = messageId };
        return SendAsync(unsend);
    }

    /// <summary>Taps a button that carries data.</summary>
    public Task<WebhookDelivery> PostbackAsync(string data)
    {
        var postback = Event("postback", canBeAnswered: true);
        postback.Json["postback"] = new JsonObject { ["data"] = data };
        return SendAsync(postback);
    }

    /// <summary>Taps a button under the newest message.</summary>
    /// <exception cref="InvalidOperationException">There is no such button there.</exception>
    public Task<WebhookDelivery> TapAsync(string label) =>
        Received is [.., var newest] && newest.Taps.FirstOrDefault(tap => tap.Label == label) is { } tap
            ? tap.Says ? SayAsync(tap.Data) : PostbackAsync(tap.Data)
            : throw new InvalidOperationException($"There is no button \"{label}\" under the newest message.");

    /// <summary>Whether the phone shows that somebody is writing.</summary>
    public bool ShowsWriting => _account.ShowsWriting(UserId);

    /// <summary>The event of a text, not yet sent: to be changed, repeated, or sent together with others.</summary>
    public LineEvent Text(string text) => Message(new JsonObject
    {
        ["type"] = "text",
        ["quoteToken"] = _ids.Hex(16),
        ["text"] = text,
    });

    /// <summary>The event of a message of any kind; its id is added when it has none.</summary>
    public LineEvent Message(JsonObject message)
    {
        var one = Event("message", canBeAnswered: true);
        if (!message.ContainsKey("id"))
            message["id"] = _ids.LineMessage();
        one.Json["message"] = message;
        return one;
    }

    /// <summary>An event of any type, known or not.</summary>
    public LineEvent Event(string type, bool canBeAnswered) =>
        new(type, UserId, canBeAnswered ? _ids.Hex(16) : null, _time.GetUtcNow(), _ids.Ulid());

    /// <summary>Sends one event in a webhook call of its own.</summary>
    public Task<WebhookDelivery> SendAsync(LineEvent one) => _account.SendAsync(one);

    private bool Mine(OutboxItem item) =>
        item.Delivered && item.Provider == "line" && item.To == UserId && item.From == _account.Options.Account;
}
