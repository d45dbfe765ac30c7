#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

/// <summary>What is read of a reply's counts.</summary>
public sealed class UsageReadingTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Each_rare_count_is_read_whatever_its_case_and_what_stands_beside_it(bool upper)
    {
        var counts = new AdditionalPropertiesDictionary<long> { ["OutputTokenDetails.AcceptedPredictionTokenCount"] = 77 };
        (string Key, long Count)[] all =
        [
            (WireFacts.CacheWriteKey, 30), (WireFacts.CacheWrite1hKey, 10), (WireFacts.ImageInputKey, 5), (WireFacts.ImageOutputKey, 6),
            (WireFacts.ImagesKey, 2), (WireFacts.WebSearchesKey, 3), ("Tokens.OfAnotherKind", 88),
        ];
        foreach (var (key, count) in all)
        {
            counts[upper ? key.ToUpperInvariant() : key] = count;
        }

        var usage = UsageReading.Read(
            new UsageDetails
            {
                CachedInputTokenCount = 20,
                ReasoningTokenCount = 4,
                InputAudioTokenCount = 8,
                OutputAudioTokenCount = 9,
                AdditionalCounts = counts,
            },
            input: 100, output: 50, webSearches: 1, isEstimate: false, out var isClamped);

        Assert.False(isClamped);

        Assert.Equal((100, 50, 20, 4), (usage.Input, usage.Output, usage.CachedInput, usage.Reasoning));
        Assert.Equal((20, 10, 5, 6), (usage.CacheWrite, usage.CacheWrite1h, usage.ImageInput, usage.ImageOutput));
        Assert.Equal((2, 3, 8, 9), (usage.Images, usage.WebSearches, usage.AudioInput, usage.AudioOutput));
    }

    [Theory]
    [InlineData(WireFacts.CacheWriteKey)]
    [InlineData(WireFacts.CacheWrite1hKey)]
    [InlineData(WireFacts.ImageInputKey)]
    [InlineData(WireFacts.ImageOutputKey)]
    [InlineData(WireFacts.ImagesKey)]
    [InlineData(WireFacts.WebSearchesKey)]
    public void One_rare_count_alone_is_read(string key) =>
        Assert.True(UsageReading.Read(new UsageDetails { AdditionalCounts = new() { [key] = 1 } }, 100, 50, 0, false, out _).HasParts);

    /// <summary>OpenAI's SDK adds counts to every reply, mostly of 0 and none of them priced.</summary>
    [Fact]
    public void A_plain_reply_is_read_without_an_allocation()
    {
        var reply = new ChatResponse(new ChatMessage(ChatRole.Assistant, "The ticket is about a reset mail."))
        {
            Usage = new UsageDetails
            {
                InputTokenCount = 100,
                OutputTokenCount = 20,
                TotalTokenCount = 120,
                CachedInputTokenCount = 0,
                ReasoningTokenCount = 0,
                AdditionalCounts = new()
                {
                    ["OutputTokenDetails.AcceptedPredictionTokenCount"] = 0,
                    ["OutputTokenDetails.RejectedPredictionTokenCount"] = 0,
                },
            },
        };
        string[] credentials = ["sk-proj-" + new string('x', 60)];
        var first = Read();

        var before = GC.GetAllocatedBytesForCurrentThread();
        var second = Read();

        Assert.Equal((0, first), (GC.GetAllocatedBytesForCurrentThread() - before, second));

        (long, long, string?, string?) Read()
        {
            var counts = BelievedCounts.OfChat(reply.Usage, isComplete: true, seen: null);
            var usage = UsageReading.Read(reply.Usage!, counts.Input!.Value, counts.Output!.Value, ReplyTokens.WebSearchesIn(reply), false,
                out _);
            return (
                usage.Input + usage.Output, ReplyTokens.TokensIn(reply), ServerWord.Keep("gpt-5-mini-2025-08-07", credentials),
                ServerWord.Keep("req_4f2b9f0c3d2e4a6fb1c2d3e4f5a6b7c8", credentials));
        }
    }
}
