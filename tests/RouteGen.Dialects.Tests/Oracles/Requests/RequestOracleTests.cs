using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.OpenApi;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>
/// What RouteGen sends is what the official SDKs send under Microsoft.Extensions.AI. A thousand conversations a dialect:
/// <c>ROUTEGEN_ORACLE_RUNS=1000 dotnet test --project tests/RouteGen.Dialects.Tests -- --filter-class "*OracleTests"</c>.
/// </summary>
public class RequestOracleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Dialects => [.. Oracles.Keys];

    private static Dictionary<string, Func<RequestOracle>> Oracles { get; } = new()
    {
        ["Chat Completions"] = ChatCompletionsRequests.Create,
        ["Responses"] = ResponsesRequests.Create,
        ["Messages"] = MessagesRequests.Create,
        ["Ollama"] = OllamaRequests.Create,
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_is_sent_is_what_the_sdk_sends(string dialect)
    {
        var oracle = Oracles[dialect]();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var differences = await oracle.CompareAsync(seed);
            if (differences.Count > 0) { foreach (var d in differences) { var k = dialect + " " + System.Text.RegularExpressions.Regex.Replace(d.Split(':')[0] + ": " + (d.Contains("SDK nothing") ? "SDK nothing" : d.Contains("RouteGen nothing") ? "RouteGen nothing" : d.StartsWith("$") ? "both" : d), "[0-9]{4,}", "#"); Seen.TryAdd(k, (0, d)); Seen[k] = (Seen[k].Item1 + 1, Seen[k].Item2); } }
        }
    }

    static readonly Dictionary<string, (int, string)> Seen = [];
    [Fact] public async Task Zz() { foreach (var d in Oracles.Keys) { await What_is_sent_is_what_the_sdk_sends(d); } foreach (var (k, v) in Seen.OrderByDescending(x => x.Value.Item1)) { output.WriteLine($"{v.Item1} {k}\n      {v.Item2}"); } Assert.Fail("see"); }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_difference_that_is_listed_occurs(string dialect)
    {
        var oracle = Oracles[dialect]();
        foreach (var seed in OracleRuns.FixedSeeds(2000))
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
    public async Task Responses_are_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var (json, failure) = await SentJson.FromAsync(ResponsesRequests.Ours, Conversation.FromSeed(seed));
            Assert.True(json is not null, $"{OracleRuns.Repeat(seed)}: {failure}");
            document.AssertValid("CreateResponse", json.Value, OracleRuns.Repeat(seed));
        }
    }

    [Fact]
    public async Task Chat_completions_are_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var (json, failure) = await SentJson.FromAsync(ChatCompletionsRequests.Ours, Conversation.FromSeed(seed));
            Assert.True(json is not null, $"{OracleRuns.Repeat(seed)}: {failure}");
            document.AssertValid("CreateChatCompletionRequest", json.Value, OracleRuns.Repeat(seed));
        }
    }
}
