using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Gateway.Primitives;
using Gateway.Records;
using Gateway.Records.Sealing;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace Gateway.Organisations.SignIn;

/// <summary>Keeps the keys of the cookies in the records, sealed, so that a sign-in holds on every node and after a restart.</summary>
/// <remarks>The interface is synchronous; it is used at start and once a day.</remarks>
internal sealed partial class RecordsKeyRepository(IRecords records, Vault vault, Ids ids, ILogger<RecordsKeyRepository> log) : IXmlRepository
{
    /// <inheritdoc />
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        var rows = records.ReadAsync(session => session.QueryAsync<KeyRow>("SELECT name, sealed FROM protection_key ORDER BY name")).GetAwaiter().GetResult();
        return [.. rows.Select(Open).OfType<XElement>()];
    }

    /// <inheritdoc />
    public void StoreElement(XElement element, string friendlyName)
    {
        var name = string.IsNullOrEmpty(friendlyName) ? ids.New() : friendlyName;
        var key = Encoding.UTF8.GetBytes(element.ToString(SaveOptions.DisableFormatting));
        records.WriteAsync(session => session.ExecuteAsync(
            "INSERT INTO protection_key (name, sealed) VALUES (@name, @Sealed) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed",
            new { name, Sealed = vault.Wrap(key, PurposeOf(name)) })).GetAwaiter().GetResult();
    }

    // Without its master key a cookie key is lost; people sign in again, which is no reason not to start.
    private XElement? Open(KeyRow row)
    {
        try
        {
            return XElement.Parse(Encoding.UTF8.GetString(vault.Unwrap(row.Sealed, PurposeOf(row.Name))));
        }
        catch (CryptographicException)
        {
            LogUnreadableKey(row.Name);
            return null;
        }
    }

    private static string PurposeOf(string name) => "protection-key|" + name;

    [LoggerMessage(1201, LogLevel.Warning, "The cookie key {Name} cannot be opened: its master key is not in the key folder. Sign-ins made with it have ended")]
    private partial void LogUnreadableKey(string name);

    // No constructor: SQLite does not know the type of a column of bytes before there is a row.
    private sealed class KeyRow
    {
        public string Name { get; init; } = "";

        public byte[] Sealed { get; init; } = [];
    }
}
