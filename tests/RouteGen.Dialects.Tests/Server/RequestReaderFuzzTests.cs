using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Embeddings.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.Requests;

namespace RouteGen.Dialects.Tests.Server;

/// <summary>Whatever bytes come, a request is read or refused, and never an exception.</summary>
public class RequestReaderFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task No_bytes_are_an_exception()
    {
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var (json, _) = await SentJson.FromAsync(ChatCompletionsRequests.Sdk, Conversation.FromSeed(seed));
            var bytes = JsonSerializer.SerializeToUtf8Bytes(json!.Value);
            var chance = new Chance(seed);
            for (var i = 0; i < 200; i++)
            {
                var mutated = Mutated(bytes, chance);
                try
                {
                    ChatCompletionsRequestReader.Read(mutated);
                    EmbeddingsRequestReader.Read(mutated);
                }
                catch (Exception e)
                {
                    Assert.Fail($"{OracleRuns.Repeat(seed)}, {i}: {e}\n{System.Text.Encoding.UTF8.GetString(mutated)}");
                }
            }
        }
    }

    // Cut, or with a byte or a value put for another.
    private static byte[] Mutated(byte[] bytes, Chance chance)
    {
        var at = chance.Number(0, bytes.Length - 1);
        switch (chance.Number(0, 3))
        {
            case 0:
                return bytes[..at];
            case 1:
                var copy = bytes.ToArray();
                copy[at] = (byte)chance.Number(0, 255);
                return copy;
            default:
                var colon = bytes.AsSpan(at).IndexOf((byte)':');
                var start = colon < 0 ? at : at + colon + 1;
                var end = start + Math.Max(0, bytes.AsSpan(start).IndexOfAny(",}]"u8));
                var value = chance.Pick("null", "7", "-1e99", "\"\\ud800\"", "[]", "{}", "true", "[[null]]", "{\"a\":{}}", "9e999999");
                return [.. bytes[..start], .. System.Text.Encoding.UTF8.GetBytes(value), .. bytes[end..]];
        }
    }
}
