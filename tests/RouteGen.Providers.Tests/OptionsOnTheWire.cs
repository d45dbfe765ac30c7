using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>
/// Sets every member of <see cref="ChatOptions"/>, one at a time, and shows what of it arrives: the members of the request body that are
/// not as they are without it. Where nothing arrives, no SDK says so.
/// </summary>
public sealed class OptionsOnTheWire
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<Dialect> AllDialects => [.. Adapters.Dialects];

    public static TheoryData<string, Dialect> MembersOnAllWires
    {
        get
        {
            var rows = new TheoryData<string, Dialect>();
            foreach (var property in typeof(ChatOptions).GetProperties()
                .Where(property => property.Name != nameof(ChatOptions.ConversationId)))
            {
                foreach (var dialect in Adapters.Dialects)
                {
                    rows.Add(property.Name, dialect);
                }
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(MembersOnAllWires))]
    public async Task A_member_arrives_as_the_wire_names_it(string member, Dialect dialect)
    {
        Assert.True(OptionRow.All.TryGetValue(member, out var row), $"ChatOptions.{member} has no row: say what must arrive.");
        await using var stand = await Stand.StartAsync(dialect);
        stand.PrimaryScript.Always(SimulatedReply.FromText("""{"lines":2}"""));
        await stand.Route.GetResponseAsync("Good morning", row.Given());
        await stand.Route.GetResponseAsync("Good morning", row.Set(row.Given()));

        var bodies = stand.Primary.Requests.Select(request => JsonObject.Create(request.Body)!).ToArray();
        var (expected, actual) = (row.For(dialect), Difference(bodies[0], bodies[1]));
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"Expected {expected}, and there came {actual}.");
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task The_routes_bound_holds_whatever_a_caller_asks_for(Dialect dialect)
    {
        await using var stand = await Stand.StartAsync(dialect);
        await stand.Route.GetResponseAsync("Good morning");
        await stand.Route.GetResponseAsync("Good morning", new() { MaxOutputTokens = 9000 });
        await stand.Route.GetResponseAsync(
            "Good morning", new() { RawRepresentationFactory = client => OptionRow.RawRequest(client, maxTokens: 9000) });

        Assert.Equal([500, 500, 500], stand.Primary.Requests.Select(request => BoundOf(dialect, request.Body)));
        Assert.All(stand.Primary.Requests, request => Assert.Equal(WireTable.PrimaryModel, request.Model));
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task A_conversation_that_one_provider_keeps_is_not_sent_to_a_chain_of_several(Dialect dialect)
    {
        await using var stand = await Stand.StartAsync(dialect);
        var refused = await Assert.ThrowsAsync<RouteException>(
            () => stand.Route.GetResponseAsync("Good morning", new() { ConversationId = "c-1" }));

        Assert.Equal((Fault.StateNotPortable, 0), (refused.Fault, stand.Hits));
    }

    private static int BoundOf(Dialect dialect, JsonElement body) => dialect switch
    {
        Dialect.OpenAIResponses or Dialect.AzureResponses => body.GetProperty("max_output_tokens").GetInt32(),
        Dialect.Anthropic => body.GetProperty("max_tokens").GetInt32(),
        Dialect.Ollama => body.GetProperty("options").GetProperty("num_predict").GetInt32(),
        _ => body.GetProperty("max_completion_tokens").GetInt32(),
    };

    private static string Difference(JsonObject before, JsonObject after)
    {
        var changed = after.Where(member => !JsonNode.DeepEquals(before[member.Key], member.Value));
        return new JsonObject(changed.Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))).ToJsonString(Plain);
    }
}
