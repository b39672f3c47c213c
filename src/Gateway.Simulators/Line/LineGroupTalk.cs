using System.Text.Json.Nodes;
using Gateway.Simulators.Webhooks;

namespace Gateway.Simulators.Line;

/// <summary>A group or room with several people, into which the account was invited.</summary>
public sealed class LineGroupTalk
{
    private readonly LineAccount _account;
    private readonly string _kind;
    private readonly SimulatorIds _ids;
    private readonly TimeProvider _time;
    private readonly Outbox _outbox;

    internal LineGroupTalk(LineAccount account, string kind, string id, SimulatorIds ids, TimeProvider time, Outbox outbox) =>
        (_account, _kind, Id, _ids, _time, _outbox) = (account, kind, id, ids, time, outbox);

    /// <summary>C (a group) or R (a room) and 32 hexadecimal digits.</summary>
    public string Id { get; }

    /// <summary>Whether the account is still there.</summary>
    public bool HasAccount => _account.IsIn(Id);

    /// <summary>What the account has said there.</summary>
    public IReadOnlyList<OutboxItem> Received => [.. _outbox.Log.After(0).Where(item => item.To == Id)];

    /// <summary>Somebody in it says something.</summary>
    public Task<WebhookDelivery> SayAsync(string text)
    {
        var message = Event("message", _ids.LineUser());
        message.Json["message"] = new JsonObject { ["id"] = _ids.LineMessage(), ["type"] = "text", ["quoteToken"] = _ids.Hex(16), ["text"] = text };
        return _account.SendAsync(message);
    }

    internal Task<WebhookDelivery> JoinAsync() => _account.SendAsync(Event("join", userId: null));

    private LineEvent Event(string type, string? userId)
    {
        var one = new LineEvent(type, Id, _ids.Hex(16), _time.GetUtcNow(), _ids.Ulid());
        var source = new JsonObject { ["type"] = _kind, [_kind + "Id"] = Id };
        if (userId is not null)
            source["userId"] = userId;
        one.Json["source"] = source;
        return one;
    }
}
