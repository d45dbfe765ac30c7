using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages;
using RouteGen.Dialects.Messages.Server;
using RouteGen.Dialects.Tests.Messages.Server;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Messages;

/// <summary>
/// Whatever bytes come, they are read or refused, and what was read can be written again. <c>ROUTEGEN_MESSAGES_FUZZ</c> asks for more than
/// 5,000 mutations.
/// </summary>
public sealed class MessagesFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] Values =
    [
        "null", "7", "-1e99", "\"\\ud800\"", "[]", "{}", "true", "[[null]]", "{\"a\":{}}", "9e999999",
        "\"text\"", "\"tool_use\"", "\"\"", "\"later\"",
        "{\"type\":\"text\"}", "[{\"type\":\"image\"}]",
    ];

    [Fact]
    public void No_bytes_are_an_exception()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var dice = new Random(seed);
        var runs = int.Parse(Environment.GetEnvironmentVariable("ROUTEGEN_MESSAGES_FUZZ") ?? "5000", CultureInfo.InvariantCulture);
        var samples = Samples();
        for (var i = 0; i < runs; i++)
        {
            var sample = samples[dice.Next(samples.Length)];
            Check(Mutated(Encoding.UTF8.GetBytes(sample), dice), $"seed {seed}, {i}");
        }
    }

    [Fact]
    public void Cut_at_every_byte_nothing_is_an_exception()
    {
        foreach (var sample in Samples())
        {
            var bytes = Encoding.UTF8.GetBytes(sample);
            for (var cut = 0; cut < bytes.Length; cut++)
            {
                Check(bytes[..cut], $"cut at {cut}");
            }
        }
    }

    private static string[] Samples() =>
        [MessagesRequestReaderTests.Agent, MessagesReplyTests.Searched, MessagesReplyTests.Ran, .. MessagesStreamTests.Documented];

    private static void Check(byte[] bytes, string what)
    {
        try
        {
            var asked = MessagesRequestReader.Read(bytes);
            using var text = new JsonText();
            MessagesRequest.Write(text.Writer, asked.Messages, asked.Options, false, new DroppedOptions(), "m", null);
            JsonDocument.Parse(text.Written.ToArray(), new() { MaxDepth = 256 }).Dispose();
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{Encoding.UTF8.GetString(bytes)}");
        }

        Read(bytes, what, reply => MessagesReply.Read(reply).Messages.Single());
        Read(bytes, what, reply =>
        {
            var stream = new MessagesStream(1_000_000);
            stream.Read(default, """{"type":"content_block_start","index":2,"content_block":"""u8
                + """{"type":"tool_use","id":"t","name":"n","input":{}}}"""u8);
            var update = stream.Read(default, reply.Span);
            var end = stream.Read(default, """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":1}}"""u8);
            return new ChatMessage(ChatRole.Assistant, [.. update?.Contents ?? [], .. end?.Contents ?? []]);
        });
    }

    private static void Read(byte[] bytes, string what, Func<ReadOnlyMemory<byte>, ChatMessage> read)
    {
        try
        {
            var message = read(bytes);
            using var text = new JsonText();
            MessagesReplyWriter.Write(text.Writer, new ChatResponse(message), new("msg_1", "m"));
            JsonDocument.Parse(text.Written.ToArray(), new() { MaxDepth = 256, AllowTrailingCommas = true }).Dispose();
        }
        catch (Exception e) when (e is JsonException or InvalidReplyException)
        {
            // Refused, as what is no reply is to be.
            return;
        }
        catch (Exception e)
        {
            Assert.Fail($"{what}: {e}\n{Encoding.UTF8.GetString(bytes)}");
        }
    }

    // Cut, or with a byte or a value put for another.
    private static byte[] Mutated(byte[] bytes, Random dice)
    {
        var at = dice.Next(bytes.Length);
        switch (dice.Next(4))
        {
            case 0:
                var copy = bytes.ToArray();
                copy[at] = (byte)dice.Next(256);
                return copy;
            default:
                var colon = bytes.AsSpan(at).IndexOf((byte)':');
                var start = colon < 0 ? at : at + colon + 1;
                var end = start + Math.Max(0, bytes.AsSpan(start).IndexOfAny(",}]"u8));
                return [.. bytes[..start], .. Encoding.UTF8.GetBytes(Values[dice.Next(Values.Length)]), .. bytes[end..]];
        }
    }
}
