using System.Text.Json.Serialization;
using Gateway.Simulators;

namespace Gateway.Demo.Phones;

/// <summary>Something that happened on the phones of one page, or in the mailbox that all pages share. The page is drawn from these alone.</summary>
/// <param name="Number">1, 2, 3 … over all pages.</param>
/// <param name="Kind"><c>phone</c> (a new one), <c>line</c> (of a talk), <c>state</c> (of the line <see cref="Of"/>), <c>note</c>, <c>writing</c>, <c>mail</c>.</param>
/// <param name="Phone">The phone's id; empty with <c>mail</c>.</param>
public sealed record TableEvent(long Number, string Kind, string Phone)
{
    /// <summary>Which page it belongs to; empty: all of them.</summary>
    [JsonIgnore]
    public string Table { get; init; } = "";

    /// <summary>When.</summary>
    [JsonConverter(typeof(MillisecondTime))]
    public DateTimeOffset At { get; init; }

    /// <summary>With <c>phone</c>: <c>line</c> or <c>sms</c>.</summary>
    public string? Channel { get; init; }

    /// <summary>With <c>phone</c>: whom it writes to.</summary>
    public string? Organisation { get; init; }

    /// <summary>With <c>phone</c>: its own number or user id; with <c>mail</c>: the address that it went to.</summary>
    public string? Address { get; init; }

    /// <summary>With <c>mail</c>: whose address that is.</summary>
    public string? Owner { get; init; }

    /// <summary>With <c>mail</c>: its subject.</summary>
    public string? Subject { get; init; }

    /// <summary>With <c>line</c>: whether the owner of the phone said it.</summary>
    public bool? Mine { get; init; }

    /// <summary>With <c>line</c>, when it is no words: <c>sticker</c> or <c>picture</c>.</summary>
    public string? What { get; init; }

    /// <summary>The words; with <c>note</c>, what happened: <c>friend</c>, <c>blocked</c>, <c>followed</c>, <c>off</c>, <c>on</c>,
    /// or how the network is now: <c>good</c>, <c>slow</c>, <c>away</c>; with <c>writing</c>, <c>yes</c> or <c>no</c>.</summary>
    public string? Text { get; init; }

    /// <summary>With a <c>line</c> by SMS that went in several: in how many parts.</summary>
    public int? Parts { get; init; }

    /// <summary>With a <c>line</c> on LINE: the buttons under it, until somebody writes again.</summary>
    public IReadOnlyList<string>? Taps { get; init; }

    /// <summary>With <c>state</c>: which line.</summary>
    public long? Of { get; init; }

    /// <summary>Of a line of one's own: <c>sending</c>, <c>sent</c> or <c>failed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Why it failed: a status, or LINE's word for having none.</summary>
    public string? Reason { get; init; }
}
