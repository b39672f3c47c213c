using System.Buffers;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using Gateway.Records.Sealing;

namespace Gateway.Records.Backup;

/// <summary>Writes one archive (a ZIP file) under a temporary name, readable by its owner alone. It gets its name when it is whole and on the disk.</summary>
internal sealed class ArchiveWriter : IAsyncDisposable
{
    private const int Flush = 1 << 18;

    private readonly string _file;
    private readonly string _unfinished;
    private readonly FileStream _disk;
    private readonly ZipArchive _zip;
    private readonly List<ArchivePart> _parts = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(Flush * 2);
    private bool _whole;

    /// <param name="file">Its name when it is whole; one that exists already is replaced then.</param>
    public ArchiveWriter(string file)
    {
        _file = file;
        _unfinished = $"{file}.{RandomNumberGenerator.GetHexString(8)}.tmp";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 1 << 16 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _disk = new FileStream(_unfinished, options);
        _zip = new ZipArchive(_disk, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>Writes a table as one part.</summary>
    /// <param name="table">Its name.</param>
    /// <param name="columns">Its columns, in the reader's order.</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="seen">Called for each row, on it.</param>
    /// <param name="cancel">Ends it.</param>
    public async Task AddAsync(string table, IReadOnlyList<ArchiveColumn> columns, DbDataReader rows, Action<DbDataReader>? seen, CancellationToken cancel)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long count = 0, bytes = 0;
        await using (var part = await _zip.CreateEntry(table, CompressionLevel.Fastest).OpenAsync(cancel))
        {
            while (await rows.ReadAsync(cancel))
            {
                count++;
                RowCodec.Write(_buffer, rows, columns);
                seen?.Invoke(rows);
                if (_buffer.WrittenCount >= Flush) await FlushAsync();
            }

            await FlushAsync();

            async Task FlushAsync()
            {
                hash.AppendData(_buffer.WrittenSpan);
                bytes += _buffer.WrittenCount;
                await part.WriteAsync(_buffer.WrittenMemory, cancel);
                _buffer.ResetWrittenCount();
            }
        }

        _parts.Add(new ArchivePart(table, columns, count, bytes, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Adds the manifest, brings all of it to the disk and gives the archive its name.</summary>
    public async Task<ArchiveManifest> FinishAsync(ArchiveManifest manifest, Vault vault, CancellationToken cancel)
    {
        manifest = manifest with { Parts = _parts };
        var json = manifest.ToJson();
        await WriteAsync("manifest.json", json, cancel);
        await WriteAsync("manifest.signature", ArchiveManifest.Sign(json, vault), cancel);
        await _zip.DisposeAsync();
        OnDisk.Flush(_disk);
        await _disk.DisposeAsync();
        File.Move(_unfinished, _file, overwrite: true);
        _whole = true;
        return manifest;
    }

    /// <summary>Takes away what did not become whole.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_whole) return;
        await _zip.DisposeAsync();
        await _disk.DisposeAsync();
        File.Delete(_unfinished);
    }

    private async Task WriteAsync(string name, byte[] bytes, CancellationToken cancel)
    {
        await using var part = await _zip.CreateEntry(name).OpenAsync(cancel);
        await part.WriteAsync(bytes, cancel);
    }
}

/// <summary>Waits for the disk itself; there is no asynchronous way to ask for that.</summary>
internal static class OnDisk
{
    /// <summary>Returns when everything that was written is durable.</summary>
    public static void Flush(FileStream file) => file.Flush(flushToDisk: true);
}
