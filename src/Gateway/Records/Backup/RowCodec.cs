using System.Buffers;
using System.Buffers.Binary;
using System.Data.Common;
using System.Text;

namespace Gateway.Records.Backup;

/// <summary>The three kinds of values that the schema knows.</summary>
public enum ColumnKind
{
    /// <summary>Text, UTF-8.</summary>
    Text,

    /// <summary>A 64-bit number.</summary>
    Number,

    /// <summary>Bytes.</summary>
    Bytes,
}

/// <summary>A column of a part.</summary>
/// <param name="Name">Its name in the table.</param>
/// <param name="Kind">What it holds.</param>
public sealed record ArchiveColumn(string Name, ColumnKind Kind);

/// <summary>
/// Rows as bytes, the same from both engines: for each column its length (4 bytes, little-endian; -1 for nothing) and the value.
/// A number has 8 bytes.
/// </summary>
internal static class RowCodec
{
    private const int Nothing = -1;

    /// <summary>Appends the reader's present row.</summary>
    public static void Write(IBufferWriter<byte> to, DbDataReader row, IReadOnlyList<ArchiveColumn> columns)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (row.IsDBNull(i))
            {
                Length(to, Nothing);
                continue;
            }

            switch (columns[i].Kind)
            {
                case ColumnKind.Text:
                    var text = row.GetString(i);
                    Length(to, Encoding.UTF8.GetByteCount(text));
                    Encoding.UTF8.GetBytes(text, to);
                    break;
                case ColumnKind.Number:
                    Length(to, sizeof(long));
                    BinaryPrimitives.WriteInt64LittleEndian(to.GetSpan(sizeof(long)), Convert.ToInt64(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture));
                    to.Advance(sizeof(long));
                    break;
                case ColumnKind.Bytes:
                    var bytes = row.GetFieldValue<byte[]>(i);
                    Length(to, bytes.Length);
                    to.Write(bytes);
                    break;
            }
        }
    }

    /// <summary>Reads the next row into <paramref name="values"/>; false at the end of the part.</summary>
    /// <exception cref="InvalidDataException">The part ends within a row, or a length cannot be.</exception>
    public static async ValueTask<bool> ReadAsync(Stream from, IReadOnlyList<ArchiveColumn> columns, object?[] values, byte[] scratch)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var read = await from.ReadAtLeastAsync(scratch.AsMemory(0, sizeof(int)), sizeof(int), throwOnEndOfStream: false);
            if (read == 0 && i == 0) return false;
            if (read < sizeof(int)) throw new InvalidDataException();
            var length = BinaryPrimitives.ReadInt32LittleEndian(scratch);
            values[i] = length == Nothing ? null : await ValueAsync(from, columns[i].Kind, length, scratch);
        }

        return true;
    }

    private static async ValueTask<object> ValueAsync(Stream from, ColumnKind kind, int length, byte[] scratch)
    {
        if (length < 0 || (kind == ColumnKind.Number && length != sizeof(long))) throw new InvalidDataException();
        var bytes = kind == ColumnKind.Bytes || length > scratch.Length ? new byte[length] : scratch;
        await from.ReadExactlyAsync(bytes.AsMemory(0, length));
        return kind switch
        {
            ColumnKind.Text => Encoding.UTF8.GetString(bytes, 0, length),
            ColumnKind.Number => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            ColumnKind.Bytes => bytes,
        };
    }

    private static void Length(IBufferWriter<byte> to, int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to.GetSpan(sizeof(int)), length);
        to.Advance(sizeof(int));
    }
}
