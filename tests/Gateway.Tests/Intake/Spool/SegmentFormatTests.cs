using Gateway.Intake.Spool;
using Xunit;

namespace Gateway.Tests.Intake.Spool;

/// <summary>What a spool file is found to hold after whatever may happen to a file.</summary>
public sealed class SegmentFormatTests
{
    private static readonly Guid Id = Guid.Parse("019aa2f0-0000-7000-8000-000000000001");
    private static readonly byte[] Key = [.. Enumerable.Range(0, 65).Select(i => (byte)(i + 1))];
    private static readonly byte[][] Boxes = [Box(1, 40), Box(2, 200), Box(3, 64)];

    private static int HeadLength => SegmentFormat.Head(Id, Key).Length;

    [Fact]
    public void A_whole_file_is_read_as_it_was_written()
    {
        var reading = SegmentFormat.Read(Whole());
        Assert.Equal((SegmentState.Good, Id, 0), (reading.State, reading.Id, reading.Torn));
        Assert.Equal(Key, reading.WrappedKey);
        Assert.Equal([0u, 1u, 2u], reading.Frames.Select(frame => frame.Number));
        Assert.Equal(Boxes, reading.Frames.Select(frame => frame.Box.ToArray()));
        Assert.Empty(reading.Damaged);
    }

    [Fact]
    public void Wherever_the_last_write_was_cut_the_words_before_it_stand_and_nothing_counts_as_damaged()
    {
        var whole = Whole();
        var lastBegins = whole.Length - SegmentFormat.FrameHead - Boxes[2].Length;
        for (var length = lastBegins; length < whole.Length; length++)
        {
            var reading = SegmentFormat.Read(whole.AsMemory(0, length));
            Assert.Equal(2, reading.Frames.Count);
            Assert.Empty(reading.Damaged);
            Assert.Equal(length - lastBegins, reading.Torn);
        }
    }

    [Fact]
    public void A_file_that_was_cut_before_its_first_word_holds_nothing_that_anybody_was_answered_for()
    {
        for (var length = 0; length < HeadLength; length++)
            Assert.Equal(SegmentState.Empty, SegmentFormat.Read(Whole().AsMemory(0, length)).State);
        Assert.Empty(SegmentFormat.Read(Whole().AsMemory(0, HeadLength)).Frames);
    }

    [Fact]
    public void Nothing_but_zeros_at_the_end_is_a_write_that_never_came()
    {
        Assert.Equal((3, 0, 4096), Shape([.. Whole(), .. new byte[4096]]));
        Assert.Equal(SegmentState.Empty, SegmentFormat.Read(new byte[4096]).State);
    }

    [Fact]
    public void Any_single_byte_of_a_frames_head_may_be_wrong_and_only_this_frame_is_lost()
    {
        var begins = HeadLength + SegmentFormat.FrameHead + Boxes[0].Length;
        for (var at = begins; at < begins + SegmentFormat.FrameHead; at++)
        {
            var file = Whole();
            file[at] ^= 0x55;
            var reading = SegmentFormat.Read(file);
            Assert.Equal([0u, 2u], reading.Frames.Select(frame => frame.Number));
            Assert.Equal([new Damage(begins, SegmentFormat.FrameHead + Boxes[1].Length)], reading.Damaged);
        }
    }

    [Fact]
    public void A_damaged_head_of_the_last_frame_is_not_taken_for_a_torn_write()
    {
        var file = Whole();
        file[file.Length - Boxes[2].Length - 2] ^= 1;
        Assert.Equal((2, 1, 0), Shape(file));
    }

    [Fact]
    public void Bytes_in_between_are_passed_over()
    {
        byte[] file = [.. SegmentFormat.Head(Id, Key), .. FrameOf(0), .. "something else, with the mark \xF7wrd in it"u8, .. FrameOf(1)];
        Assert.Equal((2, 1, 0), Shape(file));
    }

    [Fact]
    public void Any_wrong_byte_in_the_files_head_makes_it_foreign()
    {
        for (var at = 0; at < HeadLength; at++)
        {
            var file = Whole();
            file[at] ^= 0x55;
            Assert.NotEqual(SegmentState.Good, SegmentFormat.Read(file).State);
            Assert.True(SegmentFormat.Read(file).State == SegmentState.Foreign || at is 24 or 25, $"{at}");
        }
    }

    [Fact]
    public void Something_else_is_foreign() => Assert.Equal(SegmentState.Foreign, SegmentFormat.Read("SQLite format 3\0, and so on"u8.ToArray()).State);

    private static (int Frames, int Damaged, int Torn) Shape(byte[] file)
    {
        var reading = SegmentFormat.Read(file);
        return (reading.Frames.Count, reading.Damaged.Count, reading.Torn);
    }

    private static byte[] Whole() => [.. SegmentFormat.Head(Id, Key), .. FrameOf(0), .. FrameOf(1), .. FrameOf(2)];

    private static byte[] FrameOf(uint number)
    {
        using var bytes = new MemoryStream();
        SegmentFormat.WriteFrame(bytes, number, Boxes[number]);
        return bytes.ToArray();
    }

    private static byte[] Box(byte fill, int length) => [.. Enumerable.Repeat(fill, length)];
}
