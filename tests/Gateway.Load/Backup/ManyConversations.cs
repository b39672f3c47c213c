using System.Globalization;
using Gateway.Conversations;
using Gateway.Operations.Upkeep;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Load.Backup;

/// <summary>Fills a SQLite file with invented conversations, sealed as the gateway seals them, faster than anybody could write.</summary>
internal static class ManyConversations
{
    private const long Begin = 1_750_000_000_000;

    /// <summary>Makes the file: one person, one closed conversation and half as many inbox rows as entries each; the last hundred still wait.</summary>
    /// <param name="settings">The settings of the gateway that would serve it, by their keys.</param>
    /// <param name="conversations">How many conversations.</param>
    /// <param name="entries">How many entries in each.</param>
    public static async Task FillAsync(IReadOnlyDictionary<string, string> settings, int conversations, int entries)
    {
        await using var services = UpkeepCommand.Open(CommandLine.Parse([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")], [], []));
        await services.GetRequiredService<IRecords>().MigrateAsync();
        var (vault, contacts, ids) = (services.GetRequiredService<Vault>(), services.GetRequiredService<Contacts>(), services.GetRequiredService<Ids>());
        await using var connection = new SqliteConnection($"Data Source={settings["Gateway:Records:Sqlite:File"]};Pooling=false");
        await connection.OpenAsync();
        await RunAsync(connection, "PRAGMA synchronous = OFF; BEGIN; INSERT INTO organisation (id, name, created_at) VALUES ('org1', 'Org', 0)");
        var contact = Prepared(connection, "INSERT INTO contact (id, organisation, channel, channel_account, address_hash, address_sealed, created_at) VALUES (@0, 'org1', 'line', 'line/org1-line1', @1, @2, @3)", 4);
        var key = Prepared(connection, "INSERT INTO sealing_key (owner, wrapped) VALUES (@0, @1)", 2);
        var conversation = Prepared(connection,
            """
            INSERT INTO conversation (id, organisation, contact_id, channel, channel_account, label, language, stage, due_at, last_number, grade, opened_at, heard_at, arrived_at, outcome, closed_at)
            VALUES (@0, 'org1', @1, 'line', 'line/org1-line1', 'K-100', 'ja', @2, @3, @4, 0, @5, @5, @5, @6, @7)
            """, 8);
        var entry = Prepared(connection, "INSERT INTO entry (conversation_id, number, at, sent_at, kind, author, delivery, body) VALUES (@0, @1, @2, @2, 'message', @3, @4, @5)", 6);
        var inbox = Prepared(connection, "INSERT INTO inbox (channel_account, event_id, kind, at) VALUES ('line/org1-line1', @0, 'Message', @1)", 2);
        for (var i = 0; i < conversations; i++)
        {
            var (contactId, id, at) = (ids.New(), ids.New(), Begin + (i * 60_000L));
            var (address, contactKey, wrapped) = ($"U{i:x32}", vault.NewKey(contactId), vault.NewKey(id));
            Run(contact, contactId, contacts.HashOf("line/org1-line1", Redacted.Of(address)), vault.Open(contactKey, contactId).Seal(address, "address"), at);
            Run(key, contactId, contactKey);
            Run(key, id, wrapped);
            var waits = i >= conversations - 100;
            Run(conversation, id, contactId, waits ? "waiting" : "closed", waits ? at + 259_200_000L : DBNull.Value, (long)entries, at, waits ? DBNull.Value : "talked", waits ? DBNull.Value : at + 3_600_000L);
            var seal = vault.Open(wrapped, id);
            for (var number = 1L; number <= entries; number++)
            {
                var person = number % 2 == 1;
                var text = string.Create(CultureInfo.InvariantCulture, $"{{\"text\":\"会話 {i} の {number} 番目のことばです。ゆっくり話してくださって大丈夫です。\"}}");
                Run(entry, id, number, at + (number * 20_000), person ? "person" : "counsellor", person ? DBNull.Value : "sent", seal.Seal(text, $"entry|{number}"));
                if (person) Run(inbox, $"01LOAD{i:x10}{number:x8}", at + (number * 20_000));
            }
        }

        await RunAsync(connection, "COMMIT");
    }

    private static SqliteCommand Prepared(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" });
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static async Task RunAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
