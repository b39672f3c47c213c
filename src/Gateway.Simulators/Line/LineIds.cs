using System.Text.RegularExpressions;

namespace Gateway.Simulators.Line;

internal static partial class LineIds
{
    public static bool IsUser(string? id) => id is not null && User().IsMatch(id);

    [GeneratedRegex(@"\AU[0-9a-f]{32}\z")]
    private static partial Regex User();
}
