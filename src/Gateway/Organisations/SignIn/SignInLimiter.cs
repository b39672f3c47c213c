using System.Globalization;
using System.Threading.RateLimiting;
using Gateway.Organisations.Access;

namespace Gateway.Organisations.SignIn;

/// <summary>Keeps one address from trying passwords without end. It is part of the endpoint, so that no pipeline can forget it.</summary>
internal sealed class SignInLimiter(SignInSettings settings) : IEndpointFilter, IDisposable
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<HttpContext> _limiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
        RateLimitPartition.GetSlidingWindowLimiter(CallerAddress.Of(context.Connection.RemoteIpAddress), _ => new SlidingWindowRateLimiterOptions
        {
            PermitLimit = settings.AttemptsPerMinute,
            Window = s_window,
            SegmentsPerWindow = 6,
        }));

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        using var lease = _limiter.AttemptAcquire(context.HttpContext);
        if (lease.IsAcquired) return await next(context);
        context.HttpContext.Response.Headers.RetryAfter = s_window.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return Answer.Problem(StatusCodes.Status429TooManyRequests, "session.too_many_attempts", "Too many attempts from here. Please wait a minute.");
    }

    public void Dispose() => _limiter.Dispose();
}
