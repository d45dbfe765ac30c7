using System.Text.Json;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.Dialects.Tests.Oracles.Wires;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Oracles.Replies;

/// <summary>
/// What RouteGen reads is what the official SDKs read under Microsoft.Extensions.AI. A thousand replies a dialect, each whole and streamed:
/// <c>ROUTEGEN_ORACLE_RUNS=1000 dotnet run --project tests/RouteGen.Dialects.Tests -- -class "*OracleTests"</c>.
/// </summary>
public class ReplyOracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Dialects => [.. ReplyOracles.All.Keys];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_is_read_is_what_the_sdk_reads(string dialect)
    {
        var (oracle, findings) = (ReplyOracles.All[dialect](), new Findings());
        foreach (var seed in OracleRuns.Seeds(output))
        {
            findings.Add(seed, await oracle.CompareAsync(seed));
        }

        findings.AssertNone();
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_fact_that_is_listed_as_lost_is_lost(string dialect)
    {
        var oracle = ReplyOracles.All[dialect]();
        foreach (var seed in OracleRuns.FixedSeeds(1000))
        {
            await oracle.CompareAsync(seed);
            if (!oracle.Unused.Any())
            {
                break;
            }
        }

        Assert.Empty(oracle.Unused);
    }

    [Fact]
    public void What_is_compared_is_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            document.AssertValid("CreateChatCompletionResponse",
                JsonElement.Parse(ChatCompletionsWire.Whole(Reply.FromSeed(seed))), OracleRuns.Repeat(seed));
            document.AssertValid("Response", JsonElement.Parse(ResponsesWire.Whole(Reply.FromSeed(seed))), OracleRuns.Repeat(seed));
            foreach (var chunk in DataOf(ChatCompletionsWire.Streamed(Reply.FromSeed(seed))))
            {
                document.AssertValid("CreateChatCompletionStreamResponse", chunk, OracleRuns.Repeat(seed));
            }

            foreach (var each in DataOf(ResponsesWire.Streamed(Reply.FromSeed(seed))))
            {
                document.AssertValid("ResponseStreamEvent", each, OracleRuns.Repeat(seed));
            }
        }
    }

    internal static IEnumerable<JsonElement> DataOf(string events) => events.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonElement.Parse(line["data: ".Length..]));
}
