using System.Text.Json;
using Gateway.Consent;
using Gateway.Conversations;
using Gateway.Handoff;
using Gateway.Records.Sealing;
using Gateway.TestKit.Handoff;
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

    [Fact]
    public async Task Whatever_comes_back_comes_back_with_its_key_and_nothing_else_does()
    {
        var talk = await TalksAsync("U1", "話しています");
        var kept = await OneOfEachAsync(talk);
        var made = await BackUpAsync();
        Time.Advance(TimeSpan.FromHours(1));
        await WritesAsync("U2", "はじめて");
        // The keys that are restored are newer than the records: those of U2 are among them.
        await BackUpAsync();

        var (node, restored, _) = await RestoreAsync(made.RecordsFile);
        var keys = await node.Records.ReadAsync(session => session.QueryAsync<(string Owner, byte[] Wrapped)>("SELECT owner, wrapped FROM sealing_key ORDER BY owner"));
        Assert.Equal(kept.Append(talk.Id).Append(talk.ContactId).Order(StringComparer.Ordinal), keys.Select(key => key.Owner).Order(StringComparer.Ordinal));
        Assert.All(keys, key => node.Get<Vault>().Open(key.Wrapped, key.Owner));
        // A card, a letter and what a counsellor said of themselves, which are not backed up; and U2, who came later, with their conversation.
        Assert.Equal((0L, 5L), (restored.Erased, restored.KeysLeftOut));
    }

    [Fact]
    public async Task What_people_agreed_to_and_what_was_sent_can_be_read_after_a_restore()
    {
        Assert.InRange((await new GateTrials(Node, Time, seed: 5).RunAsync(20)).Passed, 1, 20);
        var before = await SentAndAgreedAsync(Node);
        var (node, restored, _) = await RestoreAsync((await BackUpAsync()).RecordsFile);
        Assert.Equal((before, 0L), (await SentAndAgreedAsync(node), restored.KeysLeftOut));
        Assert.Contains("Name", before, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<string> SentAndAgreedAsync(ConversationsNode node) => node.Records.ReadAsync(async session =>
    {
        var all = new List<object>();
        foreach (var contact in await session.QueryAsync<string>("SELECT id FROM contact ORDER BY id"))
        {
            all.AddRange((await node.Get<ConsentRows>().OfPersonAsync(session, contact)).Select(consent => consent.Terms!));
            all.AddRange((await node.Get<ProvisionRows>().OfPersonAsync(session, contact)).Select(provision => provision.Content!));
        }

        return JsonSerializer.Serialize(all);
    });

    /// <summary>A row of each table that has keys of its own, with its key; returns the owners of those that a restore brings back.</summary>
    private async Task<IReadOnlyList<string>> OneOfEachAsync(Conversation talk)
    {
        string[] kept = ["consent-1", "provision-1", "ground-1", "referral-1", "referral-1.sheet", "request-1", "emergency-1", "bodies/komorebi", "roster-staff-aoi", "story-1"];
        return await Node.Records.WriteAsync(async session =>
        {
            await session.ExecuteAsync(
                """
                INSERT INTO consent (id, organisation, conversation_id, contact_id, code, state, recipient, document, terms_sealed, terms_hash, asked_by, asked_at, answer_until, guardian)
                VALUES ('consent-1', 'komorebi', @Id, @ContactId, '11', 2, 'body', 'sheet', @box, 'hash', 'staff-aoi', 1, 2, 0);
                INSERT INTO provision (id, organisation, conversation_id, contact_id, body, at, by_staff, ground, document_hash, content_sealed)
                VALUES ('provision-1', 'komorebi', @Id, @ContactId, 'body', 1, 'staff-aoi', 1, 'hash', @box);
                INSERT INTO ground (id, organisation, conversation_id, body, ground, document_hash, reason_sealed, proposed_by, proposed_at, until_at)
                VALUES ('ground-1', 'komorebi', @Id, 'body', 2, 'hash', @box, 'staff-aoi', 1, 2);
                INSERT INTO referral (id, organisation, conversation_id, contact_id, document, revision, body, consent_id, opened_by, state, state_at, rung, priority, last_step, opened_at, recipient_sealed, sheet_sealed)
                VALUES ('referral-1', 'komorebi', @Id, @ContactId, 'sheet', 1, 'body', 'consent-1', 'staff-aoi', 1, 1, 0, 1, 0, 1, @box, @box);
                INSERT INTO data_request (id, organisation, contact_id, conversation_id, kind, recognised, opened_by, asked_at, due_at)
                VALUES ('request-1', 'komorebi', @ContactId, @Id, 'disclose', 'talk', 'staff-aoi', 1, 2);
                INSERT INTO emergency (id, organisation, conversation_id, opened_at, last_step) VALUES ('emergency-1', 'komorebi', @Id, 1, 0);
                INSERT INTO support_directory (organisation, revision) VALUES ('komorebi', 0);
                INSERT INTO roster_person (staff_id, organisation, time_zone, country, skills, languages, capacity, remind_minutes, mail_sealed)
                VALUES ('staff-aoi', 'komorebi', 'Asia/Tokyo', 'JP', '', 'ja', 1, 60, @box);
                INSERT INTO story (id, organisation, number, contact_id, conversation_id, referral_id, consent_id, revision, content_sealed, content_hash, written_by, written_at)
                VALUES ('story-1', 'komorebi', 'S-1', @ContactId, @Id, 'referral-1', 'consent-1', 1, @box, 'hash', 'staff-aoi', 1);
                INSERT INTO staff_traits (staff_id, sealed) VALUES ('staff-aoi', @box);
                INSERT INTO introduction (id, organisation, body, card_hash, language, written_at, until_at, state, asks_answer, may_tell)
                VALUES ('introduction-1', 'komorebi', 'body', @box, 'ja', 1, 2, 1, 0, 0);
                INSERT INTO letter (id, reference, created_at, due_at, attempts, content_sealed) VALUES ('letter-1', 'roster', 1, 2, 0, @box)
                """, new { talk.Id, talk.ContactId, box = new byte[] { 1, 2, 3 } });
            foreach (var owner in kept.Concat(["introduction-1", "letter-1", "traits-staff-aoi"]))
                await session.ExecuteAsync("INSERT INTO sealing_key (owner, wrapped) VALUES (@owner, @key)", new { owner, key = Node.Get<Vault>().NewKey(owner) });
            return kept;
        });
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
