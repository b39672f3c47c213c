namespace Gateway.Channels.Line;

/// <summary>What our buttons send when they are tapped. It names what is meant; who taps is known from LINE alone.</summary>
internal static class LinePostback
{
    private const string LeaveData = "v=1&a=leave&c=";

    /// <summary>The data of the button that leaves this conversation, and no later one.</summary>
    public static string Leave(string conversationId) => LeaveData + conversationId;

    /// <summary>Which conversation somebody wants to leave; nothing when the data says something else.</summary>
    public static string? Left(string? data) =>
        data is not null && data.StartsWith(LeaveData, StringComparison.Ordinal) && data.Length is > 14 and <= 64 ? data[LeaveData.Length..] : null;
}
