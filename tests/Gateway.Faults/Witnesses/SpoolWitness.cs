using System.Text;

namespace Gateway.Faults.Witnesses;

/// <summary>Looks at the spools from outside: how much lies there, and whether anything of it can be read.</summary>
/// <param name="folder">The folder of all nodes' spools.</param>
internal sealed class SpoolWitness(string folder)
{
    // By chance so many readable bytes in a row come once in many gigabytes of sealed ones.
    private const int LongestByChance = 24;

    /// <summary>Files with words.</summary>
    public int Files => Paths().Count();

    /// <summary>Their size.</summary>
    public long Bytes => Paths().Sum(path => new FileInfo(path).Length);

    /// <summary>Whether something was put aside as damaged.</summary>
    public int Aside => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Count(path => Path.GetFileName(Path.GetDirectoryName(path)) == "aside");

    /// <summary>Files in which one of these texts stands, or any other that is longer than chance makes them.</summary>
    public int Readable(params string[] texts) => Paths().Select(File.ReadAllBytes).Count(bytes =>
        LongestText(bytes) >= LongestByChance || texts.Any(text => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0));

    private IEnumerable<string> Paths() => Directory.EnumerateFiles(folder, "*.spool", SearchOption.AllDirectories);

    private static int LongestText(ReadOnlySpan<byte> bytes)
    {
        var (longest, length) = (0, 0);
        foreach (var one in bytes)
        {
            length = one is >= 0x20 and < 0x7f ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }
        return longest;
    }
}
