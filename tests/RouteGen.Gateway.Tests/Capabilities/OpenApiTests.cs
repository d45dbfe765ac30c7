using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace RouteGen.Gateway.Tests.Capabilities;

/// <summary>The endpoint's own description is well formed, and lists what the key may ask for.</summary>
public sealed class OpenApiTests
{
    [Fact]
    public async Task The_document_describes_every_path_and_lists_the_routes_of_the_key()
    {
        await using var bench = await GatewayBench.StartAsync();
        var document = (await bench.Http.GetFromJsonAsync<JsonNode>("/v1/openapi.json", TestContext.Current.CancellationToken))!;

        Assert.Equal("3.1.0", (string?)document["openapi"]);
        var listed = (await bench.Http.GetFromJsonAsync<JsonNode>("/v1/models", TestContext.Current.CancellationToken))!;
        Assert.Equal(
            listed["data"]!.AsArray().Select(static m => (string)m!["id"]!).Order(StringComparer.Ordinal),
            Values(document, "ChatModel").Concat(Values(document, "EmbeddingModel")).Order(StringComparer.Ordinal));
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            var operation = item!.AsObject().Single();
            using var request = new HttpRequestMessage(new HttpMethod(operation.Key),
                path.Replace("{model}", "chat", StringComparison.Ordinal));
            using var response = await bench.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("unknown_path", body, StringComparison.Ordinal);
        }

        // Each reference leads somewhere.
        foreach (var reference in References(document))
        {
            Assert.NotNull(document["components"]!["schemas"]![reference.Split('/')[^1]]);
        }

        var ids = document["paths"]!.AsObject().Select(static p => (string)p.Value!.AsObject().Single().Value!["operationId"]!).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
        var capabilities = document["x-routegen-capabilities"]!["write"]!["messages"]!.AsObject();
        Assert.Equal(["anthropic", "openai"], capabilities.Select(static k => k.Key));
        Assert.Contains("temperature", capabilities["openai"]!["mapped"]!.AsArray().Select(static m => (string)m!));
    }

    /// <summary>The schemas of requests are JSON Schemas that tell a good request from one without a model.</summary>
    [Fact]
    public async Task The_schemas_of_the_document_judge_requests()
    {
        await using var bench = await GatewayBench.StartAsync();
        var document = (await bench.Http.GetFromJsonAsync<JsonNode>("/v1/openapi.json", TestContext.Current.CancellationToken))!;
        var components = document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/",
            StringComparison.Ordinal);
        foreach (var (dialect, name) in new[] { ("chat", "ChatCompletionsRequest"), ("responses", "ResponsesRequest"),
            ("messages", "MessagesRequest") })
        {
            var schema = JsonSchema.FromText(
                $$"""
                {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://routegen.example/{{Guid.NewGuid()}}",
                 "$ref":"#/$defs/{{name}}","$defs":{{components}}}
                """);
            Assert.True(schema.Evaluate(JsonSerializer.SerializeToElement(Ask.Body(dialect, "chat", "Hi"))).IsValid);
            Assert.False(schema.Evaluate(JsonSerializer.SerializeToElement(Ask.Body(dialect, "nothing", "Hi"))).IsValid);
        }
    }

    private static IEnumerable<string> Values(JsonNode document, string schema) =>
        document["components"]!["schemas"]![schema]!["anyOf"]![0]!["enum"]!.AsArray().Select(static v => (string)v!);

    private static IEnumerable<string> References(JsonNode node) => node switch
    {
        JsonObject members =>
            members.SelectMany(static m => m.Key == "$ref" ? [(string)m.Value!] : m.Value is null ? [] : References(m.Value)),
        JsonArray list => list.SelectMany(static i => i is null ? [] : References(i)),
        _ => [],
    };
}
