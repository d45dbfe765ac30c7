using System.Text.Json;
using System.Text.Json.Nodes;
using RouteGen.Tables;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

public sealed class LiteLlmConfigTests : IDisposable
{
    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Models_keys_addresses_and_limits_become_targets_at_providers()
    {
        var table = await ConvertAsync("""
            model_list:
              - model_name: gpt-5-mini
                litellm_params: { model: openai/gpt-5-mini, api_key: os.environ/OPENAI_KEY, rpm: 6,
                  tpm: "30_000", max_parallel_requests: 4 }
              - model_name: house
                litellm_params:
                  model: azure/house-gpt
                  api_base: https://house.openai.azure.com/openai/deployments/house-gpt/chat/completions?api-version=2024-10-21
                  api_key: os.environ/AZURE_KEY
                  api_version: "2024-10-21"
                model_info: { base_model: azure/gpt-4o }
              - model_name: local
                litellm_params: { model: hosted_vllm/qwen3, api_base: os.environ/VLLM_URL, temperature: 0.2, max_tokens: 800 }
            """);

        Assert.Equal("""{"provider":"openai","model":"gpt-5-mini","rpm":6,"tpm":30000,"concurrency":4}""",
            Json(table, "targets", "gpt-5-mini"));
        Assert.Equal("""{"kind":"openai","apiKeyEnv":"OPENAI_KEY"}""", Json(table, "providers", "openai"));
        Assert.Equal(
            """{"kind":"azure-openai","endpoint":"https://house.openai.azure.com","apiKeyEnv":"AZURE_KEY"}""",
                Json(table, "providers", "azure"));
        Assert.Equal("""{"provider":"azure","model":"gpt-4o","deployment":"house-gpt"}""", Json(table, "targets", "house"));
        Assert.Equal("""{"kind":"vllm","endpointEnv":"VLLM_URL"}""", Json(table, "providers", "vllm"));
        Assert.Equal(
            """[{"target":"local","options":{"temperature":0.2,"maxOutputTokens":800}}]""", Json(table, "routes", "local", "chain"));
    }

    [Theory]
    [InlineData("flex", "flex")]
    [InlineData("priority", "priority")]
    [InlineData("default", "standard")]
    [InlineData("auto", null)]
    public async Task A_service_tier_is_the_targets(string theirs, string? ours)
    {
        var table = await ConvertAsync($$"""
            model_list:
              - model_name: mini
                litellm_params: { model: openai/gpt-5-mini, api_key: os.environ/OPENAI_KEY, service_tier: {{theirs}} }
            """);

        Assert.Equal(ours, (string?)table["targets"]!["mini"]!["serviceTier"]);
    }

    [Fact]
    public async Task A_key_in_plain_text_is_neither_copied_nor_printed()
    {
        const string Secret = "sk-proj-THISISASECRETTHATNOBODYSEES0123456789";
        var result = await ImportAsync($"""
            model_list:
              - model_name: a
                litellm_params: [ model: openai/gpt-4o, api_key: {Secret} ]
            """.Replace("[ model", "{ model", StringComparison.Ordinal).Replace(" ]", " }", StringComparison.Ordinal) + $$"""

            general_settings: { master_key: {{Secret}}, database_url: "postgresql://u:{{Secret}}@db/x" }
            environment_variables: { OPENAI_API_KEY: {{Secret}} }
            """, "--report", "report.txt");

        Assert.Equal(ExitCode.Ok, result.ExitCode);
        Assert.Contains("put it into the environment variable OPENAI_API_KEY", result.Output, StringComparison.Ordinal);
        foreach (var text in (string[])[result.Output, result.Errors, Read("routes.json"), Read("report.txt")])
        {
            Assert.DoesNotContain("SECRET", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Deployments_of_one_name_share_by_weight_and_fallbacks_follow()
    {
        var table = await ConvertAsync("""
            model_list:
              - model_name: smart
                litellm_params: { model: azure/a, api_base: https://eu.openai.azure.com, api_key: os.environ/EU, weight: 3 }
              - model_name: smart
                litellm_params: { model: azure/a, api_base: https://us.openai.azure.com, api_key: os.environ/US, weight: 1 }
              - model_name: big
                litellm_params: { model: gemini/gemini-2.5-pro, api_key: os.environ/GEMINI_API_KEY }
              - model_name: cheap
                litellm_params: { model: groq/llama-3.1-8b-instant, api_key: os.environ/GROQ_API_KEY }
            router_settings:
              fallbacks: [{ smart: [cheap] }]
              context_window_fallbacks: [{ smart: [big] }]
              content_policy_fallbacks: [{ smart: ["cheap"] }]
              default_fallbacks: [big]
              model_group_alias: { "gpt-4": smart, "gpt-4-hidden": { model: smart, hidden: true } }
              num_retries: 2
              retry_after: 5
              timeout: 40
            """);

        Assert.Equal(
            """[{"target":"smart-azure","weight":3},{"target":"smart-azure-2","weight":1},"cheap"]""",
                Json(table, "routes", "smart", "chain"));
        Assert.Equal("weighted", (string?)table["routes"]!["smart"]!["strategy"]);
        Assert.Equal("""{"contextTooLong":["big"],"contentFiltered":["cheap"]}""", Json(table, "routes", "smart", "on"));
        Assert.Equal("""["gpt-4","gpt-4-hidden"]""", Json(table, "routes", "smart", "aliases"));
        Assert.Equal("""["cheap","big"]""", Json(table, "routes", "cheap", "chain"));
        Assert.Equal("""{"maxRetries":2,"delay":"5s","maxDelay":"5s"}""", Json(table, "routes", "cheap", "retry"));
        Assert.Equal("40s", (string?)table["routes"]!["big"]!["timeouts"]!["attempt"]);
    }

    [Fact]
    public async Task Names_that_no_table_has_become_aliases_so_that_clients_keep_them()
    {
        var table = await ConvertAsync("""
            model_list:
              - { model_name: openai/gpt-4o, litellm_params: { model: openai/gpt-4o } }
              - { model_name: openai-gpt-4o, litellm_params: { model: openai/gpt-4o-mini } }
              - { model_name: "llama3.2:latest", litellm_params: { model: "ollama_chat/llama3.2:latest" } }
              - { model_name: 4o, litellm_params: { model: gpt-4o } }
              - { model_name: targets, litellm_params: { model: gpt-4o } }
              - { model_name: "Größe 1", litellm_params: { model: gpt-4o } }
            """);

        Assert.Equal(
            ["openai-gpt-4o-2", "openai-gpt-4o", "llama3.2-latest", "m-4o", "targets-2", "Größe 1"],
            ((JsonObject)table["routes"]!).Select(static r => r.Key));
        Assert.Equal("""["openai/gpt-4o"]""", Json(table, "routes", "openai-gpt-4o-2", "aliases"));
        Assert.Equal("""["targets"]""", Json(table, "routes", "targets-2", "aliases"));
    }

    [Fact]
    public async Task A_pattern_stands_for_the_models_that_are_known_behind_it()
    {
        var table = await ConvertAsync("""
            model_list:
              - { model_name: "groq/*", litellm_params: { model: "groq/*", api_key: os.environ/GROQ_API_KEY } }
              - { model_name: "house/*", litellm_params: { model: "openai/*", api_base: "http://127.0.0.1:9000/v1" } }
            """, "--models", "house/*=qwen3:8b, llama3.2");

        var aliases = ((JsonObject)table["routes"]!).SelectMany(static r => (JsonArray)r.Value!["aliases"]!).Select(static a =>
            (string)a!).ToArray();
        Assert.Contains("groq/openai/gpt-oss-120b", aliases);
        Assert.Contains("house/qwen3:8b", aliases);
        Assert.Contains("house/llama3.2", aliases);
    }

    [Fact]
    public async Task Anchors_merges_includes_and_members_that_are_there_twice_are_read_as_by_LiteLLM()
    {
        _tool.Write("more/models.yaml", """
            model_list:
              - { model_name: second, litellm_params: { model: groq/llama-3.1-8b-instant } }
            """);
        var table = await ConvertAsync("""
            x-common: &common
              api_key: os.environ/HOUSE_KEY
              rpm: 10
            include: [more/models.yaml]
            model_list:
              - model_name: first
                litellm_params: { <<: *common, model: openai/gpt-4o, rpm: 20 }
            litellm_settings: { num_retries: 7 }
            litellm_settings: { num_retries: 1 }
            """, "--report", "report.txt");

        Assert.Equal("""{"provider":"openai","model":"gpt-4o","rpm":20}""", Json(table, "targets", "first"));
        Assert.Equal("HOUSE_KEY", (string?)table["providers"]!["openai"]!["apiKeyEnv"]);
        Assert.NotNull(table["routes"]!["second"]);
        Assert.Equal("""{"maxRetries":1}""", Json(table, "routes", "first", "retry"));
        Assert.Contains("it is there twice, and the last one counts", Read("report.txt"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model_list:\n\t- x: 1\n", "config.yaml(2,")]
    [InlineData("model_list: [", "config.yaml(2,1)")]
    [InlineData("model_list:\n{{ range .Models }}\n  - x: y\n", "render it first")]
    [InlineData("a: &x [*x]\n", "define it first")]
    [InlineData("models: []\n", "has no list 'model_list'")]
    [InlineData("", "has no list 'model_list'")]
    [InlineData("include: config.yaml\nmodel_list: []\n", "includes itself")]
    public async Task What_is_no_configuration_is_refused_with_its_place(string text, string message)
    {
        _tool.HasErrorScreen = true;

        var result = await ImportAsync(text);

        Assert.Equal(ExitCode.Fault, result.ExitCode);
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_tool.Folder, "routes.json")));
    }

    [Fact]
    public async Task Anchors_that_unfold_without_end_are_refused()
    {
        var lines = Enumerable.Range(1, 12).Select(static i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");

        var result = await ImportAsync("a0: &a0 [x]\n" + string.Join('\n', lines) + "\nmodel_list: []\n");

        Assert.Equal(ExitCode.Fault, result.ExitCode);
        Assert.Contains("unfolds to more", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_when_asked()
    {
        _tool.Write("routes.json", "mine");
        var refused = await ImportAsync(Small);
        Assert.Equal((ExitCode.Usage, "mine"), (refused.ExitCode, Read("routes.json")));

        Assert.Equal(ExitCode.Ok, (await ImportAsync(Small, "--force")).ExitCode);
        Assert.NotEqual("mine", Read("routes.json"));
    }

    [Fact]
    public async Task The_report_is_json_where_it_is_asked_for()
    {
        var result = await ImportAsync(Small, "--format", "json");

        var report = JsonDocument.Parse(result.Output).RootElement;
        Assert.True(report.GetProperty("entries")[0].GetProperty("converted").GetBoolean());
        Assert.Contains(report.GetProperty("lines").EnumerateArray(), static l =>
            l.GetProperty("path").GetString() == "model_list[0].litellm_params.model" && l.GetProperty("line").GetInt32() == 3);
    }

    private const string Small = "model_list:\n  - model_name: a\n    litellm_params: { model: openai/gpt-4o }\n";

    private async Task<JsonObject> ConvertAsync(string config, params string[] options)
    {
        var result = await ImportAsync(config, options);
        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors + result.Output);
        var text = Read("routes.json");
        Assert.True(RouteTableFile.Read("routes.json", text, new() { Adapters = ToolAdapters.Create() }).IsUsable);
        return (JsonObject)JsonNode.Parse(text)!;
    }

    private Task<ToolResult> ImportAsync(string config, params string[] options)
    {
        _tool.Write("config.yaml", config);
        return _tool.RunAsync(["import", "litellm-config", "config.yaml", "-o", "routes.json", .. options]);
    }

    private string Read(string name) => File.ReadAllText(Path.Combine(_tool.Folder, name));

    private static string Json(JsonObject table, params string[] path) =>
        path.Aggregate((JsonNode)table, static (node, name) => node[name]!).ToJsonString(new JsonSerializerOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}
