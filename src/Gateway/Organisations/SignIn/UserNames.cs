using Microsoft.AspNetCore.Identity;

namespace Gateway.Organisations.SignIn;

/// <summary>Capital and small letters of a user name are the same.</summary>
internal static class UserNames
{
    private static readonly UpperInvariantLookupNormalizer s_normalizer = new();

    /// <summary>The form under which a user name is found.</summary>
    public static string Normalize(string userName) => s_normalizer.NormalizeName(userName);
}
