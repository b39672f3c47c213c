using System.Net;
using Gateway.Operations.Leaving;
using Gateway.Primitives;
using Gateway.TestKit;
using Gateway.TestKit.Hub;
using Gateway.Tests.Channels.WebChat;
using Gateway.WaitingQueue;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Operations;

/// <summary>A gateway that takes leave: first the balancer hears of it, then the screens, and words are taken to the end.</summary>
public sealed class LeavingTests
{
    [Fact]
    public void The_balancer_is_given_its_time_before_anybody_is_sent_on()
    {
        var (departure, host, time) = (new Departure(), new Host(), new FakeTime());
        using var stay = departure.Enter();
        Leave(departure, host, time, "Redis").Begin();
        Assert.True(departure.IsAnnounced);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(departure.Moving.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(departure.Moving.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(host.ApplicationStopping.IsCancellationRequested);
        stay.Dispose();
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(host.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public void Whoever_stays_is_not_waited_for_without_end()
    {
        var (departure, host, time) = (new Departure(), new Host(), new FakeTime());
        using var stay = departure.Enter();
        Leave(departure, host, time, "InProcess").Begin();
        Assert.True(departure.Moving.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(host.ApplicationStopping.IsCancellationRequested);
        time.Advance(TimeSpan.FromSeconds(0.2));
        Assert.True(host.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public void A_second_word_stops_it_at_once()
    {
        var (departure, host) = (new Departure(), new Host());
        var leave = Leave(departure, host, new FakeTime(), "Redis");
        leave.Begin();
        Assert.False(host.ApplicationStopping.IsCancellationRequested);
        leave.Begin();
        Assert.True(host.ApplicationStopping.IsCancellationRequested);
    }

    [Fact]
    public async Task Consoles_are_told_and_words_are_taken_to_the_end()
    {
        await using var night = await TestGateway.StartAsync();
        await using var aoi = await night.ConsoleAsync();
        night.Services.GetRequiredService<TakeLeave>().Begin();
        await aoi.WaitForAsync(message => message.Target == "Moving");

        using var ready = await night.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("leaving", await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        using var alive = await night.Http.GetAsync(new Uri("/healthz/live", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);

        // Nobody new may settle here, and what a person says is still taken.
        var late = await HubClient.SignInAsync(night.Address, night.Setup.People[1].UserName, night.Setup.People[1].Password);
        await Assert.ThrowsAnyAsync<Exception>(() => late.ConnectAsync());
        await late.DisposeAsync();
        var girl = night.LinePhone();
        await girl.SayAsync("まだいますか");
        await girl.ReceivesAsync();

        var stopping = night.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        Assert.False(stopping.IsCancellationRequested);
        await aoi.DropAsync();
        await night.EventuallyAsync(() => Task.FromResult(stopping.IsCancellationRequested), "it stops when everybody has gone");
    }

    [Fact]
    public async Task An_open_chat_page_is_asked_to_come_back_soon()
    {
        await using var house = await ChatHouse.OpenAsync();
        using var browser = house.Browser();
        await browser.WriteAsync("こんばんは");
        using var answer = await browser.Client.GetAsync(browser.At("/stream"), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var reading = answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        await WaitAsync(() => house.App.Services.GetRequiredService<Departure>().Guests == 1);
        house.App.Services.GetRequiredService<TakeLeave>().Begin();
        var all = await reading;
        Assert.Matches(@"\nretry: \d{2,3}\n\n$", all);

        // A page that comes now is asked the same, in the form that its browser understands.
        using var late = await browser.GetAsync("/stream");
        Assert.Equal("text/event-stream", late.Content.Headers.ContentType!.MediaType);
    }

    private static async Task WaitAsync(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            Assert.True(tries < 1000, "not so in time");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static TakeLeave Leave(Departure departure, IHostApplicationLifetime host, FakeTime time, string engine) =>
        new(departure, new DrainSettings(), new QueueSettings { Engine = engine }, host, time, NullLogger<TakeLeave>.Instance);

    private sealed class Host : IHostApplicationLifetime, IDisposable
    {
        private readonly CancellationTokenSource _stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => _stopping.Token;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => _stopping.Cancel();

        public void Dispose() => _stopping.Dispose();
    }
}
