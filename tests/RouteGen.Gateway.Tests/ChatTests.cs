using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests;

/// <summary>Each dialect, whole and streamed, at targets of each dialect.</summary>
public sealed class ChatTests
{
    public static MatrixTheoryData<string, string> Calls => new(["chat", "responses", "messages"], ["chat", "write", "think"]);

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_whole_reply_is_in_the_callers_dialect_and_names_its_record(string dialect, string route)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, route, "Say hello."));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var reply = JsonNode.Parse(text)!;

        var record = Assert.Single(bench.Records.All);
        Assert.Equal(record.Id, response.Headers.GetValues("x-request-id").Single());
        Assert.Equal(Ask.Prefix(dialect) + record.Id, (string?)reply["id"]);
        Assert.Equal(route, (string?)reply["model"]);
        Assert.Equal(record.ServedBy, response.Headers.GetValues("x-routegen-target").Single());
        Assert.NotEmpty(Ask.TextOf(dialect, reply));
        Assert.Equal(record.CostUsd, decimal.Parse(
            response.Headers.GetValues("x-routegen-cost-usd").Single(), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("private, no-store",
            response.Headers.CacheControl!.ToString().Replace("no-store, private", "private, no-store", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_stream_is_in_the_callers_dialect_and_ends_as_it_must(string dialect, string route)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, route, "Say hello.", streamed: true));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith(Ask.EndOf(dialect), text.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains(Ask.Prefix(dialect) + Assert.Single(bench.Records.All).Id, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task A_call_that_fails_over_says_so(string dialect)
    {
        await using var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, "chat", "Say hello."));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("claude", response.Headers.GetValues("x-routegen-target").Single());
        Assert.Equal("2", response.Headers.GetValues("x-routegen-attempts").Single());
    }

    [Theory]
    [InlineData("chat", true)]
    [InlineData("responses", false)]
    [InlineData("messages", true)]
    public async Task When_no_target_serves_the_caller_is_told_in_its_dialect(string dialect, bool streamed)
    {
        await using var bench = await GatewayBench.StartAsync();
        bench.Providers.On("gpt").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        bench.Providers.On("claude").Always(SimulatedReply.Failing(SimulatedFailure.ServerError));

        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, "chat", "Say hello.", streamed));
        var reply = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("false", response.Headers.GetValues("x-should-retry").Single());
        Assert.Equal(Assert.Single(bench.Records.All).Id, response.Headers.GetValues("x-request-id").Single());
        Assert.NotNull((string?)reply["error"]!["message"]);
        if (dialect == "messages")
        {
            Assert.Equal("error", (string?)reply["type"]);
        }
        else
        {
            Assert.Equal(["message", "type", "param", "code"], reply["error"]!.AsObject().Select(static p => p.Key));
        }
    }

    [Fact]
    public async Task A_model_that_is_unknown_is_answered_with_the_nearest()
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", "wriet", "Hi"));
        var error = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["error"]!;

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(("model_not_found", "model"), ((string?)error["code"], (string?)error["param"]));
        Assert.Contains("'write'", (string?)error["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_great_length_is_unknown_at_once()
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", new string('a', 10_000_000), "Hi"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/chat/completions")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("//v1//chat/completions")]
    [InlineData("/v1/v1/chat/completions")]
    public async Task A_base_address_may_be_spelled_in_several_ways(string path)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var request = new HttpRequestMessage(HttpMethod.Post, bench.Address.AbsoluteUri.TrimEnd('/') + path)
        {
            Content = new StringContent(Ask.Body("chat", "chat", "Hi").ToJsonString(), null, "application/json"),
        };
        using var response = await bench.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", 405)]
    [InlineData("POST", "/v1/images/generations", 404)]
    [InlineData("GET", "/v1/responses/resp_1", 404)]
    [InlineData("POST", "/v1/nothing", 404)]
    public async Task What_is_not_served_is_refused_in_the_callers_dialect(string method, string path, int status)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await bench.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.Equal(status, (int)response.StatusCode);
        Assert.NotNull((string?)reply["error"]!["message"]);
    }

    [Fact]
    public async Task Models_are_listed_for_clients_of_either_vendor()
    {
        await using var bench = await GatewayBench.StartAsync();

        var list = (await bench.Http.GetFromJsonAsync<JsonNode>("/v1/models", TestContext.Current.CancellationToken))!;
        var one = (await bench.Http.GetFromJsonAsync<JsonNode>("/v1/models/write", TestContext.Current.CancellationToken))!;

        Assert.Equal(["chat", "write", "think", "kept", "embed", "agent"], list["data"]!.AsArray().Select(static m => (string)m!["id"]!));
        Assert.Equal("model", (string?)one["object"]);
        Assert.Equal(400_000, (int)one["context_window"]!);
    }

    [Theory]
    [InlineData("float")]
    [InlineData("base64")]
    public async Task Embeddings_are_given_in_the_form_that_is_asked_for(string format)
    {
        await using var bench = await GatewayBench.StartAsync();
        var body = new JsonObject { ["model"] = "embed", ["input"] = new JsonArray("one", "two"), ["encoding_format"] = format };

        using var response = await bench.PostAsync("/v1/embeddings", body);
        var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        var vectors = reply["data"]!.AsArray();
        Assert.Equal(2, vectors.Count);
        Assert.Equal(8, format == "float"
            ? vectors[0]!["embedding"]!.AsArray().Count
            : Convert.FromBase64String((string)vectors[0]!["embedding"]!).Length / 4);
    }

    [Fact]
    public async Task Tokens_of_messages_are_counted_without_a_call()
    {
        await using var bench = await GatewayBench.StartAsync();
        var body = Ask.Body("messages", "chat", "How many tokens are these?");
        body.AsObject().Remove("max_tokens");

        using var response = await bench.PostAsync("/v1/messages/count_tokens", body);
        var reply = (await response.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;

        Assert.InRange((int)reply["input_tokens"]!, 5, 30);
        Assert.Empty(bench.Records.All);
    }
}
