using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Dialects.Tests.Oracles.Generation;
using RouteGen.Dialects.Tests.Oracles.OpenApi;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>
/// What RouteGen sends is what the official SDKs send under Microsoft.Extensions.AI. A thousand conversations a dialect:
/// <c>ROUTEGEN_ORACLE_RUNS=1000 dotnet run --project tests/RouteGen.Dialects.Tests -- -class "*OracleTests"</c>.
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
        var (oracle, findings) = (Oracles[dialect](), new Findings());
        foreach (var seed in OracleRuns.Seeds(output))
        {
            findings.Add(seed, await oracle.CompareAsync(seed));
        }

        findings.AssertNone();
    }

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

    [Fact]
    public async Task Responses_are_valid_by_OpenAIs_document()
    {
        var document = OpenAIDocument.Get();
        foreach (var seed in OracleRuns.Seeds(output))
        {
            var (json, failure) = await SentJson.FromAsync(ResponsesRequests.Ours, Conversation.FromSeed(seed));
            Assert.True(json is not null, $"{OracleRuns.Repeat(seed)}: {failure}");

            // A reply of OpenAI's gives its reasoning an id; that of these conversations is another's.
            var request = JsonObject.Create(json.Value)!;
            foreach (var item in request["input"]!.AsArray().Where(item => (string?)item!["type"] == "reasoning"))
            {
                item!["id"] ??= "rs_1";
            }

            document.AssertValid("CreateResponse", JsonSerializer.SerializeToElement(request), OracleRuns.Repeat(seed));
        }
    }
}
