using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Dialects.Relay;

namespace RouteGen.Gateway.Tests.Capabilities;

/// <summary>
/// Reads off what is sent what becomes of each member of a request, by the dialect of the caller and the kind of the target. The table of
/// the assembly and docs/dialects.md are that, written down: <c>ROUTEGEN_RECEIVE=1</c> writes them anew.
/// </summary>
public sealed class CapabilityTests
{
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    private static readonly (string Ask, string Name, string Title)[] Dialects =
    [
        ("chat", "chat-completions", "Chat Completions"), ("responses", "responses", "Responses"), ("messages", "messages", "Messages"),
    ];

    /// <summary>A value of each member that is not its default.</summary>
    private static readonly Dictionary<string, string> Samples = new(StringComparer.Ordinal)
    {
        ["temperature"] = "0.25",
        ["top_p"] = "0.5",
        ["top_k"] = "7",
        ["frequency_penalty"] = "0.5",
        ["presence_penalty"] = "0.5",
        ["seed"] = "7",
        ["max_tokens"] = "77",
        ["max_completion_tokens"] = "77",
        ["max_output_tokens"] = "77",
        ["stop"] = """["END"]""",
        ["stop_sequences"] = """["END"]""",
        ["tool_choice"] = "\"auto\"",
        ["parallel_tool_calls"] = "false",
        ["reasoning_effort"] = "\"low\"",
        ["stream"] = "true",
        ["n"] = "2",
        ["logprobs"] = "true",
        ["top_logprobs"] = "2",
        ["service_tier"] = "\"flex\"",
        ["store"] = "true",
        ["user"] = "\"u-1\"",
        ["safety_identifier"] = "\"u-1\"",
        ["audio"] = """{"voice":"alloy","format":"mp3"}""",
        ["modalities"] = """["text","audio"]""",
        ["web_search_options"] = "{}",
        ["logit_bias"] = """{"50":1}""",
        ["prediction"] = """{"type":"content","content":"x"}""",
        ["prompt_cache_key"] = "\"k-1\"",
        ["prompt_cache_retention"] = "\"24h\"",
        ["prompt_cache_options"] = """{"ttl":"24h"}""",
        ["moderation"] = """{"model":"m"}""",
        ["verbosity"] = "\"low\"",
        ["stream_options"] = """{"include_obfuscation":false}""",
        ["functions"] = """[{"name":"f","parameters":{"type":"object","properties":{}}}]""",
        ["function_call"] = """{"name":"f"}""",
        ["instructions"] = "\"Be brief.\"",
        ["max_tool_calls"] = "3",
        ["text"] = """{"format":{"type":"json_schema","name":"n","schema":{"type":"object","properties":{"a":{"type":"string"}}}}}""",
        ["reasoning"] = """{"effort":"low"}""",
        ["include"] = """["reasoning.encrypted_content"]""",
        ["background"] = "true",
        ["conversation"] = "\"conv_1\"",
        ["previous_response_id"] = "\"resp_1\"",
        ["prompt"] = """{"id":"pmpt_1"}""",
        ["truncation"] = "\"auto\"",
        ["context_management"] = """[{"type":"compaction","compact_threshold":1000}]""",
        ["client_metadata"] = """{"a":"b"}""",
        ["system"] = "\"Be brief.\"",
        ["thinking"] = """{"type":"enabled","budget_tokens":1024}""",
        ["output_config"] = """{"effort":"low"}""",
        ["output_format"] = """{"type":"json_schema","schema":{"type":"object","properties":{"a":{"type":"string"}}"""
            + ""","additionalProperties":false}}""",
        ["speed"] = "\"fast\"",
        ["container"] = "\"cntr_1\"",
        ["mcp_servers"] = """[{"type":"url","url":"https://mcp.example","name":"x"}]""",
        ["cache_control"] = """{"type":"ephemeral"}""",
        ["inference_geo"] = "\"eu\"",
        ["fallbacks"] = """[{"model":"m"}]""",
    };

    [Fact]
    public async Task The_table_says_what_becomes_of_each_member()
    {
        var (table, untold) = await ProbeAsync();
        var page = Page(table);
        var json = table.ToJsonString(new() { WriteIndented = true }) + "\n";
        var (tableFile, pageFile) = (At("src/RouteGen.Gateway/Capabilities/dialects.json"), At("docs/dialects.md"));
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(tableFile, json, TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(pageFile, page, TestContext.Current.CancellationToken);
        }

        Assert.True(json == await File.ReadAllTextAsync(tableFile, TestContext.Current.CancellationToken),
            $"Run with {ReceiveVariable}=1: {tableFile} is not what is sent.");
        Assert.True(page == await File.ReadAllTextAsync(pageFile, TestContext.Current.CancellationToken),
            $"Run with {ReceiveVariable}=1: {pageFile} is not what is sent.");
        Assert.True(untold.Count == 0, $"Dropped, and no reply says so:\n{string.Join('\n', untold)}");
    }

    private static async Task<(JsonObject Table, List<string> Untold)> ProbeAsync()
    {
        await using var bench = await GatewayBench.StartAsync<KindsRoutes>(static (s, use) => s.AddKindsRoutes(use));
        bench.IsJudged = false;
        var untold = new ConcurrentQueue<string>();
        var kinds = KindsRoutes.Definition.Routes.Select(static r => r.Name).ToList();
        var found = new ConcurrentDictionary<(string Dialect, string Kind), JsonObject>();
        await Task.WhenAll(kinds.Select(async kind =>
        {
            foreach (var (ask, dialect, _) in Dialects)
            {
                found[(dialect, kind)] = await ProbeAsync(bench, ask, kind, untold);
            }
        }));
        var table = new JsonObject();
        foreach (var (_, dialect, _) in Dialects)
        {
            table[dialect] = new JsonObject(kinds.Select(k => KeyValuePair.Create(
                k == "openai-responses" ? "openai/responses" : k, (JsonNode?)found[(dialect, k)])));
        }

        return (table, [.. untold.Order()]);
    }

    private static async Task<JsonObject> ProbeAsync(GatewayBench bench, string ask, string kind, ConcurrentQueue<string> untold)
    {
        var (mapped, dropped, refused) = (new JsonArray(), new JsonArray(), new JsonArray());
        var plain = await SentAsync(bench, ask, kind, null);
        foreach (var member in MembersOf(ask).Order(StringComparer.Ordinal))
        {
            var (sent, told) = await SentAsync(bench, ask, kind, member);
            if (sent is null)
            {
                refused.Add(member);
            }
            else if (sent != plain.Sent)
            {
                mapped.Add(member);
            }
            else
            {
                dropped.Add(member);
                if (told is null && member is not ("stream_options" or "stream"))
                {
                    untold.Enqueue($"{ask} → {kind}: {member}");
                }
            }
        }

        return new JsonObject { ["mapped"] = mapped, ["dropped"] = dropped, ["refused"] = refused };
    }

    // Those that every request has are what is asked, and always go on.
    private static IEnumerable<string> MembersOf(string ask) => MemberNames.In(ask switch
    {
        "chat" => RelayDialect.ChatCompletions,
        "responses" => RelayDialect.Responses,
        _ => RelayDialect.Messages,
    }).All.Where(static m => m is not ("model" or "messages" or "input"));

    private static async Task<(string? Sent, string? Told)> SentAsync(GatewayBench bench, string ask, string kind, string? member)
    {
        var body = Ask.Body(ask, kind, "Hi").AsObject();
        if (member is "tools" or "tool_choice" or "parallel_tool_calls" or "max_tool_calls" or "function_call")
        {
            With(body, member == "function_call" ? "functions" : "tools", ask);
        }

        string? without = null;
        if (member is "tool_choice" or "parallel_tool_calls" or "max_tool_calls" or "function_call")
        {
            without = await LastAsync(bench, ask, kind, body);
        }

        if (member is not null)
        {
            With(body, member, ask);
        }

        if (member == "top_logprobs" && ask == "chat")
        {
            body["logprobs"] = true;
        }

        if (member == "thinking")
        {
            body["max_tokens"] = 2048;
        }

        using var response = await bench.PostAsync(Ask.PathOf(ask), body);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        if ((int)response.StatusCode >= 400)
        {
            return (null, null);
        }

        var sent = bench.Providers.GetProvider(kind).Requests[^1].Body.GetRawText();
        var told = response.Headers.TryGetValues("x-routegen-dropped", out var values) ? string.Join(',', values) : null;
        return (sent == without ? (await SentAsync(bench, ask, kind, null)).Sent : sent, told);
    }

    private static async Task<string?> LastAsync(GatewayBench bench, string ask, string kind, JsonObject body)
    {
        using var response = await bench.PostAsync(Ask.PathOf(ask), body);
        await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return (int)response.StatusCode >= 400 ? null : bench.Providers.GetProvider(kind).Requests[^1].Body.GetRawText();
    }

    private static void With(JsonObject body, string member, string ask)
    {
        const string schema = """{"type":"object","properties":{"a":{"type":"string"}}}""";
        var value = (ask, member) switch
        {
            ("chat", "tools") => $$$"""[{"type":"function","function":{"name":"f","parameters":{{{schema}}}}}]""",
            ("responses", "tools") => $$"""[{"type":"function","name":"f","strict":false,"parameters":{{schema}}}]""",
            (_, "tools") => $$"""[{"name":"f","input_schema":{{schema}}}]""",
            ("messages", "tool_choice") => """{"type":"any"}""",
            (_, "tool_choice") => "\"required\"",
            ("chat", "response_format") =>
                $$$"""{"type":"json_schema","json_schema":{"name":"n","strict":true,"schema":{{{schema}}}}}""",
            ("messages", "metadata") => """{"user_id":"u-1"}""",
            (_, "metadata") => """{"a":"b"}""",
            ("messages", "service_tier") => "\"priority\"",
            ("messages", "context_management") => """{"edits":[{"type":"clear_tool_uses_20250919"}]}""",
            ("messages", "max_tokens") => "77",
            _ => Samples.GetValueOrDefault(member) ?? throw new InvalidOperationException($"There is no sample of {member}."),
        };
        body[member] = JsonNode.Parse(value);
    }

    private static string Page(JsonObject table)
    {
        var page = new StringBuilder("""
            # What becomes of a request

            What each member of a caller's request becomes, by the dialect of the caller and the kind of the target that serves.
            **Mapped** reaches the target, as it came or in the target's own words.
            **Dropped** does not, and the reply's header `x-routegen-dropped` says so.
            **Refused** is answered with 400, by its name.
            `model` and the conversation itself always go on.

            A test reads this off the requests that are sent: `ROUTEGEN_RECEIVE=1` writes it anew.
            `GET /v1/openapi.json` has it for the routes of a key.
            What a route prices is not refused there: a `service_tier`, `speed` or search of the web.

            """);
        foreach (var (_, dialect, title) in Dialects)
        {
            page.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"\n## Callers of {title}\n\n| Target | Mapped | Dropped | Refused |\n|---|---|---|---|\n");
            foreach (var (kind, members) in table[dialect]!.AsObject())
            {
                page.Append(System.Globalization.CultureInfo.InvariantCulture,
                    $"| `{kind}` | {List(members!, "mapped")} | {List(members!, "dropped")} | {List(members!, "refused")} |\n");
            }
        }

        return page.ToString();
    }

    private static string List(JsonNode members, string of) =>
        string.Join(", ", members[of]!.AsArray().Select(static m => $"`{(string)m!}`"));

    private static string At(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder.FullName, path);
    }
}
