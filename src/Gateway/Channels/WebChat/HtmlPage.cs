using Gateway.Primitives;

namespace Gateway.Channels.WebChat;

/// <summary>A page as an answer.</summary>
internal sealed class HtmlPage(Html html, int status = StatusCodes.Status200OK) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = status;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        return httpContext.Response.WriteAsync(html.Markup, httpContext.RequestAborted);
    }
}
