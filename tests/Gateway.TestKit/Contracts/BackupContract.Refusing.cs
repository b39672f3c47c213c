using System.IO.Compression;
using System.Text;
using Gateway.Records;
using Gateway.Records.Backup;
using Gateway.Records.Sealing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class BackupContract
{
    private const string Canary = "だれにも言わないでください";

    [Fact]
    public async Task What_was_erased_is_unreadable_in_every_older_backup_once_the_keys_are_copied_anew()
    {
        var erased = await TalksAsync("U1", Canary);
        var kept = await TalksAsync("U2", "残ることば");
        var old = await BackUpAsync();
        await Node.Get<Conversations.EraseWords>().ConversationAsync(erased.Id, "asked");
        Time.Advance(TimeSpan.FromSeconds(1));
        await BackUpAsync();

        var (node, restored, _) = await RestoreAsync(old.RecordsFile);
        Assert.Equal(1, restored.Erased);
        Assert.Equal("残ることば", (await LogOfAsync(node, kept.Id))[0].Body.Text);
        Assert.True((await node.Records.ReadAsync(session => ConversationRowsOf(session, erased.Id))).IsErased);
        Assert.All(await LogOfAsync(node, erased.Id), entry => Assert.Null(entry.Body.Text));
    }

    [Fact]
    public async Task No_word_no_address_and_no_key_stands_in_the_archive_of_the_records()
    {
        await TalksAsync("U-canary-address", Canary);
        await TalksAsync("+819087654321", Canary, Conversations.ChannelNames.Sms);
        var made = await BackUpAsync();
        var wrapped = await Node.Records.ReadAsync(session => session.QueryAsync<byte[]>("SELECT wrapped FROM sealing_key"));
        Assert.Equal(4, wrapped.Count);
        byte[][] secrets = [Encoding.UTF8.GetBytes(Canary), "U-canary-address"u8.ToArray(), "819087654321"u8.ToArray()];
        foreach (var (file, part, bytes) in Contents(made.RecordsFile).Concat(Contents(made.KeysFile)))
        {
            Assert.DoesNotContain(secrets, secret => bytes.AsSpan().IndexOf(secret) >= 0);
            if (file == made.RecordsFile) Assert.DoesNotContain(wrapped, key => bytes.AsSpan().IndexOf(key) >= 0);
            else if (part == "sealing_key") Assert.All(wrapped, key => Assert.True(bytes.AsSpan().IndexOf(key) >= 0));
        }

        foreach (var file in new[] { made.RecordsFile, made.KeysFile })
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Empty(Directory.GetFiles(Folder, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_damaged_byte_is_refused_by_the_name_of_its_part_and_nothing_is_restored()
    {
        await TalksAsync("U1", "話しています");
        var made = await BackUpAsync();
        var into = await IntoAsync();
        foreach (var part in made.Records.Parts.Where(part => part.Rows > 0))
        {
            var damaged = Damaged(made.RecordsFile, part.Table);
            var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(damaged, into: into));
            Assert.Contains($"part {part.Table} ", refused.Message, StringComparison.Ordinal);
        }

        var changed = Damaged(made.RecordsFile, "manifest.json");
        Assert.Contains("manifest.json", (await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(changed, into: into))).Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(changed, (await File.ReadAllBytesAsync(made.RecordsFile, Stop))[..^100], Stop);
        await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(changed, into: into));
        await RestoreAsync(made.RecordsFile, into: into);
    }

    [Fact]
    public async Task A_restore_goes_into_an_empty_database_alone()
    {
        await TalksAsync("U1", "話しています");
        var made = await BackUpAsync();
        var into = await IntoAsync();
        await RestoreAsync(made.RecordsFile, into: into);
        var refused = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.RecordsFile, into: into));
        Assert.Contains("empty", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keys_that_are_older_than_the_records_are_taken_only_when_that_is_said()
    {
        await TalksAsync("U1", "はじめ");
        await BackUpAsync();
        var older = await File.ReadAllBytesAsync(KeysFile, Stop);
        Time.Advance(TimeSpan.FromMinutes(1));
        var late = await TalksAsync("U2", "あとから");
        var made = await BackUpAsync();
        await File.WriteAllBytesAsync(KeysFile, older, Stop);

        Assert.Contains("before the records", (await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.RecordsFile))).Message, StringComparison.Ordinal);
        var (_, restored, _) = await RestoreAsync(made.RecordsFile, olderKeys: true);
        Assert.Equal(1, restored.Erased);
        Assert.NotNull(late);
    }

    [Fact]
    public async Task Erased_words_that_come_back_with_older_keys_go_again_when_their_time_is_over()
    {
        var erased = await TalksAsync("U1", Canary);
        await BackUpAsync();
        var older = await File.ReadAllBytesAsync(KeysFile, Stop);
        await Node.Get<Conversations.EraseWords>().ConversationAsync(erased.Id, "asked");
        Time.Advance(TimeSpan.FromMinutes(1));
        var made = await BackUpAsync();
        await File.WriteAllBytesAsync(KeysFile, older, Stop);

        var (node, _, _) = await RestoreAsync(made.RecordsFile, olderKeys: true);
        Assert.False((await node.Records.ReadAsync(session => ConversationRowsOf(session, erased.Id))).IsErased);
        Time.Advance(TimeSpan.FromDays(8));
        using var forget = new Conversations.ForgetInTime(
            node.Records, node.Get<Conversations.EraseWords>(), new Conversations.RetentionSettings { ConversationDays = 7 }, Time, NullLogger<Conversations.ForgetInTime>.Instance);
        await forget.RunOnceAsync(Stop);
        Assert.True((await node.Records.ReadAsync(session => ConversationRowsOf(session, erased.Id))).IsErased);
    }

    [Fact]
    public async Task A_backup_opens_with_its_own_key_folder_alone()
    {
        await TalksAsync("U1", "話しています");
        var made = await BackUpAsync();
        var another = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.RecordsFile, keys: Path.Combine(Folder, "other-keys")));
        Assert.Contains("another key folder", another.Message, StringComparison.Ordinal);

        // The lookup key is right, but the master key that wrapped these is not there.
        var half = Path.Combine(Folder, "half-keys");
        KeyFolder.Create(half, Time.GetUtcNow());
        File.Copy(Path.Combine(Keys, "lookup.key"), Path.Combine(half, "lookup.key"), overwrite: true);
        var missing = await Assert.ThrowsAsync<BackupRefusedException>(() => RestoreAsync(made.RecordsFile, keys: half));
        Assert.Contains("lacks the master key", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backup_can_be_checked_without_a_database()
    {
        await TalksAsync("U1", "話しています");
        var made = await BackUpAsync();
        var check = new RestoreBackup(Node.Get<RecordsSettings>(), Node.Get<Vault>(), Time);
        var (records, keys) = await check.CheckAsync(made.RecordsFile, made.KeysFile, Stop);
        Assert.Equal((1, 2), (records.RowsOf("conversation"), keys.RowsOf("sealing_key")));
        await Assert.ThrowsAsync<BackupRefusedException>(() => check.CheckAsync(Damaged(made.RecordsFile, "entry"), made.KeysFile, Stop));
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<Conversations.Conversation> ConversationRowsOf(RecordsSession session, string id) =>
        (await Conversations.ConversationRows.FindAsync(session, id))!;

    private static IEnumerable<(string File, string Part, byte[] Bytes)> Contents(string file)
    {
        using var zip = ZipFile.OpenRead(file);
        foreach (var entry in zip.Entries)
        {
            using var bytes = new MemoryStream();
            using (var stream = entry.Open()) stream.CopyTo(bytes);
            yield return (file, entry.FullName, bytes.ToArray());
        }
    }

    // The same archive with one byte of one part changed; the ZIP around it is in order, so that only our own hashes can tell.
    private string Damaged(string file, string part)
    {
        var damaged = Path.Combine(Folder, "damaged.backup");
        File.Delete(damaged);
        using var zip = ZipFile.Open(damaged, ZipArchiveMode.Create);
        foreach (var (_, name, bytes) in Contents(file))
        {
            if (name == part) bytes[bytes.Length / 2] ^= 1;
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }

        return damaged;
    }
}
