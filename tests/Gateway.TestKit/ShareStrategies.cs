using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Dapper;

namespace Gateway.TestKit;

/// <summary>How a row becomes an object is worked out once for each engine, not once for each of hundreds of databases that are all alike.</summary>
internal sealed class ShareStrategies : IEqualityComparer<string>
{
    private ShareStrategies()
    {
    }

    /// <inheritdoc/>
    public bool Equals(string? x, string? y) => IsSqlite(x) == IsSqlite(y);

    /// <inheritdoc/>
    public int GetHashCode(string obj) => IsSqlite(obj) ? 1 : 0;

    [SuppressMessage("Usage", "CA2255", Justification = "Only tests load this library, and it must come before their first query.")]
    [ModuleInitializer]
    internal static void Begin() => SqlMapper.ConnectionStringComparer = new ShareStrategies();

    private static bool IsSqlite(string? connection) => connection?.StartsWith("Data Source", StringComparison.OrdinalIgnoreCase) == true;
}
