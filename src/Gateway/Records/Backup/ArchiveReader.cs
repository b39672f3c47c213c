using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Records.Sealing;

namespace Gateway.Records.Backup;

/// <summary>A backup cannot be used, or cannot be used here. The message says why, for an administrator.</summary>
public sealed class BackupRefusedException(string message) : Exception(message);

/// <summary>Reads one archive, believing nothing that its hashes and its signature do not say.</summary>
internal sealed class ArchiveReader : IDisposable
{
    private const int LargestManifest = 1 << 20;

    private readonly string _file;
    private readonly ZipArchive _zip;

    private ArchiveReader(string file, ZipArchive zip, ArchiveManifest manifest) => (_file, _zip, Manifest) = (file, zip, manifest);

    /// <summary>What it says about itself; its signature was right.</summary>
    public ArchiveManifest Manifest { get; }

    /// <summary>Opens an archive and checks its manifest.</summary>
    /// <exception cref="BackupRefusedException">It is not there, damaged, of another kind or format, or was made with other keys.</exception>
    public static async Task<ArchiveReader> OpenAsync(string file, string kind, Vault vault)
    {
        if (!File.Exists(file)) throw new BackupRefusedException($"There is no file {file}.");
        var zip = await OrDamagedAsync(file, "the list of its parts", () => ZipFile.OpenReadAsync(file));
        try
        {
            var json = await ReadSmallAsync(file, zip, "manifest.json");
            var signature = await ReadSmallAsync(file, zip, "manifest.signature");
            if (!CryptographicOperations.FixedTimeEquals(signature, ArchiveManifest.Sign(json, vault)))
                throw new BackupRefusedException($"{file}: the signature of the manifest is not right. Either it was made with another key folder than this one, or its part manifest.json was changed.");
            var manifest = JsonSerializer.Deserialize(json, ManifestJson.Default.ArchiveManifest)!;
            if (manifest.Format != ArchiveManifest.NewestFormat)
                throw new BackupRefusedException($"{file} has format {manifest.Format}; this gateway reads format {ArchiveManifest.NewestFormat}.");
            if (manifest.Kind != kind) throw new BackupRefusedException($"{file} is an archive of {manifest.Kind}; one of {kind} is needed here.");
            return new ArchiveReader(file, zip, manifest);
        }
        catch
        {
            await zip.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads every part and compares its hash.</summary>
    /// <exception cref="BackupRefusedException">Names the first part that is damaged.</exception>
    public async Task CheckAsync(CancellationToken cancel)
    {
        var buffer = new byte[1 << 18];
        foreach (var part in Manifest.Parts)
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var fits = await OrDamagedAsync(_file, Named(part), async () =>
            {
                await using var stream = await OpenPartAsync(part.Table, cancel);
                int read;
                while ((read = await stream.ReadAsync(buffer, cancel)) > 0) hash.AppendData(buffer, 0, read);
                return Convert.ToHexStringLower(hash.GetHashAndReset()) == part.Sha256;
            });
            if (!fits) throw Damaged(_file, Named(part));
        }
    }

    /// <summary>Hands every row of a part to <paramref name="take"/>; the array is used again for the next one.</summary>
    /// <exception cref="BackupRefusedException">The part is damaged.</exception>
    public Task ReadAsync(ArchivePart part, Func<object?[], ValueTask> take, CancellationToken cancel) => OrDamagedAsync(_file, Named(part), async () =>
    {
        await using var stream = new BufferedStream(await OpenPartAsync(part.Table, cancel), 1 << 18);
        var values = new object?[part.Columns.Count];
        var scratch = new byte[1 << 12];
        long rows = 0;
        while (await RowCodec.ReadAsync(stream, part.Columns, values, scratch))
        {
            rows++;
            await take(values);
        }

        if (rows != part.Rows) throw new InvalidDataException();
        return true;
    });

    /// <inheritdoc />
    public void Dispose() => _zip.Dispose();

    private Task<Stream> OpenPartAsync(string name, CancellationToken cancel) => (_zip.GetEntry(name) ?? throw new InvalidDataException()).OpenAsync(cancel);

    private static Task<byte[]> ReadSmallAsync(string file, ZipArchive zip, string name) => OrDamagedAsync(file, $"its part {name}", async () =>
    {
        var entry = zip.GetEntry(name) ?? throw new InvalidDataException();
        if (entry.Length > LargestManifest) throw new InvalidDataException();
        await using var stream = await entry.OpenAsync();
        using var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes);
        return bytes.ToArray();
    });

    private static async Task<T> OrDamagedAsync<T>(string file, string what, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or JsonException)
        {
            throw Damaged(file, what);
        }
    }

    private static string Named(ArchivePart part) => $"its part {part.Table}";

    private static BackupRefusedException Damaged(string file, string what) =>
        new($"{file} is damaged: {what} cannot be trusted. Nothing of it is used; take another backup.");
}
