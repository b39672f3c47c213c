using Gateway.Conversations;
using Gateway.Intake;

namespace Gateway.Channels.Line;

/// <summary>
/// Understands that a person wants to stop: a tap on what was offered, or exactly its words. Nothing else is taken for it. "I want to
/// stop" may be the most important thing that somebody has said, and must reach a counsellor.
/// </summary>
public sealed class LeavingWords
{
    private readonly HashSet<string> _words;

    /// <summary>Knows the words of every language.</summary>
    public LeavingWords(PersonTexts texts) =>
        _words = [.. texts.Languages.SelectMany(language => Choices.Leaving.Select(choice => texts.Text(language, Choices.TextOf(choice)))).Select(Bare)];

    /// <summary>The events, with those that say it as <see cref="InboundKind.Leave"/>.</summary>
    public IReadOnlyList<Inbound> Understand(IReadOnlyList<Inbound> events) =>
        events.Any(Says) ? [.. events.Select(inbound => Says(inbound) ? inbound with { Kind = InboundKind.Leave } : inbound)] : events;

    private bool Says(Inbound inbound) =>
        inbound is { Kind: InboundKind.Message, Standby: false, Text: { } text } && text.Value.Length <= 100 && _words.Contains(Bare(text.Value));

    // As a phone may write it: spaces around it, a full stop behind it, capitals.
    private static string Bare(string words) => words.Trim().TrimEnd('。', '.').ToUpperInvariant();
}
