using Gateway.Consent;

namespace Gateway.Handoff.Sheets;

/// <summary>
/// つなぎ連携票: what one body is told of a person by another, in ten parts. Facts stand apart from what somebody thinks of them. Everything may be
/// missing while it is being written; <see cref="CheckSheet"/> says what must not be missing when it leaves.
/// </summary>
/// <remarks>
/// Every property of a part is one field of <see cref="SheetFields"/>, and nothing else is ever written out. A whole sheet stays with the sender; a
/// receiver gets a <see cref="SharedSheet"/>.
/// </remarks>
public sealed record Sheet
{
    /// <summary>The version of the published format that this code writes.</summary>
    public const string Format = "1.0.0";

    /// <summary>A 書類.</summary>
    public DocumentPart Document { get; init; } = new();

    /// <summary>B つなぎ元.</summary>
    public SenderPart Sender { get; init; } = new();

    /// <summary>C つなぎ先.</summary>
    public RecipientPart Recipient { get; init; } = new();

    /// <summary>D 同意.</summary>
    public ConsentPart Consent { get; init; } = new();

    /// <summary>E 本人.</summary>
    public PersonPart Person { get; init; } = new();

    /// <summary>F 状況.</summary>
    public SituationPart Situation { get; init; } = new();

    /// <summary>G 安全.</summary>
    public SafetyPart Safety { get; init; } = new();

    /// <summary>H 希望.</summary>
    public WishesPart Wishes { get; init; } = new();

    /// <summary>I 経過.</summary>
    public CoursePart Course { get; init; } = new();

    /// <summary>J 返答: what the body answers.</summary>
    public AnswerPart Answer { get; init; } = new();

    /// <summary>What a receiver gets when these items are agreed to; see <see cref="SharedSheet"/>.</summary>
    /// <param name="items">What was agreed to, or, on another ground than consent, what was released.</param>
    /// <param name="sayWhatIsMissing">
    /// Whether the receiver is told which items are not shared. Only where the person wants that: to be told of a refusal already tells something.
    /// </param>
    public SharedSheet Only(IEnumerable<ConsentItem> items, bool sayWhatIsMissing = false) => SharedSheet.Of(this, [.. items], sayWhatIsMissing);

    /// <summary>
    /// A fingerprint of everything that the person is asked about: all but the consent and the body's answer. It changes when anything of that changes,
    /// so a sheet that was altered between asking and agreeing is noticed. 64 letters, SHA-256 over the canonical form (RFC 8785).
    /// </summary>
    public string ContentHash() => SheetJson.Hash(this, SheetFields.All.Where(field => field.Part is not (SheetPart.Consent or SheetPart.Answer)));

    /// <summary>Never the content.</summary>
    public override string ToString() => "[sheet]";
}
