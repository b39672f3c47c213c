using System.Collections.Concurrent;
using System.Globalization;
using Gateway.Records;
using Gateway.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Gateway.Tests.Channels.WebChat;

/// <summary>The nudge that something was said may be lost. An open page finds out without asking the records for itself alone.</summary>
public sealed class LostNudgeTests
{
    [Fact]
    public async Task A_word_whose_nudge_was_lost_appears_on_the_open_page()
    {
        await using var night = await TestGateway.StartAsync(time: new FakeTime());
        await SayAsync(night, "はじめまして");
        await night.EventuallyAsync(async () => await CountAsync(night, "SELECT COUNT(*) FROM entry") > 1, "the person was answered");
        await ChangeAsync(night, "UPDATE conversation SET last_number = last_number - 1");
        await ChangeAsync(night, "UPDATE entry SET number = -number WHERE number = (SELECT MAX(number) FROM entry)");
        var last = (-await CountAsync(night, "SELECT MIN(number) FROM entry")).ToString(CultureInfo.InvariantCulture);

        using var answer = await night.Http.GetAsync(new Uri("/chat/org1-chat1/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var heard = new ConcurrentQueue<string>();
        var reading = ReadAsync(lines, heard);
        await night.EventuallyAsync(() => Task.FromResult(heard.Contains("id: 1")), "the page is shown what there is");
        Assert.DoesNotContain("id: " + last, heard);

        await ChangeAsync(night, "UPDATE entry SET number = -number WHERE number < 0");
        await ChangeAsync(night, "UPDATE conversation SET last_number = last_number + 1");
        await night.EventuallyAsync(() => Task.FromResult(heard.Contains("id: " + last)), "the page is shown what it has missed");
        Assert.False(reading.IsCompleted);
    }

    private static async Task ReadAsync(StreamReader lines, ConcurrentQueue<string> heard)
    {
        try
        {
            while (await lines.ReadLineAsync() is { } line) heard.Enqueue(line);
        }
        catch (Exception closed) when (closed is IOException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private static async Task SayAsync(TestGateway night, string text)
    {
        using var form = new FormUrlEncodedContent([new("text", text), new("clientId", Guid.CreateVersion7().ToString()), new("beginning", new string('b', 32))]);
        using var answer = await night.Http.PostAsync(new Uri("/chat/org1-chat1/messages", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }

    private static Task<int> ChangeAsync(TestGateway night, string sql) => night.Services.GetRequiredService<IRecords>().WriteAsync(
        session => session.ExecuteAsync(sql), TestContext.Current.CancellationToken);

    private static Task<long> CountAsync(TestGateway night, string sql) => night.Services.GetRequiredService<IRecords>().ReadAsync(
        session => session.FindAsync<long>(sql), TestContext.Current.CancellationToken);
}
