using System.Text.Json;

namespace Gateway.Simulators.Line;

/// <summary>One LINE Official Account inside the simulator: what the Messaging API does for it, and the phones that know it.</summary>
public sealed class LineAccount
{
    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly SimulatorIds _ids;
    private readonly Outbox _outbox;
    private readonly ReplyTokens _replyTokens;
    private readonly RetryKeys _retryKeys;
    private readonly LineFriends _friends;
    private readonly LineQuota _quota;
    private readonly IssuedTokens _tokens;
    private readonly Dictionary<string, RateWindow> _rates = [];
    private readonly HashSet<string> _groups = [];
    private readonly Dictionary<string, DateTimeOffset> _loading = [];

    internal LineAccount(LineAccountOptions options, TimeProvider time, SimulatorIds ids, Outbox outbox, LineWebhook webhook)
    {
        (Options, Webhook, _time, _ids, _outbox, Calls) = (options, options.Webhook, time, ids, outbox, webhook);
        (_replyTokens, _retryKeys, _friends) = (new ReplyTokens(time), new RetryKeys(time), new LineFriends(time));
        _quota = new LineQuota(time, options.MonthlyQuota);
        _tokens = new IssuedTokens(time);
    }

    /// <summary>The settings it was made with.</summary>
    public LineAccountOptions Options { get; }

    /// <summary>Where webhook events go.</summary>
    public Uri? Webhook { get; set; }

    /// <summary>Whether its owner has switched the webhook on; only what LINE says of itself depends on it.</summary>
    public bool UsesWebhook { get; set; } = true;

    /// <summary><c>bot</c>, or <c>chat</c> when its owner may answer in LINE's own pages.</summary>
    public string ChatMode { get; set; } = "bot";

    /// <summary>What is to go wrong, at the API and on the way of the webhook.</summary>
    public Faults Faults { get; } = new();

    /// <summary>The pictures, voice messages, videos and files that were sent to this account, by the id of their message.</summary>
    public LineContents Contents { get; } = new();

    /// <summary>What is to go wrong where tokens are issued.</summary>
    public Faults TokenFaults { get; } = new();

    /// <summary>How many tokens were issued over the API so far.</summary>
    public int TokensIssued
    {
        get
        {
            lock (_gate)
                return _tokens.Count;
        }
    }

    internal LineWebhook Calls { get; }

    /// <summary>The phone of a user of this account; a new user when no id is given.</summary>
    public LinePhone Phone(string? userId = null)
    {
        var id = userId ?? _ids.LineUser();
        lock (_gate)
            _friends.Add(id);
        return new LinePhone(this, id, _ids, _time, _outbox);
    }

    /// <summary>Ends every token that was issued over the API, as if somebody had revoked them.</summary>
    public void RevokeTokens()
    {
        lock (_gate)
            _tokens.RevokeAll();
    }

    internal bool Holds(string token)
    {
        lock (_gate)
            return _tokens.Holds(token);
    }

    internal bool AdmitsKeyedToken()
    {
        lock (_gate)
            return _tokens.AdmitsKeyed();
    }

    internal void KeepToken(string token, TimeSpan life, bool isKeyed)
    {
        lock (_gate)
            _tokens.Keep(token, life, isKeyed);
    }

    internal bool Admits(string call)
    {
        lock (_gate)
        {
            if (!_rates.TryGetValue(call, out var window))
                _rates[call] = window = new RateWindow(_time, TimeSpan.FromSeconds(1));
            return window.Admits(Options.RatePerSecond);
        }
    }

    internal LineAnswer Reply(JsonElement body, bool hasRetryKey)
    {
        if (hasRetryKey)
            return LineAnswer.Error(400, "X-Line-Retry-Key is not supported for this endpoint");
        var token = LineMessages.Text(body, "replyToken");
        var (said, refusal) = LineMessages.Read(body);
        if (refusal is not null)
            return refusal;
        lock (_gate)
        {
            var to = token is null ? null : _replyTokens.Use(token);
            return to is null ? LineAnswer.Error(400, "Invalid reply token") : LineAnswer.Accepted(Accept("reply", to, said));
        }
    }

    internal LineAnswer Push(JsonElement body, string? retryKey, string requestId)
    {
        Guid key = default;
        if (retryKey is not null && !Guid.TryParseExact(retryKey, "D", out key))
            return LineAnswer.Error(400, "The retry key is invalid");
        var to = LineMessages.Text(body, "to");
        var (said, refusal) = LineMessages.Read(body);
        if (refusal is not null)
            return refusal;
        if (!LineIds.IsUser(to))
            return LineAnswer.Error(400, "The property, 'to', in the request body is invalid (line: -, column: -)");
        lock (_gate)
        {
            if (retryKey is not null && _retryKeys.Repeated(key) is { } repeated)
                return repeated;
            if (Options.StrangersAreFriends && !_friends.Knows(to!))
                _friends.Follow(to!);
            if (!_friends.Knows(to!))
                return LineAnswer.Error(400, "Failed to send messages");
            if (_friends.Reaches(to!) && !_quota.Take())
                return LineAnswer.Error(429, "You have reached your monthly limit.");
            var sent = Accept("push", to!, said);
            if (retryKey is not null)
                _retryKeys.Keep(key, requestId, sent);
            return LineAnswer.Accepted(sent);
        }
    }

    /// <summary>A group or room into which somebody invites the account, with somebody's token for the answer to it.</summary>
    public async Task<LineGroupTalk> InviteAsync(bool isRoom = false)
    {
        var talk = new LineGroupTalk(this, isRoom ? "room" : "group", (isRoom ? "R" : "C") + _ids.Hex(16), _ids, _time, _outbox);
        lock (_gate)
        {
            _groups.Add(talk.Id);
            _friends.Add(talk.Id);
        }

        await talk.JoinAsync();
        return talk;
    }

    /// <summary>Whether the account is in a group or room.</summary>
    public bool IsIn(string groupId)
    {
        lock (_gate)
            return _groups.Contains(groupId);
    }

    internal bool Leave(string groupId)
    {
        lock (_gate)
            return _groups.Remove(groupId);
    }

    internal (int? Limit, int Used) Quota()
    {
        lock (_gate)
            return (Options.MonthlyQuota, _quota.Used);
    }

    /// <summary>How often the account has asked a phone to show that somebody is writing.</summary>
    public int LoadingAsked { get; private set; }

    internal void Loads(string userId, TimeSpan life)
    {
        lock (_gate)
        {
            LoadingAsked++;
            _loading[userId] = _time.GetUtcNow() + life;
        }
    }

    internal bool ShowsWriting(string userId)
    {
        lock (_gate)
            return _loading.TryGetValue(userId, out var until) && _time.GetUtcNow() < until;
    }

    internal bool IsFriend(string userId)
    {
        lock (_gate)
            return _friends.IsFriend(userId);
    }

    internal bool Followed(string userId)
    {
        lock (_gate)
            return _friends.Follow(userId);
    }

    internal void Unfollowed(string userId)
    {
        lock (_gate)
            _friends.Unfollow(userId);
    }

    internal void Spoke(string userId)
    {
        lock (_gate)
            _friends.Spoke(userId);
    }

    internal void Issue(string replyToken, string userId)
    {
        lock (_gate)
            _replyTokens.Issue(replyToken, userId);
    }

    internal void Renew(string replyToken)
    {
        lock (_gate)
            _replyTokens.Renew(replyToken);
    }

    // Under the lock, so that the outbox has the order in which this account accepted.
    private List<LineSent> Accept(string kind, string to, IReadOnlyList<LineSaid> said)
    {
        var delivered = _friends.Reaches(to);
        // The next message takes its place.
        _loading.Remove(to);
        var sent = new List<LineSent>(said.Count);
        foreach (var (index, one) in said.Index())
        {
            var id = _ids.LineMessage();
            sent.Add(new LineSent(id, _ids.Hex(16)));
            _outbox.Log.Append(number => new OutboxItem(number, "line", kind, to, one.Text, _time.GetUtcNow())
            {
                From = Options.Account,
                Delivered = delivered,
                MessageId = id,
                // Under the others a phone shows none.
                Taps = index == said.Count - 1 ? one.Taps : [],
            });
        }
        return sent;
    }
}
