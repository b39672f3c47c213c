using Gateway.Records.Sealing;
using Xunit;

namespace Gateway.TestKit.Contracts;

public abstract partial class BackupContract
{
    [Fact]
    public async Task A_new_master_key_is_taken_into_use_node_by_node_and_the_old_one_can_go()
    {
        // Two gateways on one database, each with a key folder of its own. One is restarted at a time.
        var others = Path.Combine(Folder, "keys-of-the-other");
        CopyKeys(Keys, others);
        var before = await TalksAsync("U1", "まえの鍵");
        var old = Node.Get<Vault>().Current;
        var made = KeyFolder.Create(Keys, Time.GetUtcNow().AddSeconds(1));
        File.Copy(made, Path.Combine(others, Path.GetFileName(made)));

        // First every gateway learns to open with it, then one begins to seal, while the other does not yet.
        var two = NodeOf(_from, others);
        KeyFolder.Use(Keys);
        var one = NodeOf(_from, Keys);
        Assert.Equal(old, two.Get<Vault>().Current);
        Assert.NotEqual(old, one.Get<Vault>().Current);
        await one.Receive.ReceiveAsync(InboundOf("U2", "あたらしい鍵"));
        await two.Receive.ReceiveAsync(InboundOf("U3", "まだまえの鍵"));
        foreach (var node in new[] { one, two }) Assert.Equal(["まえの鍵", "あたらしい鍵", "まだまえの鍵"], await FirstWordsAsync(node));

        KeyFolder.Use(others);
        two = NodeOf(_from, others);
        var rewrap = new RewrapKeys(two.Records, two.Get<Vault>());
        Assert.Equal((4L, 6L), await rewrap.RunAsync(_ => { }, Stop));
        Assert.Equal([two.Get<Vault>().Current], (await rewrap.CountAsync(Stop)).Keys);
        Assert.Equal(["まえの鍵", "あたらしい鍵", "まだまえの鍵"], await FirstWordsAsync(one));
        Assert.Equal((0L, 6L), await rewrap.RunAsync(_ => { }, Stop));

        // The backup that is made now opens without the old key.
        var backup = await BackUpAsync();
        File.Delete(Directory.GetFiles(Keys, "master-*.key").Order(StringComparer.Ordinal).First());
        var (restored, _, _) = await RestoreAsync(backup.RecordsFile);
        Assert.False(restored.Get<Vault>().Has(old));
        Assert.Equal(["まえの鍵", "あたらしい鍵", "まだまえの鍵"], await FirstWordsAsync(restored));
        Assert.Equal(before.Id, (await OfAsync(restored, "U1"))!.Id);
    }

    private static async Task<List<string?>> FirstWordsAsync(ConversationsNode node)
    {
        var words = new List<string?>();
        foreach (var person in new[] { "U1", "U2", "U3" }) words.Add((await LogOfAsync(node, (await OfAsync(node, person))!.Id))[0].Body.Text);
        return words;
    }

    private static void CopyKeys(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.GetFiles(from)) File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}
