using System.Net;
using System.Text.Json.Nodes;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>What was done to others: a body that chooses a host, a key, a file, or the state of a provider's account.</summary>
public sealed class ReplayTests
{
    private static readonly string[] Routing =
    [
        "api_base", "base_url", "api_key", "api_version", "custom_llm_provider", "extra_headers", "headers", "provider_config", "endpoint",
        "organization", "aws_secret_access_key", "vertex_credentials", "litellm_params", "fallbacks", "proxy", "azure_ad_token",
    ];

    /// <summary>Each: a dialect, and what is put into a good request of it.</summary>
    public static TheoryData<string, string> NamesState => new()
    {
        { "responses", """{"previous_response_id":"resp_other"}""" },
        { "responses", """{"conversation":"conv_other"}""" },
        { "responses", """{"conversation":{"id":"conv_other"}}""" },
        { "responses", """{"background":true}""" },
        { "responses", """{"store":true}""" },
        { "responses", """{"prompt":{"id":"pmpt_other"}}""" },
        { "responses", """{"input":[{"type":"item_reference","id":"msg_other"}]}""" },
        { "responses", """{"input":[{"role":"user","content":[{"type":"input_file","file_id":"file-other"}]}]}""" },
        { "responses", """{"input":[{"role":"user","content":[{"type":"input_image","file_id":"file-other","detail":"auto"}]}]}""" },
        { "responses", """{"tools":[{"type":"file_search","vector_store_ids":["vs_other"]}]}""" },
        { "responses", """{"tools":[{"type":"code_interpreter","container":"cntr_other"}]}""" },
        { "responses", """{"tools":[{"type":"mcp","server_label":"x","server_url":"http://127.0.0.1:9/","require_approval":"never"}]}""" },
        { "chat", """{"store":true}""" },
        { "chat", """{"messages":[{"role":"user","content":[{"type":"file","file":{"file_id":"file-other"}}]}]}""" },
        { "messages", """{"container":"cntr_other"}""" },
        { "messages", """{"mcp_servers":[{"type":"url","url":"http://127.0.0.1:9/","name":"x"}]}""" },
        { "messages", """{"messages":[{"role":"user","content":[{"type":"document","source":{"type":"file","file_id":"file_other"}}"""
            + """]}]}""" },
        { "messages", """{"messages":[{"role":"user","content":[{"type":"image","source":{"type":"file","file_id":"file_other"}}]}]}""" },
        { "messages", """{"messages":[{"role":"user","content":[{"type":"container_upload","file_id":"file_other"}]}]}""" },
    };

    /// <summary>What would spend more than was reserved.</summary>
    public static TheoryData<string, string, string> Spends => new()
    {
        { "chat", """{"n":9}""", "\"n\":9" },
        { "chat", """{"service_tier":"priority"}""", "priority" },
        { "responses", """{"service_tier":"priority"}""", "priority" },
        { "messages", """{"speed":"fast"}""", "\"fast\"" },
    };

    [Theory]
    [MemberData(nameof(NamesState))]
    public async Task What_names_a_providers_state_is_refused_by_its_name(string dialect, string members)
    {
        await using var bench = await GatewayBench.StartAsync();
        foreach (var route in new[] { "chat", "write", "think" })
        {
            using var response = await bench.PostAsync(Ask.PathOf(dialect), With(dialect, route, members));
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.True(response.StatusCode == HttpStatusCode.BadRequest, $"{route}: {(int)response.StatusCode} {text}");
            Assert.Null(ErrorShape.Problem(Ask.PathOf(dialect), text));
        }

        Assert.Empty(Requests(bench));
    }

    [Theory]
    [MemberData(nameof(Spends))]
    public async Task What_would_spend_more_is_refused_or_left_out(string dialect, string members, string sent)
    {
        await using var bench = await GatewayBench.StartAsync();
        foreach (var route in new[] { "chat", "write", "think" })
        {
            using var response = await bench.PostAsync(Ask.PathOf(dialect), With(dialect, route, members));
            Assert.True((int)response.StatusCode is 200 or 400, response.StatusCode.ToString());
        }

        Assert.All(Requests(bench), body => Assert.DoesNotContain(sent, body, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task A_body_chooses_neither_host_nor_key(string dialect)
    {
        await using var elsewhere = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        await using var bench = await GatewayBench.StartAsync();
        foreach (var name in Routing)
        {
            foreach (var route in new[] { "chat", "write", "think" })
            {
                var body = Ask.Body(dialect, route, "Hi").AsObject();
                body[name] = name.EndsWith("headers", StringComparison.Ordinal)
                    ? new JsonObject { ["Authorization"] = "Bearer stolen" }
                    : JsonValue.Create(elsewhere.Endpoint);
                using var response = await bench.PostAsync(Ask.PathOf(dialect), body, ("x-api-base", elsewhere.Endpoint));
                Assert.True((int)response.StatusCode is 200 or 400, $"{name}: {response.StatusCode}");
            }
        }

        Assert.Equal(0, elsewhere.Requests);
        Assert.All(Requests(bench), body => Assert.DoesNotContain(elsewhere.Endpoint, body, StringComparison.Ordinal));
        foreach (var provider in new[] { "openai", "responses", "anthropic", "ollama" })
        {
            Assert.All(bench.Providers.GetProvider(provider).Requests, r => Assert.DoesNotContain(
                r.Headers, h => h.Value.Contains("stolen", StringComparison.Ordinal)
                    || h.Value.Contains(GatewayBench.Token, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("chat", """[{"role":"user","content":[{"type":"image_url","image_url":{"url":"URL"}}]}]""")]
    [InlineData("messages", """[{"role":"user","content":[{"type":"image","source":{"type":"url","url":"URL"}}]}]""")]
    public async Task No_address_in_content_is_fetched_here(string dialect, string messages)
    {
        await using var elsewhere = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}");
        await using var bench = await GatewayBench.StartAsync();
        foreach (var route in new[] { "chat", "write", "think" })
        {
            foreach (var address in new[] { elsewhere.Endpoint + "/a.png", "file:///etc/passwd", "gopher://127.0.0.1:9/" })
            {
                var body = Ask.Body(dialect, route, "Hi").AsObject();
                body["messages"] = JsonNode.Parse(messages.Replace("URL", address, StringComparison.Ordinal));
                using var response = await bench.PostAsync(Ask.PathOf(dialect), body);
                Assert.True((int)response.StatusCode is 200 or 400, response.StatusCode.ToString());
            }
        }

        Assert.Equal(0, elsewhere.Requests);
        Assert.All(Requests(bench), static body => Assert.DoesNotContain("root:", body, StringComparison.Ordinal));
    }

    private static JsonNode With(string dialect, string route, string members)
    {
        var body = Ask.Body(dialect, route, "Hi").AsObject();
        foreach (var (name, value) in JsonNode.Parse(members)!.AsObject())
        {
            body[name] = value?.DeepClone();
        }

        return body;
    }

    private static List<string> Requests(GatewayBench bench) => [.. new[] { "openai", "responses", "anthropic", "ollama" }
        .SelectMany(p => bench.Providers.GetProvider(p).Requests).Select(static r => r.Body.GetRawText())];
}
