using System.Text;

namespace Gateway.PartnerGateways.Signatures;

/// <summary>The text that is signed (RFC 9421 §2.5). Pure.</summary>
public static class SignatureBase
{
    /// <summary>The list of components as it stands in <c>Signature-Input</c>, for example <c>("@method" "content-digest")</c>.</summary>
    public static string ListOf(IEnumerable<SignedComponent> components) => $"({string.Join(' ', components.Select(component => component.Identifier))})";

    /// <summary>One line for each component, and one for the parameters, without a line break at the end.</summary>
    /// <param name="components">What is covered, in its order.</param>
    /// <param name="parameters">The parameters behind the list, as they were sent.</param>
    public static string Of(IReadOnlyList<SignedComponent> components, string parameters)
    {
        var text = new StringBuilder();
        foreach (var component in components) text.Append(component.Identifier).Append(": ").Append(component.Value).Append('\n');
        return text.Append("\"@signature-params\": ").Append(ListOf(components)).Append(parameters).ToString();
    }
}

/// <summary>One part of a message that a signature covers.</summary>
/// <param name="Identifier">With quotation marks and parameters, for example <c>"@method";req</c>.</param>
/// <param name="Value">What it is; of a field its bare value, in one line.</param>
public readonly record struct SignedComponent(string Identifier, string Value);
