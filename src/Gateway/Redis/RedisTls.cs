using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gateway.Redis;

/// <summary>Whether a Redis server is who it says it is, by the authorities that the settings name.</summary>
internal static class RedisTls
{
    /// <summary>Whether the file can be read as certificates.</summary>
    public static bool HoldsCertificates(string file)
    {
        try
        {
            return Read(file).Count > 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Believes only certificates that an authority of the file vouches for, and only for the host that was called.</summary>
    public static RemoteCertificateValidationCallback TrustOnly(string authorityFile)
    {
        var authorities = Read(authorityFile);
        return (_, certificate, _, problems) =>
        {
            // The machine does not know these authorities: that is the one problem that may be.
            if (certificate is null || (problems & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None) return false;
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            using var server = new X509Certificate2(certificate);
            return chain.Build(server);
        };
    }

    private static X509Certificate2Collection Read(string file)
    {
        var found = new X509Certificate2Collection();
        found.ImportFromPemFile(file);
        return found;
    }
}
