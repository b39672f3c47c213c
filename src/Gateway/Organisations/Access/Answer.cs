namespace Gateway.Organisations.Access;

/// <summary>Refusals as problem details (RFC 9457) with a stable <c>code</c> that a program can rely on.</summary>
internal static class Answer
{
    /// <summary>A refusal.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="code">For example <c>session.refused</c>; never changes.</param>
    /// <param name="title">One sentence for the person who reads it.</param>
    public static IResult Problem(int status, string code, string title) =>
        Results.Problem(title: title, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });

    /// <summary>Nobody is signed in (any more).</summary>
    public static IResult SignInNeeded() => Problem(StatusCodes.Status401Unauthorized, "session.needed", "Please sign in.");

    /// <summary>Signed in, but not allowed.</summary>
    public static IResult Denied() => Problem(StatusCodes.Status403Forbidden, "access.denied", "Your role does not allow this.");
}
