using Gateway.Conversations;
using Gateway.Intake;
using Gateway.Intake.Spool;
using Gateway.Primitives;
using Gateway.Records.Sealing;
using Gateway.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.Tests.Intake.Spool;

/// <summary>What a node finds on its disk when it starts again.</summary>
public sealed class SpoolOnDiskTests : IDisposable
{
    private readonly FakeTime _time = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("gateway-spool-").FullName;
    private int _said;

    private string Spool => Path.Combine(_folder, "spool");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Words_are_found_again_in_their_order()
    {
        await WriteAsync("一", "二", "三");
        await using var again = Open();
        Assert.Equal(3, again.Count);
        Assert.Equal(["一", "二", "三"], Words(again));
    }

    [Fact]
    public async Task Two_segments_are_read_oldest_first_and_each_goes_by_itself()
    {
        await WriteAsync("一", "二");
        await WriteAsync("三");
        await using var again = Open();
        Assert.Equal(["一", "二", "三"], Words(again));
        again.Remove(again.Close()[0]);
        Assert.Equal(1, again.Count);
        Assert.Equal(["三"], Words(again));
    }

    [Fact]
    public async Task What_is_taken_after_a_restart_stands_behind_what_lay_there()
    {
        await WriteAsync("一");
        // The clock of the machine was put back meanwhile.
        await using var again = new SpoolOnDisk(Settings, Vault(), new FakeTime(_time.GetUtcNow().AddHours(-1)), NullLogger<SpoolOnDisk>.Instance);
        var word = Said("二");
        await again.AppendAsync(word, _time.NowMs());
        var turns = again.Close().SelectMany(segment => again.Read(segment).Words).ToDictionary(word => word.Inbound.Text!.Value.Value, word => word.Turn);
        Assert.True(turns["一"] < turns["二"]);
    }

    [Fact]
    public async Task A_torn_last_word_is_cut_off_and_nothing_is_put_aside()
    {
        await WriteAsync("一", "二");
        Change(bytes => bytes[..^5]);
        await using var again = Open();
        Assert.Equal(["一"], Words(again));
        Assert.Equal(0, again.Aside);
    }

    [Fact]
    public async Task A_damaged_word_is_put_aside_and_counted_and_the_rest_is_read()
    {
        await WriteAsync("一", "二", "三");
        Change(bytes =>
        {
            bytes[SegmentFormat.Read(bytes).Frames[1].At + SegmentFormat.FrameHead + 20] ^= 1;
            return bytes;
        });
        await using (var again = Open())
        {
            Assert.Equal(["一", "三"], Words(again));
            Assert.Equal((2, 1), (again.Count, again.Aside));
        }

        // It is still known of after the next start.
        await using var third = Open();
        Assert.Equal(1, third.Aside);
    }

    [Fact]
    public async Task Words_that_changed_places_are_not_believed()
    {
        await WriteAsync("一", "二");
        Change(bytes =>
        {
            var frames = SegmentFormat.Read(bytes).Frames;
            var (one, two) = (frames[0].Box.ToArray(), frames[1].Box.ToArray());
            two.CopyTo(bytes, frames[0].At + SegmentFormat.FrameHead);
            one.CopyTo(bytes, frames[1].At + SegmentFormat.FrameHead);
            return bytes;
        });
        await using var again = Open();
        Assert.Equal((0, 2), (again.Count, again.Aside));
    }

    [Fact]
    public async Task A_segment_under_a_key_that_is_not_there_is_kept_aside_whole()
    {
        await WriteAsync("一", "二");
        Directory.Move(Path.Combine(_folder, "keys"), Path.Combine(_folder, "other-keys"));
        await using (var again = Open())
        {
            Assert.Equal((0, 1), (again.Count, again.Aside));
            await again.AppendAsync(Said("三"), _time.NowMs());
        }

        // The right keys come back, and somebody puts the file back.
        Directory.Delete(Path.Combine(_folder, "keys"), recursive: true);
        Directory.Move(Path.Combine(_folder, "other-keys"), Path.Combine(_folder, "keys"));
        var aside = Directory.GetFiles(Path.Combine(Spool, "node-1", "aside"), "*.spool").Single();
        File.Move(aside, Path.Combine(Spool, "node-1", Path.GetFileName(aside)));
        await using var third = Open();
        Assert.Equal(["一", "二"], Words(third));
        Assert.Equal(1, third.Aside);
    }

    [Fact]
    public async Task A_file_of_something_else_is_put_aside()
    {
        await WriteAsync("一");
        await File.WriteAllTextAsync(Path.Combine(Spool, "node-1", "000000000000001-x.spool"), "not a spool at all", TestContext.Current.CancellationToken);
        await using var again = Open();
        Assert.Equal((1, 1), (again.Count, again.Aside));
    }

    [Fact]
    public async Task Two_processes_never_share_a_folder_and_the_next_one_takes_what_a_dead_one_left()
    {
        var first = Open();
        var second = Open();
        await first.AppendAsync(Said("一"), _time.NowMs());
        await second.AppendAsync(Said("二"), _time.NowMs());
        await second.DisposeAsync();
        await using (var third = Open()) Assert.Equal(["二"], Words(third));
        await first.DisposeAsync();
        await using var fourth = Open();
        Assert.Equal(["一", "二"], Words(fourth).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_refused_in_words()
    {
        await File.WriteAllTextAsync(Spool, "a file stands where the folder should be", TestContext.Current.CancellationToken);
        var refused = Assert.Throws<InvalidOperationException>(Open);
        Assert.Contains("Gateway:Spool:Folder", refused.Message, StringComparison.Ordinal);
        Assert.Contains(Spool, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_files_are_for_their_owner_alone()
    {
        if (OperatingSystem.IsWindows()) return;
        await WriteAsync("一");
        var mode = File.GetUnixFileMode(Directory.GetFiles(Path.Combine(Spool, "node-1"), "*.spool").Single());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, mode);
    }

    [Fact]
    public async Task Many_words_at_once_share_a_flush_and_none_is_lost()
    {
        await using (var spool = Open()) await Task.WhenAll(Enumerable.Range(0, 3000).Select(i => spool.AppendAsync(Said($"{i}"), _time.NowMs())));
        await using var again = Open();
        Assert.Equal(Enumerable.Range(0, 3000).Select(i => $"{i}"), Words(again));
    }

    private SpoolSettings Settings => new() { Folder = Spool };

    private SpoolOnDisk Open() => new(Settings, Vault(), _time, NullLogger<SpoolOnDisk>.Instance);

    private Vault Vault() => new(new KeySettings { Directory = Path.Combine(_folder, "keys"), CreateForDevelopment = true }, _time);

    private async Task WriteAsync(params string[] words)
    {
        await using var spool = Open();
        foreach (var word in words) await spool.AppendAsync(Said(word), _time.NowMs());
    }

    private Inbound Said(string text)
    {
        _time.Advance(TimeSpan.FromMilliseconds(1));
        return new Inbound(
            "komorebi", ChannelNames.Line, "line/komorebi", Redacted.Of("U1"), $"event-{++_said}", InboundKind.Message, Redacted.Of(text), SentAt: _time.NowMs());
    }

    private static List<string> Words(SpoolOnDisk spool) =>
        [.. spool.Close().SelectMany(segment => spool.Read(segment).Words).Select(word => word.Inbound.Text!.Value.Value)];

    private void Change(Func<byte[], byte[]> change)
    {
        var file = Directory.GetFiles(Path.Combine(Spool, "node-1"), "*.spool").Single();
        File.WriteAllBytes(file, change(File.ReadAllBytes(file)));
    }
}
