using System.Text;
using RouteGen.Wire;

namespace RouteGen.Tests.Hosting;

/// <summary>Counts that an SDK would fail over are put right, and nothing else is touched, wherever the network cuts the reply.</summary>
public class CountRepairTests
{
    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":null}}""", """{"usage":{"prompt_tokens":0}}""")]
    [InlineData("""{"usage": { "prompt_tokens" : "7" , "x":1}}""", """{"usage": { "prompt_tokens" : 7 , "x":1}}""")]
    [InlineData(
        """{"usage":{"prompt_tokens":7.2,"completion_tokens":-1,"total_tokens":3000000000}}""",
        """{"usage":{"prompt_tokens":8,"completion_tokens":0,"total_tokens":0}}""")]
    [InlineData("""{"usage":{"d":{"cached_tokens":null,"other":null}}}""", """{"usage":{"d":{"cached_tokens":0,"other":null}}}""")]
    [InlineData("""{"response":{"usage":{"input_tokens":null}}}""", """{"response":{"usage":{"input_tokens":0}}}""")]
    [InlineData("""{"usage":[1,{"a":2}],"id":1}""", """{"usage":null,"id":1}""")]
    [InlineData("data: {\"usage\":{\"prompt_tokens\":null}}\n", "data: {\"usage\":{\"prompt_tokens\":0}}\n")]
    [InlineData("data:{\"eval_count\":null}\r\n", "data:{\"eval_count\":0}\r\n")]
    [InlineData("""{"type":"message","usage":{}}""", """{"type":"message","usage":{"input_tokens":0,"output_tokens":0}}""")]
    [InlineData(
        """{"type":"message","stop_reason":null}""",
        """{"usage":{"input_tokens":0,"output_tokens":0},"type":"message","stop_reason":null}""")]
    [InlineData("""{"usage":7,"type":"message"}""", """{"usage":{"input_tokens":0,"output_tokens":0},"type":"message"}""")]
    [InlineData(
        """{"type":"message_start","message":{"usage":{"input_tokens":5}}}""",
        """{"type":"message_start","message":{"usage":{"output_tokens":0,"input_tokens":5}}}""")]
    [InlineData("""{"type":"message_delta","usage":null}""", """{"type":"message_delta","usage":{"output_tokens":0}}""")]
    public void A_count_that_is_none_becomes_one(string piece, string repaired) =>
        Assert.Equal(repaired, CountRepair.Repair(Encoding.UTF8.GetBytes(piece)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

    [Theory]
    [InlineData("""{"usage":{"prompt_tokens":7,"completion_tokens":0,"details":{"cached_tokens":3},"cost":null}}""")]
    [InlineData("""{"usage":null}""")]
    [InlineData("""{"choices":[{"message":{"content":"{\"usage\":{\"prompt_tokens\":null}}"}}]}""")]
    [InlineData("""{"choices":[{"usage":{"prompt_tokens":null}}]}""")]
    [InlineData("""{"type":"message_delta","usage":{"output_tokens":5}}""")]
    [InlineData("""{"type":"message_stop"}""")]
    [InlineData("""{"usage":{"prompt_tokens":null""")]
    [InlineData("""event: {"usage":{"prompt_tokens":null}}""")]
    [InlineData("""["usage"]""")]
    [InlineData("\"usage\"")]
    [InlineData("")]
    public void All_else_stays_as_it_is(string piece) => Assert.Null(CountRepair.Repair(Encoding.UTF8.GetBytes(piece)));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_does_not_matter_where_a_reply_is_cut(bool byLine)
    {
        const string Line = "{\"text\":\"Zoë\",\"usage\":{\"prompt_tokens\":null,\"completion_tokens\":\"20\"}}";
        const string Repaired = "{\"text\":\"Zoë\",\"usage\":{\"prompt_tokens\":0,\"completion_tokens\":20}}";
        var sent = byLine ? $"data: {Line}\n\n{Line}\ndata: [DONE]\n\n{Line}" : Line;
        var expected = sent.Replace(Line, Repaired, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(sent);
        for (var cut = 1; cut <= bytes.Length; cut++)
        {
            await using var stream = new CountedStream(new Pieces(bytes, cut), byLine);
            Assert.Equal(expected, await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken));
            using var read = new CountedStream(new Pieces(bytes, cut), byLine);
            Assert.Equal(expected, new StreamReader(read).ReadToEnd());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_longer_than_any_bill_passes_through(bool byLine)
    {
        var large = "data: {\"usage\":{\"prompt_tokens\":null},\"b64\":\"" + new string('a', 3_000_000) + "\"}\n";
        var sent = byLine ? large + "data: {\"usage\":{\"prompt_tokens\":null}}\n" + large : large;
        await using var stream = new CountedStream(new Pieces(Encoding.UTF8.GetBytes(sent), 50_000), byLine);

        Assert.Equal(
            byLine ? large + "data: {\"usage\":{\"prompt_tokens\":0}}\n" + large : large,
            await new StreamReader(stream).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_event_is_handed_on_before_the_next_has_come()
    {
        var first = Encoding.UTF8.GetBytes("data: {\"a\":1}\n\n");
        await using var stream = new CountedStream(new Pieces([.. first, .. "data: {"u8], first.Length), byLine: true);
        var buffer = new byte[100];

        Assert.Equal(first.Length, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    /// <summary>Gives its bytes so many at a time.</summary>
    private sealed class Pieces(byte[] bytes, int size) : MemoryStream(bytes)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(size, buffer.Length)]);

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(size, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            new(Read(buffer.Span));
    }
}
