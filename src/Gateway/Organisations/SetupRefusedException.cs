namespace Gateway.Organisations;

/// <summary>The set-up file cannot be used, or does not fit what the records hold. Nothing was changed.</summary>
public sealed class SetupRefusedException(IReadOnlyList<string> problems)
    : Exception("The set-up file cannot be applied: " + string.Join("; ", problems))
{
    /// <summary>One sentence each, without anything secret.</summary>
    public IReadOnlyList<string> Problems => problems;
}
