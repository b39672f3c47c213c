namespace Gateway.Simulators.Line;

/// <summary>What the Messaging API answers to one call.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">What is written as JSON.</param>
/// <param name="AcceptedRequestId">With 409: the request that was accepted before under the same retry key.</param>
internal sealed record LineAnswer(int Status, object Body, string? AcceptedRequestId = null)
{
    public static readonly LineAnswer RateLimited = Error(429, "The API rate limit has been exceeded. Try again later.");

    public static LineAnswer Accepted(IReadOnlyList<LineSent> sent) => new(200, new LineSentMessages(sent));

    public static LineAnswer Error(int status, string message, params LineErrorDetail[] details) =>
        new(status, details.Length == 0 ? new LineError(message, null) : new LineError(message, details));
}

/// <summary>The shape of LINE's errors. There is no code: clients match the message.</summary>
internal sealed record LineError(string Message, IReadOnlyList<LineErrorDetail>? Details);

/// <summary>Which property is wrong, and how.</summary>
internal sealed record LineErrorDetail(string Message, string Property);

/// <summary>A message that LINE accepted.</summary>
internal sealed record LineSent(string Id, string QuoteToken);

/// <summary>The body of a successful reply or push.</summary>
internal sealed record LineSentMessages(IReadOnlyList<LineSent> SentMessages);

/// <summary>The body of a 409.</summary>
internal sealed record LineRepeated(string Message, IReadOnlyList<LineSent> SentMessages);
