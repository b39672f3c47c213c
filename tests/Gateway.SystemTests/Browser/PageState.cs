using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace Gateway.SystemTests.Browser;

/// <summary>Waits until a page is as expected.</summary>
internal static partial class PageState
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    // How soon a page follows is measured elsewhere; here it must come, also on a machine that does ten other things.
    [ModuleInitializer]
    internal static void BePatient() => Assertions.SetDefaultExpectTimeout((float)s_patience.TotalMilliseconds);

    /// <summary>Asks the page again and again, from outside. Waiting inside it would evaluate text there, which our pages' content policy forbids.</summary>
    /// <param name="page">The page.</param>
    /// <param name="expression">What must be true in it.</param>
    /// <exception cref="TimeoutException">It is not so within half a minute.</exception>
    public static async Task BecomesAsync(this IPage page, string expression)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await IsAsync(page, expression))
        {
            if (TimeProvider.System.GetElapsedTime(start) > s_patience) throw new TimeoutException($"The page did not become so: {expression}");
            await Task.Delay(50);
        }
    }

    /// <summary>Takes whoever is next, once the desk sees that somebody waits: a provider has its answer before the person stands in the queue.</summary>
    /// <param name="desk">A counsellor's console, in Japanese or English.</param>
    public static async Task TakeNextAsync(this IPage desk)
    {
        await Assertions.Expect(desk.Locator("ol.places .place").First).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Button, new() { NameRegex = NextPerson() }).First.ClickAsync();
        var (talk, notice) = (desk.Locator(".composer"), desk.Locator(".notices .notice"));
        await Assertions.Expect(talk.Or(notice).First).ToBeVisibleAsync();
        // A notice has gone long before whatever is waited for next has not come.
        if (await talk.CountAsync() == 0) Assert.Fail("Nobody was taken: " + string.Join(" | ", await notice.AllInnerTextsAsync()));
    }

    /// <summary>Nothing that axe knows stands in the way of anybody on this page.</summary>
    /// <param name="page">The page.</param>
    /// <param name="state">In which state it is, for the message.</param>
    public static async Task HasNoBarriersAsync(this IPage page, string state)
    {
        var result = await page.RunAxe();
        Assert.True(result.Violations.Length == 0, $"axe in {state}: " + string.Join("; ", result.Violations.Select(violation =>
            $"{violation.Id} at {string.Join(", ", violation.Nodes.Select(node => node.Html))}")));
    }

    [GeneratedRegex("^(次の方とつながる|Take the next person)$")]
    private static partial Regex NextPerson();

    private static async Task<bool> IsAsync(IPage page, string expression)
    {
        try
        {
            return await page.EvaluateAsync<bool>(expression);
        }
        catch (PlaywrightException error) when (error.Message.Contains("context was destroyed", StringComparison.Ordinal))
        {
            // It is just becoming another page.
            return false;
        }
    }
}
