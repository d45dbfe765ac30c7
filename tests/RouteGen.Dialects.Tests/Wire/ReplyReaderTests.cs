using System.Text;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Wire;

public sealed class ReplyReaderTests
{
    public static TheoryData<int> Pieces => [1, 2, 3, 7, 64, 100_000];

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Events_are_read_whatever_their_line_ends_and_however_they_arrive(int piece)
    {
        const string Stream = "\uFEFF: hello\n\ndata: one\n\nevent: named\r\ndata:two\r\n\r\nid: 4\rdata: three\rdata: more\r\r"
            + "retry: 5\n\nevent: nothing\n\ndata\n\ndata: {\"a\":1}\n: inside\nunknown: x\n\ndata: last";

        var events = await ReadAsync(new EventReader(new ChoppedStream(Encoding.UTF8.GetBytes(Stream), piece), 1000));

        Assert.Equal(
            [("", "one", false), ("named", "two", false), ("", "three\nmore", false), ("", "", false), ("", "{\"a\":1}", false),
                ("", "last", true)],
            events);
    }

    [Theory]
    [MemberData(nameof(Pieces))]
    public async Task Lines_are_read_however_they_arrive(int piece)
    {
        const string Stream = "{\"a\":1}\n\r\n  \n{\"b\":2}\r\n{\"c\":";

        var lines = await ReadAsync(new LineReader(new ChoppedStream(Encoding.UTF8.GetBytes(Stream), piece), 1000));

        Assert.Equal([("", "{\"a\":1}", false), ("", "{\"b\":2}", false), ("", "{\"c\":", true)], lines.Select(Trimmed));
    }

    [Theory]
    [InlineData("data: ")]
    [InlineData("data: x\ndata: ")]
    [InlineData(": ")]
    public async Task An_event_that_does_not_end_is_given_up_at_the_bound(string beginning)
    {
        var endless = Encoding.UTF8.GetBytes(beginning + new string('x', 1_000_000));

        await Assert.ThrowsAsync<InvalidReplyException>(() => ReadAsync(new EventReader(new ChoppedStream(endless, 10_000), 100_000)));
        await Assert.ThrowsAsync<InvalidReplyException>(() => ReadAsync(new LineReader(new ChoppedStream(endless, 10_000), 100_000)));
    }

    [Fact]
    public async Task Comments_keep_a_stream_alive_beyond_any_bound()
    {
        var comments = string.Concat(Enumerable.Repeat(": still working\n\n", 10_000));

        var events = await ReadAsync(new EventReader(new ChoppedStream(Encoding.UTF8.GetBytes(comments + "data: x\n\n"), 999), 8192));

        Assert.Equal([("", "x", false)], events);
    }

    private static (string Name, string Data, bool IsCut) Trimmed((string Name, string Data, bool IsCut) line) =>
        (line.Name, line.Data.Trim(), line.IsCut);

    private static async Task<List<(string Name, string Data, bool IsCut)>> ReadAsync(ReplyReader reader)
    {
        var read = new List<(string, string, bool)>();
        using (reader)
        {
            while (await reader.ReadAsync(default))
            {
                read.Add((Encoding.UTF8.GetString(reader.Name), Encoding.UTF8.GetString(reader.Data), reader.IsCut));
            }
        }

        return read;
    }
}
