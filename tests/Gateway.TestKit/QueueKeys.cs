using Gateway.WaitingQueue.Redis;

namespace Gateway.TestKit;

/// <summary>Where Redis keeps a queue, for those who look past every gateway.</summary>
public static class QueueKeys
{
    /// <summary>The key of one part of an organisation's queue, in the layout of this version.</summary>
    /// <param name="organisation">Whose queue.</param>
    /// <param name="part">For example <c>waiting</c> or <c>places</c>.</param>
    public static string Of(string organisation, string part) =>
        QueueLibrary.Keys(organisation).Select(key => (string)key!).Single(key => key.EndsWith(":" + part, StringComparison.Ordinal));
}
