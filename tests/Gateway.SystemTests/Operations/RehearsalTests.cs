using System.IO.Compression;
using System.Text;
using Gateway.TestKit.Hub;
using Xunit;

namespace Gateway.SystemTests.Operations;

/// <summary>The whole way, with the real program: a backup under load, the loss of everything, a restore, and people who write on.</summary>
public sealed class RehearsalTests
{
    private const string Canary = "だれにも言えないことを書きます";

    [Theory]
    [InlineData("Sqlite")]
    [InlineData("Postgres")]
    public async Task A_helpline_comes_back_from_a_backup_that_was_made_while_people_wrote(string engine)
    {
        var stop = TestContext.Current.CancellationToken;
        await using var world = await RehearsalWorld.StartAsync(engine);
        var phones = Enumerable.Range(0, 8).Select(_ => world.Phone()).ToList();
        foreach (var phone in phones) await phone.SayAsync($"はじめまして {phone.UserId}");
        await phones[7].SayAsync(Canary);
        await using var counsellor = await world.SignInAsync();
        await counsellor.SetAvailabilityAsync(false, 5);
        var talk = await WebChat.ChatWorld.NextAsync(counsellor);
        await counsellor.SendAsync(talk.Id, "読んでいます");
        var erased = await world.ConversationOfAsync(phones[7]);

        // People write on while the backup is made.
        var said = new List<string>();
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; !enough.IsCancellationRequested; i++)
            {
                var word = $"ことば {i}";
                if ((await (await phones[i % 7].SayAsync(word)).Last).Accepted)
                    lock (said) said.Add(word);
            }
        }, stop);
        while (Count() < 30) await Task.Delay(20, stop);
        var sure = Count();
        var made = await world.RunAsync("backup", "--to", world.RecordsFolder, "--keys-to", world.KeysFolder);
        Assert.True(made.ExitCode == 0, made.Output);
        Assert.Contains("NOT in this backup", made.Output, StringComparison.Ordinal);
        Assert.True(Count() > sure, "nobody wrote while the backup was made");
        var older = Assert.Single(Directory.GetFiles(world.RecordsFolder));

        // Somebody asks to be erased: the next backup reaches the older ones.
        var shown = await world.RunAsync("erase", erased);
        Assert.Contains("Nothing was erased", shown.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await world.RunAsync("erase", erased, "--yes")).ExitCode);
        Assert.Equal(0, (await world.RunAsync("backup", "--to", world.RecordsFolder, "--keys-to", world.KeysFolder)).ExitCode);
        Assert.Equal(0, (await world.RunAsync("backup", "verify", "--from", world.RecordsFolder, "--keys-from", world.KeysFolder)).ExitCode);
        await enough.CancelAsync();
        await writing;
        var truth = await world.EveryLogAsync();

        await world.LoseEverythingAsync();
        var restored = await world.RunAsync("restore", "--from", older, "--keys-from", world.KeysFolder);
        Assert.True(restored.ExitCode == 0, restored.Output);
        Assert.Contains("1 conversations have no key", restored.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await world.RunAsync("audit", "check")).ExitCode);
        Assert.Equal(1, (await world.RunAsync("restore", "--from", older, "--keys-from", world.KeysFolder)).ExitCode);

        // As it was at the time of the backup, in every conversation; nothing that was accepted before it is missing.
        var logs = await world.EveryLogAsync();
        Assert.Equal(8, logs.Count);
        foreach (var (id, log) in logs.Where(log => log.Key != erased))
            Assert.Equal(truth[id].Take(log.Count), log);
        var everything = string.Concat(logs.Values.SelectMany(log => log));
        Assert.All(said.Take(sure), word => Assert.Contains($"\"{word}\"", everything, StringComparison.Ordinal));
        Assert.DoesNotContain(Canary, everything, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(world.RecordsFolder).Append(Path.Combine(world.KeysFolder, "keys.backup")))
            AssertHolds(file, nothingOf: [Canary, "はじめまして", .. phones.Select(phone => phone.UserId)]);

        // The counsellor signs in again and reads; the person writes on, in the same conversation.
        await world.StartAgainAsync();
        await using var again = await world.SignInAsync();
        var mine = Assert.Single((await again.ResumeAsync()).Conversations, conversation => conversation.Id == talk.Id);
        var history = await again.EntriesAfterAsync(mine.Id, 0);
        Assert.Contains(history, entry => entry.Text == "読んでいます");
        Assert.Contains(history, entry => entry.Stage == "restored");
        var writer = phones.Single(phone => history.Any(entry => entry.Text == $"はじめまして {phone.UserId}"));
        Assert.True((await (await writer.SayAsync("まだここにいます")).Last).Accepted);
        var heard = await again.HearsAsync(mine.Id, entry => entry.Text == "まだここにいます", TimeSpan.FromMinutes(1));
        Assert.Equal(mine.LastNumber + 1, heard.Number);
        await again.SendAsync(mine.Id, "わたしもいます");
        await writer.ReceivesAsync(text => text == "わたしもいます", TimeSpan.FromMinutes(1));

        int Count()
        {
            lock (said) return said.Count;
        }
    }

    private static void AssertHolds(string file, string[] nothingOf)
    {
        using var zip = ZipFile.OpenRead(file);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(bytes);
            Assert.DoesNotContain(nothingOf, word => bytes.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(word)) >= 0);
        }
    }
}
