using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Gateway.SystemTests.Browser;

/// <summary>What one test uses of a browser. Whatever it has opened ends with it: a page that was forgotten would go on calling a gateway that is gone.</summary>
/// <param name="browser">The process.</param>
/// <param name="alone">Whether it is this test's alone and ends with it.</param>
internal sealed class TestBrowser(IBrowser browser, bool alone) : IAsyncDisposable
{
    private readonly ConcurrentBag<IBrowserContext> _opened = [];

    /// <summary>A profile of its own, as of another device.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null)
    {
        var context = await browser.NewContextAsync(options);
        _opened.Add(context);
        return context;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var context in _opened)
        {
            try
            {
                await context.CloseAsync();
            }
            catch (PlaywrightException)
            {
                // The browser is gone, and the page with it.
            }
        }

        if (alone) await browser.DisposeAsync();
    }
}
