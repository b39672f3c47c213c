using System.Security.Cryptography;
using System.Text;
using Gateway.Records.Sealing;
using Gateway.TestKit;
using Xunit;

namespace Gateway.Tests.Records;

public sealed class VaultTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gateway-keys-");
    private readonly FakeTime _time = new();

    private string Keys => Path.Combine(_folder.FullName, "keys");

    [Fact]
    public void A_key_of_one_conversation_does_not_open_another()
    {
        var vault = NewVault();
        var wrapped = vault.NewKey("conversation-1");
        Assert.Throws<AuthenticationTagMismatchException>(() => vault.Open(wrapped, "conversation-2"));
    }

    [Fact]
    public void A_text_opens_only_in_its_own_place()
    {
        var seal = NewSeal(NewVault());
        var box = seal.Seal("もう限界です", "entry|1");
        Assert.Equal("もう限界です", seal.Open(box, "entry|1"));
        Assert.Throws<AuthenticationTagMismatchException>(() => seal.Open(box, "entry|2"));
    }

    [Fact]
    public void A_text_of_one_conversation_does_not_open_with_the_key_of_another()
    {
        var vault = NewVault();
        var box = NewSeal(vault, "conversation-1").Seal("もう限界です", "entry|1");
        Assert.Throws<AuthenticationTagMismatchException>(() => NewSeal(vault, "conversation-2").Open(box, "entry|1"));
    }

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var vault = NewVault();
        var wrapped = vault.NewKey("c");
        var box = vault.Open(wrapped, "c").Seal("言葉", "entry|1");
        for (var i = 0; i < box.Length; i++)
        {
            var changed = Changed(box, i);
            Assert.ThrowsAny<CryptographicException>(() => vault.Open(wrapped, "c").Open(changed, "entry|1"));
        }

        for (var i = 0; i < wrapped.Length; i++) Assert.ThrowsAny<CryptographicException>(() => vault.Open(Changed(wrapped, i), "c"));
        for (var length = 0; length < wrapped.Length; length++) Assert.ThrowsAny<CryptographicException>(() => vault.Open(wrapped[..length], "c"));
    }

    [Fact]
    public void Sealed_bytes_never_hold_the_words_and_are_never_the_same_twice()
    {
        var seal = NewSeal(NewVault());
        const string words = "canary-words-of-a-person";
        var boxes = Enumerable.Range(0, 100).Select(_ => seal.Seal(words, "entry|1")).ToList();
        Assert.All(boxes, box => Assert.Equal(-1, box.AsSpan().IndexOf("canary"u8)));
        Assert.Equal(100, boxes.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_new_master_key_seals_and_the_old_one_still_opens()
    {
        var before = NewVault();
        var wrapped = before.NewKey("c");
        var box = before.Open(wrapped, "c").Seal("前の鍵", "entry|1");
        _time.Advance(TimeSpan.FromDays(1));
        var oldMaster = Directory.GetFiles(Keys, "master-*.key").Single();
        KeyFolder.Create(Keys, _time.GetUtcNow());
        KeyFolder.Use(Keys);

        var after = NewVault();
        Assert.Equal("前の鍵", after.Open(wrapped, "c").Open(box, "entry|1"));
        Assert.Equal(before.LookupHash("line/komorebi", "U1"), after.LookupHash("line/komorebi", "U1"));
        var sealedAfter = after.NewKey("d");
        Assert.Throws<CryptographicException>(() => before.Open(sealedAfter, "d"));

        File.Delete(oldMaster);
        var later = NewVault();
        later.Open(sealedAfter, "d");
        Assert.Throws<CryptographicException>(() => later.Open(wrapped, "c"));
    }

    [Fact]
    public void A_secret_opens_only_for_its_purpose()
    {
        var vault = NewVault();
        var wrapped = vault.Wrap("cookie key"u8, "cookies");
        Assert.Equal("cookie key", Encoding.UTF8.GetString(vault.Unwrap(wrapped, "cookies")));
        Assert.ThrowsAny<CryptographicException>(() => vault.Unwrap(wrapped, "tokens"));
    }

    [Fact]
    public void The_lookup_hash_is_stable_and_keyed()
    {
        var vault = NewVault();
        var hash = vault.LookupHash("line/komorebi", "U1");
        Assert.Equal(32, hash.Length);
        Assert.Equal(hash, NewVault().LookupHash("line/komorebi", "U1"));
        Assert.NotEqual(hash, vault.LookupHash("line/komorebi", "U2"));
        Assert.NotEqual(hash, vault.LookupHash("line/yoake", "U1"));
        Assert.NotEqual(hash, SHA256.HashData("line/komorebi|U1"u8));

        File.Delete(Path.Combine(Keys, "lookup.key"));
        KeyFolder.Create(Keys, _time.GetUtcNow().AddDays(1));
        Assert.NotEqual(hash, NewVault().LookupHash("line/komorebi", "U1"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Vault NewVault() => new(new KeySettings { Directory = Keys, CreateForDevelopment = true }, _time);

    private static ConversationSeal NewSeal(Vault vault, string owner = "c") => vault.Open(vault.NewKey(owner), owner);

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = bytes.ToArray();
        changed[at] ^= 1;
        return changed;
    }
}
