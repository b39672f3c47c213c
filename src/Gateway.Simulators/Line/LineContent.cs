using System.Collections.Concurrent;

namespace Gateway.Simulators.Line;

/// <summary>A picture, voice message, video or file that a user sent, and how the content host hands it out.</summary>
/// <param name="Kind"><c>image</c>, <c>audio</c>, <c>video</c> or <c>file</c>.</param>
/// <param name="Bytes">What it is.</param>
public sealed record LineContent(string Kind, byte[] Bytes)
{
    /// <summary>The header that comes with it; nothing obliges it to be true.</summary>
    public string Type { get; init; } = "application/octet-stream";

    /// <summary>Of a file: its name.</summary>
    public string? FileName { get; init; }

    /// <summary>Of a file: how large its message says that it is, if that is not the truth.</summary>
    public long? SaidSize { get; init; }

    /// <summary>An address of the sender's choice, if it does not lie at LINE (<c>contentProvider.type: external</c>).</summary>
    public string? Elsewhere { get; init; }

    /// <summary>What the host answers instead of handing it out: 404, 410, 500 …; by default it hands it out.</summary>
    public int? Status { get; init; }

    /// <summary>Where it redirects to instead. LINE never does.</summary>
    public string? RedirectTo { get; init; }

    /// <summary>Whether it is sent without saying how long it is.</summary>
    public bool WithoutLength { get; init; }

    /// <summary>The connection is cut after so many bytes.</summary>
    public int? CutAfter { get; init; }

    /// <summary>How long the host waits before the second half.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Of a video or voice message: how many times the host says <c>processing</c> first.</summary>
    public int StillProcessing { get; init; }

    /// <summary>Whether its conversion fails.</summary>
    public bool CannotBeConverted { get; init; }
}

/// <summary>What the content host of one account holds, and how often it was asked.</summary>
public sealed class LineContents
{
    private readonly ConcurrentDictionary<string, LineContent> _contents = [];
    private readonly ConcurrentDictionary<string, int> _asked = [];
    private readonly ConcurrentDictionary<string, int> _askedToConvert = [];

    /// <summary>Puts something there, or in the place of what was there.</summary>
    public void Put(string messageId, LineContent content) => _contents[messageId] = content;

    /// <summary>How often this content was asked for.</summary>
    public int Asked(string messageId) => _asked.GetValueOrDefault(messageId);

    internal LineContent? Ask(string messageId)
    {
        _asked.AddOrUpdate(messageId, 1, (_, before) => before + 1);
        return _contents.GetValueOrDefault(messageId);
    }

    internal (LineContent? Content, int Times) AskToConvert(string messageId) =>
        (_contents.GetValueOrDefault(messageId), _askedToConvert.AddOrUpdate(messageId, 1, (_, before) => before + 1));
}
