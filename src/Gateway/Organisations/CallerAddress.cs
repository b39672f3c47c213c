using System.Net;
using System.Net.Sockets;

namespace Gateway.Organisations;

/// <summary>Under what one caller is counted.</summary>
public static class CallerAddress
{
    /// <summary>An IPv4 address, or the /64 of an IPv6 one: somebody with IPv6 has a whole /64 of addresses to himself.</summary>
    public static string Of(IPAddress? address)
    {
        if (address is null) return "";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }
}
