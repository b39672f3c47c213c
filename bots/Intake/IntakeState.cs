using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Bots.Intake;

/// <summary>Where the guide is with one person: everything it knows, and nothing of what they wrote freely.</summary>
/// <param name="Language">In which words it speaks, see <see cref="IntakeTexts"/>.</param>
/// <param name="Questions">Its questions for this person, in their order.</param>
/// <param name="Facts">What was told, by question: an answer's name.</param>
/// <param name="Notice">The version of the notice that was shown.</param>
/// <param name="Accepted">Whether "I understand" was tapped. Whoever writes on instead is heard just the same.</param>
/// <param name="Passed">Questions that were skipped, or left lying.</param>
/// <param name="Open">The question that waits for an answer.</param>
/// <param name="Region">The region that was chosen, while the prefecture is asked for.</param>
/// <param name="Repeated">Whether the open question was said a second time.</param>
/// <param name="More">Whether the person has asked to tell more.</param>
/// <param name="Quiet">It asks nothing any more, unless the person takes it up again.</param>
/// <param name="Held">A human being has taken over: it says nothing at all.</param>
public sealed record IntakeState(
    string Language, IReadOnlyList<string> Questions, IReadOnlyDictionary<string, string> Facts, string? Notice = null, bool Accepted = false,
    IReadOnlyList<string>? Passed = null, string? Open = null, string? Region = null, bool Repeated = false, bool More = false, bool Quiet = false, bool Held = false)
{
    /// <summary>The version of this form. A state of a later one is not understood, and begins anew in silence.</summary>
    public const int Version = 1;

    /// <summary>As the records keep it.</summary>
    [JsonPropertyName("v")]
    public int Form { get; init; } = Version;

    /// <summary>The state of somebody whom it has not spoken to yet.</summary>
    public static IntakeState New(string language, IntakePlan plan) => new(language, plan.Questions, new Dictionary<string, string>());

    /// <summary>As JSON, a few hundred bytes.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, IntakeJson.Default.IntakeState);

    /// <summary>Reads what <see cref="ToJson"/> wrote; nothing when it is of another version, or no state at all.</summary>
    public static IntakeState? FromJson(string? json)
    {
        if (string.IsNullOrEmpty(json)) return null;
        try
        {
            return JsonSerializer.Deserialize(json, IntakeJson.Default.IntakeState) is { Form: Version, Language: not null, Questions: not null, Facts: not null } state ? state : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal bool IsDone(string question) => Facts.ContainsKey(question) || (Passed?.Contains(question) ?? false);

    internal IntakeState With(string question, string answer) => this with { Facts = new Dictionary<string, string>(Facts) { [question] = answer } };

    internal IntakeState Without(string question) => IsDone(question) ? this : this with { Passed = [.. Passed ?? [], question] };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IntakeState))]
internal sealed partial class IntakeJson : JsonSerializerContext;
