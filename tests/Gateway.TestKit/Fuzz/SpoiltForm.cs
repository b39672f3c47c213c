using System.Text;

namespace Gateway.TestKit.Fuzz;

/// <summary>Writes a browser's form with something wrong in it: escapes, repeated names, thousands of fields.</summary>
public static class SpoiltForm
{
    private static readonly string[] s_raw =
    [
        "", "%", "%2", "%zz", "%00", "%ff%fe", "%ED%A0%80", "%C0%AF", "%u3042", "+", "%2B", "=", "==", "a=b", "%0d%0aX-Y:+z", "\u0000", "あ", "😀", "%F0%9F%98%80", "%F0%9F%98", ";", "?", "#",
        "%EF%BB%BF", "%E2%80%AE", "-1", "99999999999999999999", "1e9", "NaN", "10", "true", "STOP", "%E5%81%9C%E6%AD%A2", "../..", "%27%20OR%201%3D1", "%3Cscript%3E",
    ];

    /// <summary>The form as it is sent.</summary>
    /// <param name="fields">The good ones.</param>
    /// <param name="chance">Decides.</param>
    /// <param name="keeps">These names stay as they are, once each.</param>
    public static byte[] Of(IEnumerable<(string Name, string Value)> fields, Random chance, params string[] keeps)
    {
        List<string> parts = [];
        foreach (var (name, value) in fields)
        {
            var good = $"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
            if (keeps.Contains(name))
            {
                parts.Add(good);
                continue;
            }
            switch (chance.Next(8))
            {
                case 0:
                    break;
                case 1:
                    parts.Add($"{Uri.EscapeDataString(name)}={Raw(chance)}");
                    break;
                case 2:
                    parts.AddRange([good, $"{Uri.EscapeDataString(name)}={Raw(chance)}"]);
                    break;
                case 3:
                    parts.Add($"{Raw(chance)}{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}");
                    break;
                default:
                    parts.Add(good);
                    break;
            }
        }
        if (chance.Next(12) == 0) parts.AddRange(Enumerable.Range(0, chance.Next(1, 1500)).Select(number => $"f{number}={number}"));
        if (chance.Next(12) == 0) parts.Insert(chance.Next(parts.Count + 1), new string('a', chance.Next(1, 30_000)));
        if (chance.Next(6) == 0) parts.Insert(chance.Next(parts.Count + 1), Raw(chance));
        return Encoding.UTF8.GetBytes(string.Join('&', parts));
    }

    private static string Raw(Random chance) => chance.Next(10) == 0 ? string.Concat(Enumerable.Repeat("%E3%81%82", chance.Next(1, 6000))) : s_raw[chance.Next(s_raw.Length)];
}
