using System.Text.Json;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.Dialects.Tests.Oracles.Wires;

namespace RouteGen.Dialects.Tests.Oracles.Replies;

/// <summary>
/// What RouteGen reads is what the official SDKs read under Microsoft.Extensions.AI. A thousand replies a dialect, each whole and streamed:
/// <c>ROUTEGEN_ORACLE_RUNS=1000 dotnet test --project tests/RouteGen.Dialects.Tests -- --filter-class "*OracleTests"</c>.
/// </summary>
public class ReplyOracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Dialects => [.. ReplyOracles.All.Keys];

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_is_read_is_what_the_sdk_reads(string dialect)
    {
        var oracle = ReplyOracles.All[dialect]();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var differences = await oracle.CompareAsync(seed);
            if (differences.Count > 0) { foreach (var d in differences) { var k = dialect + " " + d.Split(':')[0]; Seen.TryAdd(k, (0, d + " " + OracleRuns.Repeat(seed))); Seen[k] = (Seen[k].Item1 + 1, Seen[k].Item2); } }
        }
    }

    static readonly Dictionary<string, (int, string)> Seen = [];
    [Fact] public async Task Zz() { foreach (var d in ReplyOracles.All.Keys) { try { await What_is_read_is_what_the_sdk_reads(d); } catch (Exception e) { output.WriteLine($"{d}: {e}"); } } foreach (var (k, v) in Seen.OrderBy(x => x.Key)) { output.WriteLine($"{v.Item1} {k}\n      {v.Item2}"); } Assert.Fail("see"); }

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
