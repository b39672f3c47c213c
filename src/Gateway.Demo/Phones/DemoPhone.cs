using Gateway.Simulators;
using Gateway.Simulators.Line;
using Gateway.Simulators.Sms;
using Gateway.Simulators.Webhooks;

namespace Gateway.Demo.Phones;

/// <summary>A phone of the demo's page: one person, writing to one organisation.</summary>
public abstract class DemoPhone(string id, string table)
{
    /// <summary>Known to the page only.</summary>
    public string Id { get; } = id;

    /// <summary>The page it lies on.</summary>
    public string Table { get; } = table;

    /// <summary><c>line</c> or <c>sms</c>.</summary>
    public abstract string Channel { get; }

    /// <summary>Its own number or user id.</summary>
    public abstract string Address { get; }

    /// <summary>The account or number it writes to, as the outbox names it.</summary>
    public abstract string WritesTo { get; }

    /// <summary>What comes before the first word: a LINE user adds the account as a friend, and may be greeted. True when done.</summary>
    public virtual Task<bool> MeetAsync() => Task.FromResult(false);

    /// <summary>How its network is.</summary>
    public PhoneNetwork Network { get; } = new();

    /// <summary>Whether it shows now that somebody is writing.</summary>
    public virtual bool ShowsWriting => false;

    /// <summary>Sends a text.</summary>
    public abstract Task<WebhookDelivery> SayAsync(string text);

    /// <summary>Does something else than writing; null when this phone cannot.</summary>
    public abstract Task<WebhookDelivery>? Act(string act);

    /// <summary>Whether there is a button of this name under the newest message.</summary>
    public virtual bool Offers(string label) => false;

    /// <summary>Taps a button under the newest message; null when there is none of that name (any more).</summary>
    public virtual Task<WebhookDelivery>? Tap(string label) => null;
}

/// <summary>A LINE user, who becomes a friend of the account before the first word.</summary>
public sealed class DemoLinePhone(string id, string table, LineAccount account) : DemoPhone(id, table)
{
    private readonly LinePhone _phone = account.Phone();
    private readonly Lock _gate = new();
    private Task<bool>? _friend;

    /// <inheritdoc/>
    public override string Channel => "line";

    /// <inheritdoc/>
    public override string Address => _phone.UserId;

    /// <inheritdoc/>
    public override string WritesTo => account.Options.Account;

    /// <inheritdoc/>
    public override bool ShowsWriting => _phone.ShowsWriting;

    /// <inheritdoc/>
    public override async Task<WebhookDelivery> SayAsync(string text)
    {
        await MeetAsync();
        return await _phone.SayAsync(text);
    }

    /// <inheritdoc/>
    public override bool Offers(string label) => _phone.Received is [.., var newest] && newest.Taps.Any(tap => tap.Label == label);

    /// <inheritdoc/>
    public override Task<WebhookDelivery>? Tap(string label) => Offers(label) ? _phone.TapAsync(label) : null;

    /// <inheritdoc/>
    public override Task<WebhookDelivery>? Act(string act) => act switch
    {
        "sticker" => StickerAsync(),
        "picture" => PictureAsync(),
        "blocked" => _phone.UnfollowAsync(),
        "followed" => _phone.FollowAsync(),
        _ => null,
    };

    private async Task<WebhookDelivery> StickerAsync()
    {
        await MeetAsync();
        return await _phone.StickerAsync();
    }

    private async Task<WebhookDelivery> PictureAsync()
    {
        await MeetAsync();
        return (await _phone.SendAsync(new LineContent("image", DrawnPicture.Png(960, 720)) { Type = "image/png" })).Delivery;
    }

    /// <inheritdoc/>
    public override Task<bool> MeetAsync()
    {
        // Two taps in a row must not follow twice, nor speak before they followed; a gateway that was away is met later.
        lock (_gate)
        {
            if (_friend is null || (_friend.IsCompletedSuccessfully && !_friend.GetAwaiter().GetResult()))
                _friend = FollowAsync();
            return _friend;
        }

        async Task<bool> FollowAsync() => (await _phone.FollowAsync()).First.Accepted;
    }
}

/// <summary>A mobile phone that writes by SMS.</summary>
public sealed class DemoSmsPhone(string id, string table, SmsNumber number, string own) : DemoPhone(id, table)
{
    private readonly SmsPhone _phone = number.Phone(own);

    /// <inheritdoc/>
    public override string Channel => "sms";

    /// <inheritdoc/>
    public override string Address => own;

    /// <inheritdoc/>
    public override string WritesTo => number.Options.Number;

    /// <inheritdoc/>
    public override Task<WebhookDelivery> SayAsync(string text) => _phone.SayAsync(text);

    /// <inheritdoc/>
    public override Task<WebhookDelivery>? Act(string act)
    {
        if (act is "off" or "on")
            _phone.SetReachable(act == "on");
        return null;
    }
}
