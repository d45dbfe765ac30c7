using System.Globalization;
using System.IO.Compression;
using System.Text;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>
/// What a long reply costs: twice the reply, twice the work, and never more memory than is configured. Work is measured in bytes, taken and
/// allocated; what looks at all of a reply again for each byte takes many minutes, and ends at a bound that nothing else comes near.
/// </summary>
[Collection(nameof(WorkTests))]
public sealed class WorkTests
{
    private const int Most = 1024 * 1024;

    /// <summary>Four million bytes are read in a second or two.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private static readonly byte[] Blank = Encoding.ASCII.GetBytes(new string('\n', 4_000_000));

    private static readonly string[] Streams =
    [
        "openai/chat-text-streamed.bill", "openai/responses-text-streamed.bill", "anthropic/text-streamed.bill",
        "ollama/chat-streamed.bill",
    ];

    private static readonly string[] Wholes =
        ["openai/chat-text.bill", "openai/responses-text.bill", "anthropic/text.bill", "ollama/chat.bill"];

    public static TheoryData<string> Streamed => [.. Streams];

    public static TheoryData<string> Whole => [.. Wholes];

    public static TheoryData<string> All => [.. Streams, .. Wholes];

    /// <summary>4 MB in one event, or of white space before one, by the byte: nobody may look at all of it again for each.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_long_text_in_single_bytes_is_read_once(string name)
    {
        var reply = CorpusReply.Get(name);
        AssertOnce(reply, length => WithText(reply, length), length => length);
        var said = FuzzReading.Read(reply, new FuzzWire(reply.Body)).Text.Length;
        AssertOnce(reply, length => [.. Blank.AsSpan(0, length), .. reply.Body], _ => said);
    }

    /// <summary>A call's arguments in pieces of a few bytes, and many calls beside one another.</summary>
    [Theory]
    [InlineData(FuzzedDialect.ChatCompletions, false)]
    [InlineData(FuzzedDialect.ChatCompletions, true)]
    [InlineData(FuzzedDialect.Responses, false)]
    [InlineData(FuzzedDialect.Responses, true)]
    [InlineData(FuzzedDialect.Messages, false)]
    [InlineData(FuzzedDialect.Messages, true)]
    public void Calls_in_many_pieces_cost_what_their_length_is(FuzzedDialect dialect, bool many)
    {
        var reply = CorpusReply.Get(Streams[(int)dialect]);
        long[] allocated = [0, 0];
        for (var twice = 0; twice < 2; twice++)
        {
            var pieces = (many ? 1_000 : 10_000) << twice;
            var wire = new FuzzWire(Encoding.UTF8.GetBytes(LongStreams.Calls(dialect, many ? pieces : 1, many ? 1 : pieces)));
            var reading = FuzzReading.Read(reply, wire);
            Assert.Null(reading.Error);
            Assert.Equal(
                many ? pieces : 1,
                reading.Updates.Sum(update => update.Contents.Count(content => content is Microsoft.Extensions.AI.FunctionCallContent)));
            allocated[twice] = reading.Allocated;
        }

        AssertTwice(allocated[0], allocated[1]);
    }

    /// <summary>What never ends is given up at the bound: a line, an event of many lines, white space, a reply that is no stream.</summary>
    [Theory]
    [MemberData(nameof(Streamed))]
    public void An_endless_piece_of_a_stream_is_given_up_at_the_bound(string name)
    {
        var reply = CorpusReply.Get(name);
        foreach (var text in new[] { "data: {\"a\":\"", "{\"a\":\"", "  ", "\r\n \r\n", "x" })
        {
            var endless = Encoding.ASCII.GetBytes(text.Length > 5 ? new string('a', 4096) : string.Concat(Enumerable.Repeat(text, 1024)));
            var wire = new FuzzWire(endless, endless: taken => taken < 64L * Most, head: Encoding.ASCII.GetBytes(text));
            var reading = FuzzReading.Read(reply, wire, Most);
            if (text.Trim().Length > 0 || reading.Error is not null || reading.Allocated > 4 * Most)
            {
                AssertGivenUp(reading, wire, $"{name} with endless '{text}'");
            }
        }

        var many = string.Concat(Enumerable.Repeat("data: {\"a\":1,\n", 300));
        var lines = new FuzzWire(Encoding.ASCII.GetBytes(many), endless: taken => taken < 64L * Most);
        if (reply.Dialect != FuzzedDialect.Ollama)
        {
            AssertGivenUp(FuzzReading.Read(reply, lines, Most), lines, $"{name} with endless lines of data");
        }
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void An_endless_reply_is_given_up_at_the_bound(string name)
    {
        var reply = CorpusReply.Get(name);
        foreach (var text in new[] { "{\"a\":\"", " ", "[" })
        {
            var endless = Encoding.ASCII.GetBytes(text.Length > 1 ? new string('a', 4096) : string.Concat(Enumerable.Repeat(text, 4096)));
            var wire = new FuzzWire(endless, endless: taken => taken < 64L * Most, head: Encoding.ASCII.GetBytes(text));
            AssertGivenUp(FuzzReading.Read(reply, wire, Most), wire, $"{name} with endless '{text}'");
        }
    }

    /// <summary>Arguments that never end are bounded as an event is by whoever keeps them until they are whole.</summary>
    [Theory]
    [InlineData(FuzzedDialect.ChatCompletions)]
    [InlineData(FuzzedDialect.Responses)]
    [InlineData(FuzzedDialect.Messages)]
    public void Arguments_without_end_are_given_up(FuzzedDialect dialect)
    {
        var reply = CorpusReply.Get(Streams[(int)dialect]);
        var (head, piece) = LongStreams.EndlessCall(dialect);
        var wire = new FuzzWire(Encoding.UTF8.GetBytes(piece), endless: taken => taken < 64L * Most, head: Encoding.UTF8.GetBytes(head));
        var reading = FuzzReading.Read(reply, wire, Most);
        if (reading.Error is not null || reading.Allocated > wire.Taken / 2)
        {
            AssertGivenUp(reading, wire, $"{dialect} with endless arguments", times: 12);
        }
    }

    /// <summary>Comments keep a connection alive for as long as it takes, and are no part of an event.</summary>
    [Theory]
    [MemberData(nameof(Streamed))]
    public void Comments_do_not_count_as_an_event(string name)
    {
        var reply = CorpusReply.Get(name);
        if (reply.Dialect == FuzzedDialect.Ollama)
        {
            return;
        }

        var comments = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(": keep-alive\n\n", 500_000)));
        var reading = FuzzReading.Read(reply, new FuzzWire((byte[])[.. comments, .. reply.Body], _ => 1000), Most);

        Assert.Null(reading.Error);
        Assert.Equal(FuzzReading.Read(reply, new FuzzWire(reply.Body)).Text, reading.Text);
        Assert.True(reading.Allocated < 4 * Most, $"{reading.Allocated} bytes for comments");
    }

    /// <summary>Nesting costs no stack: neither in a reply, nor in the text of a call's arguments.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void Nesting_is_read_or_refused(string name)
    {
        var reply = CorpusReply.Get(name);
        foreach (var (open, close) in new[] { ("[", "]"), ("{\"a\":", "}") })
        {
            var deep = new StringBuilder().Insert(0, open, 100_000).Append('1').Append(close[0], 100_000).ToString();
            foreach (var value in new[] { deep, System.Text.Json.JsonSerializer.Serialize(deep) })
            {
                var body = Encoding.UTF8.GetString(reply.Body);
                foreach (var member in new[] { "usage", "content", "message", "delta", "id", "output", "eval_count" })
                {
                    var place = $"\"{member}\":";
                    var at = body.IndexOf(place, StringComparison.Ordinal) + place.Length;
                    if (at >= place.Length)
                    {
                        var reading = FuzzReading.Read(reply, new FuzzWire(Encoding.UTF8.GetBytes(body.Insert(at, value + ",\"x\":"))));
                        Assert.True(reading.HasDocumentedError, $"{name} with nesting in {place} {reading.Error}");
                    }
                }
            }
        }

        if (reply.IsStreamed && reply.Dialect != FuzzedDialect.Ollama)
        {
            var arguments = string.Concat(Enumerable.Repeat("[", 100_000));
            var stream = LongStreams.Calls(reply.Dialect, 1, 1, "{\\\"a\\\":" + arguments);
            Assert.True(FuzzReading.Read(reply, new FuzzWire(Encoding.UTF8.GetBytes(stream))).HasDocumentedError);
        }
    }

    /// <summary>A few kilobytes that become gigabytes.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void A_compressed_bomb_is_given_up_at_the_bound(string name)
    {
        var reply = CorpusReply.Get(name);
        foreach (var encoding in new[] { "gzip", "br", "deflate" })
        {
            using var packed = new MemoryStream();
            using (Stream packer = encoding switch
            {
                "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
                _ => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            })
            {
                packer.Write(reply.IsStreamed && reply.Dialect != FuzzedDialect.Ollama ? "data: {\"a\":\""u8 : "{\"a\":\""u8);
                var zeros = new byte[Most];
                zeros.AsSpan().Fill((byte)'0');
                for (var i = 0; i < 64; i++)
                {
                    packer.Write(zeros);
                }
            }

            var reading = FuzzReading.Read(reply.WithHeader("Content-Encoding", encoding), new FuzzWire(packed.ToArray()), Most);
            Assert.IsType<InvalidReplyException>(reading.Error);
            Assert.True(reading.Allocated < 12 * Most, $"{name} in {encoding}: {reading.Allocated} bytes");
        }
    }

    private static void AssertGivenUp(FuzzReading reading, FuzzWire wire, string what, int times = 4)
    {
        Assert.True(
            reading.Error is InvalidReplyException, $"{what}: {reading.Error?.GetType().Name ?? "nothing"} after {wire.Taken} bytes");
        Assert.True(wire.Taken <= 2L * times * Most, $"{what}: {wire.Taken} bytes were taken");
        Assert.True(reading.Allocated <= 4L * times * Most, $"{what}: {reading.Allocated} bytes were allocated");
    }

    // Four times the bytes are four times the work, and not sixteen times.
    private static void AssertOnce(CorpusReply reply, Func<int, byte[]> body, Func<int, int> said)
    {
        var once = FuzzReading.Read(reply, new FuzzWire(body(1_000_000), _ => 1));
        var four = FuzzReading.Read(reply, new FuzzWire(body(4_000_000), _ => 1));

        Assert.Null(four.Error);
        Assert.Equal(said(4_000_000), four.Text.Length);
        AssertTwice(2 * once.Allocated, four.Allocated);
        Assert.True(four.Cpu < Longest, $"{reply.Name}: {once.Cpu} for a million bytes, {four.Cpu} for four");
    }

    private static void AssertTwice(long once, long twice) => Assert.True(
        twice < (2.6 * once) + 200_000, string.Create(CultureInfo.InvariantCulture, $"{once} bytes for one, {twice} for two"));

    private static byte[] WithText(CorpusReply reply, int length)
    {
        var body = Encoding.UTF8.GetString(reply.Body);
        var said = reply.Dialect == FuzzedDialect.Responses ? "Dummy PDF file" : reply.IsStreamed ? "Good morning" : "Good morning to you.";
        var rest = reply.IsStreamed ? " to you." : "\0";
        body = body.Replace("\"content\":\"Good morni\"", $"\"content\":\"{new string('a', length)}\"", StringComparison.Ordinal)
            .Replace("\"content\":\"ng to you.\"", "\"content\":\"\"", StringComparison.Ordinal)
            .Replace("\"text\":\"Good morni\"", $"\"text\":\"{new string('a', length)}\"", StringComparison.Ordinal)
            .Replace("\"text\":\"ng to you.\"", "\"text\":\"\"", StringComparison.Ordinal);
        return Encoding.UTF8.GetBytes(body.Contains("aaaa", StringComparison.Ordinal)
            ? body
            : body.Replace(said, new string('a', length), StringComparison.Ordinal).Replace(rest, "", StringComparison.Ordinal));
    }
}

/// <summary>Work is measured while nothing else is done.</summary>
[CollectionDefinition(nameof(WorkTests), DisableParallelization = true)]
public sealed class WorkTestsAlone;
