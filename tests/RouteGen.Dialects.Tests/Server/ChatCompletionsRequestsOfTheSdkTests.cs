using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Tests.Oracles;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.Requests;

namespace RouteGen.Dialects.Tests.Server;

/// <summary>
/// What the official SDK sends, read by us and sent again by the SDK, is the same: nothing that it said is lost or changed on the way.
/// </summary>
public class ChatCompletionsRequestsOfTheSdkTests(ITestOutputHelper output)
{
    private static readonly KnownDifference[] Known =
    [
        new("$.messages[*].role", "developer is read as system", difference =>
            difference.Theirs?.GetString() == "developer" && difference.Ours?.GetString() == "system"),
    ];

    [Fact]
    public async Task A_request_of_the_sdk_is_read_whole()
    {
        var used = new HashSet<KnownDifference>();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var differences = await CompareAsync(seed, used);
            Assert.True(differences.Count == 0, $"{OracleRuns.Repeat(seed)}:\n{string.Join('\n', differences)}");
        }
    }

    [Fact]
    public async Task Every_difference_that_is_listed_occurs()
    {
        var used = new HashSet<KnownDifference>();
        foreach (var seed in OracleRuns.FixedSeeds(500))
        {
            await CompareAsync(seed, used);
        }

        Assert.Empty(Known.Except(used));
    }

    private static async Task<List<string>> CompareAsync(int seed, HashSet<KnownDifference> used)
    {
        var conversation = Conversation.FromSeed(seed);
        var (first, refusal) = await SentJson.FromAsync(ChatCompletionsRequests.Sdk, conversation);
        Assert.True(first is not null, refusal?.ToString());
        var asked = ChatCompletionsRequestReader.Read(JsonSerializer.SerializeToUtf8Bytes(first.Value));
        if (asked.Problems.Count > 0)
        {
            return [.. asked.Problems.Select(problem => problem.ToString())];
        }

        Assert.Equal(conversation.Streamed, asked.Streamed);
        Assert.Equal(conversation.Streamed, asked.IncludesUsage);
        asked.Options.ModelId = asked.Model;
        var (second, failure) = await SentJson.FromAsync(
            ChatCompletionsRequests.Sdk, new(asked.Messages, asked.Options, asked.Streamed));
        Assert.True(second is not null, failure?.ToString());
        var unknown = new List<string>();
        foreach (var difference in new JsonComparison("$.messages[*].tool_calls[*].function.arguments").Compare(first.Value, second.Value))
        {
            if (Known.FirstOrDefault(known => known.Covers(difference)) is { } listed)
            {
                used.Add(listed);
            }
            else
            {
                unknown.Add(difference.ToString());
            }
        }

        return unknown;
    }
}
