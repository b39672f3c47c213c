using System.Security.Cryptography;
using System.Text;
using Gateway.Primitives;

namespace Gateway.SupportBodies.Exchange;

/// <summary>Ids that come from ids: the same source always gives the same, so that an import can be repeated.</summary>
internal static class BodyIds
{
    /// <summary>The id of a body that another directory calls <paramref name="id"/>: the same where that is a UUID.</summary>
    public static string Of(string scheme, string id) => Ids.IsId(id) ? id.ToLowerInvariant() : Made($"{scheme}/{id}");

    /// <summary>The id of a part of a body, for example <c>schedule/0</c>.</summary>
    public static string Part(string bodyId, string part) => Made($"{bodyId}/{part}");

    // A UUID of version 8 (RFC 9562): the beginning of a hash.
    private static string Made(string name)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes("support-body/" + name));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true).ToString();
    }
}
