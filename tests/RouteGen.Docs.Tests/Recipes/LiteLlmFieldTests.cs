using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>What the page says of each field of LiteLLM's configuration is what the importer does with it.</summary>
public sealed partial class LiteLlmFieldTests
{
    private static readonly Pages.Page Page = Pages.Page.Read("docs/migrating-litellm.md");

    private static readonly Dictionary<string, string> Words = new()
    {
        ["none"] = "dropped",
        ["left to you"] = "needs you",
        ["converted"] = "converted",
    };

    public static TheoryData<string> Sections =>
        ["model_list[].litellm_params", "model_list[].model_info", "router_settings", "litellm_settings", "general_settings"];

    [Theory]
    [MemberData(nameof(Sections))]
    public async Task Each_field_becomes_what_the_page_says(string section)
    {
        var rows = Rows(section).ToArray();
        Assert.True(rows.Length > 10, $"{rows.Length} rows");
        using var tool = new ToolFolder();
        foreach (var (field, value, says) in rows)
        {
            tool.Write("config.yaml", Config(section, field, value));
            var result = await tool.TypeAsync("routegen import litellm-config config.yaml -o routes.json --force --format json");
            var where = $"{section}.{field}: {value}\n{result.Output}{result.Errors}";
            Assert.True(result.Output.Length > 0, where);
            var path = $"{section.Replace("[]", "[0]", StringComparison.Ordinal)}.{field}";
            var outcomes = JsonElement.Parse(result.Output).GetProperty("lines").EnumerateArray()
                .Where(l => IsOf(l.GetProperty("path").GetString()!, path)).Select(l => l.GetProperty("outcome").GetString()!).ToArray();

            var target = Path().Match(says);
            Assert.True(outcomes.Contains(Words[target.Success ? "converted" : says.Split(':')[0]]),
                $"{string.Join(", ", outcomes)} {where}");
            Assert.True(
                !target.Success || Has(JsonNode.Parse(tool.Read("routes.json")), target.Groups[1].Value),
                    $"{target.Groups[1].Value} {where}");
        }
    }

    [Fact]
    public async Task Each_other_section_becomes_what_the_page_says()
    {
        var rows = Rows("The rest of the file").ToArray();
        Assert.True(rows.Length > 10, $"{rows.Length} rows");
        using var tool = new ToolFolder();
        foreach (var (section, value, says) in rows.Where(row => Words.ContainsKey(row.Says.Split(':')[0])))
        {
            tool.Write("config.yaml", Config("general_settings", "master_key", "os.environ/KEY") + $"\n{section}: {value}\n");
            var result = await tool.TypeAsync("routegen import litellm-config config.yaml -o routes.json --force --format json");
            var outcomes = JsonElement.Parse(result.Output).GetProperty("lines").EnumerateArray()
                .Where(l => IsOf(l.GetProperty("path").GetString()!, section)).Select(l => l.GetProperty("outcome").GetString()!).ToArray();

            Assert.True(outcomes.Length > 0 && outcomes.All(o => o == Words[says.Split(':')[0]]),
                $"{string.Join(", ", outcomes)} {section}: {value}\n{result.Output}{result.Errors}");
        }
    }

    private static bool IsOf(string line, string path) => line.StartsWith(path, StringComparison.Ordinal)
        && (line.Length == path.Length || line[path.Length] is '.' or '[');

    /// <summary>The fields of a section's table, each with a value and what is said of it.</summary>
    private static IEnumerable<(string Field, string Value, string Says)> Rows(string section)
    {
        var heading = Page.Text.IndexOf($"### `{section}`\n", StringComparison.Ordinal);
        var start = heading >= 0 ? heading : Page.Text.IndexOf($"### {section}\n", StringComparison.Ordinal);
        var end = Page.Text.IndexOf("\n##", start + 1, StringComparison.Ordinal);
        foreach (Match row in Row().Matches(Page.Text[start..end]))
        {
            foreach (Match field in Code().Matches(row.Groups[1].Value.Split(", with ")[0]))
            {
                yield return (field.Groups[1].Value, Code().Match(row.Groups[2].Value) is { Success: true } value ? value.Groups[1].Value
                    : "true",
                    row.Groups[3].Value);
            }
        }
    }

    /// <summary>A configuration of three entries, the first of which or whose settings have the field.</summary>
    private static string Config(string section, string field, string value)
    {
        Dictionary<string, string> first = new() { ["model"] = Model(field), ["api_key"] = "os.environ/FIRST_KEY" };
        Dictionary<string, string> info = [];
        Dictionary<string, string> settings = [];
        var own = section switch { "model_list[].litellm_params" => first, "model_list[].model_info" => info, _ => settings };
        if (field.StartsWith("extra_body.provider.", StringComparison.Ordinal))
        {
            (field, value) = ("extra_body", $"{{ provider: {{ {field["extra_body.provider.".Length..]}: {value} }} }}");
        }

        if (field.StartsWith("vertex", StringComparison.Ordinal))
        {
            (first["vertex_project"], first["vertex_location"]) = ("p", "europe-west1");
        }

        if (Model(field).StartsWith("azure/", StringComparison.Ordinal))
        {
            first["api_base"] = "https://house.openai.azure.com";
        }

        own[field] = value;
        if (section == "litellm_settings" && field is "max_budget" or "budget_duration")
        {
            settings.TryAdd("max_budget", "100");
            settings.TryAdd("budget_duration", "30d");
        }

        // Vectors of two deployments have to have one length, so an embedding model is alone.
        var second = Model(field).Contains("embedding", StringComparison.Ordinal) ? "an-embedding" : "summarize";
        return $$"""
            model_list:
              - model_name: summarize
                litellm_params: {{Map(first)}}
                model_info: {{Map(info)}}
              - { model_name: {{second}}, litellm_params: { model: groq/llama-3.1-8b-instant, api_key: os.environ/SECOND_KEY } }
              - { model_name: other, litellm_params: { model: mistral/mistral-small-latest, api_key: os.environ/MISTRAL_API_KEY } }
            credential_list: [{ credential_name: house, credential_values: { api_key: os.environ/HOUSE_KEY } }]
            {{(section.StartsWith("model_list", StringComparison.Ordinal) ? "" : $"{section}: {Map(settings)}")}}
            """;
    }

    /// <summary>The model in whose entry a field means something.</summary>
    private static string Model(string field) => field switch
    {
        "dimensions" or "output_vector_size" => "openai/text-embedding-3-small",
        "api_version" or "azure_ad_token" or "client_secret" or "tenant_id" or "client_id" => "azure/gpt-5.4-mini",
        _ when field.StartsWith("supports", StringComparison.Ordinal) => "openai/a-model-of-the-house",
        _ when field.StartsWith("aws", StringComparison.Ordinal) => "bedrock/openai.gpt-oss-120b",
        _ when field.StartsWith("vertex", StringComparison.Ordinal) => "vertex_ai/gemini-2.5-pro",
        _ when field.StartsWith("extra_body", StringComparison.Ordinal) => "openrouter/openai/gpt-5.4-mini",
        _ => "openai/gpt-5.4-mini",
    };

    private static string Map(Dictionary<string, string> members) =>
        $"{{ {string.Join(", ", members.Select(m => $"{m.Key}: {m.Value}"))} }}";

    /// <summary>Whether a table has a path such as <c>targets.*.rpm</c> or <c>routes.*.chain[].weight</c>.</summary>
    private static bool Has(JsonNode? node, string path)
    {
        if (path.Length == 0)
        {
            return node is not null;
        }

        var step = path.Split('.')[0];
        var rest = path[Math.Min(step.Length + 1, path.Length)..];
        return node switch
        {
            JsonObject map when step == "*" => map.Any(m => Has(m.Value, rest)),
            JsonObject map when step.EndsWith("[]", StringComparison.Ordinal) => map[step[..^2]] is JsonArray list
                && list.Any(i => Has(i, rest)),
            JsonObject map => map.ContainsKey(step) && Has(map[step], rest),
            _ => false,
        };
    }

    [GeneratedRegex(@"^\| (`[^|]+) \| ([^|]*)\| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"^`((?:models|providers|targets|budgets|routes)\b[^`]*)`")]
    private static partial Regex Path();
}
