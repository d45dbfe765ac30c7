using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>The models that a table can use without stating them, by what LiteLLM calls them.</summary>
internal sealed partial class CatalogIndex
{
    private readonly Dictionary<string, string> _byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, JsonObject> _models = new(StringComparer.Ordinal);

    private CatalogIndex(string use) => Use = use;

    /// <summary>What stands in the table's <c>use</c>.</summary>
    public string Use { get; }

    /// <summary>Reads a file of shared models.</summary>
    /// <param name="use">What the table names it by.</param>
    /// <param name="path">The file, as messages name it.</param>
    /// <param name="text">Its text.</param>
    /// <exception cref="ToolFailure">It is none.</exception>
    public static CatalogIndex Read(string use, string path, string text)
    {
        var index = new CatalogIndex(use);
        try
        {
            var root = JsonNode.Parse(text,
                documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            foreach (var (name, model) in root?["models"] as JsonObject ?? [])
            {
                if (model is JsonObject facts)
                {
                    index._models[name] = facts;
                    var key = (string?)facts["usdPerMTok"]?["source"] is { } source && SourceKey().Match(source) is { Success: true } match
                        ? match.Groups[1].Value : name;
                    index._byKey.TryAdd(key, name);
                    index._byKey.TryAdd(name, name);
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ToolFailure($"{path} is not a file of models: make one with routegen import litellm, or leave --catalog out.", e);
        }

        return index;
    }

    /// <summary>The model's name in the catalog; null where it has none.</summary>
    /// <param name="vendor">What LiteLLM calls the provider.</param>
    /// <param name="model">The model at that provider.</param>
    public string? Find(string vendor, string model)
    {
        foreach (var key in KeysOf(vendor, model))
        {
            if (_byKey.TryGetValue(key, out var name) && OwnerOf(name) is var owner
                && (owner == vendor || key != name || Fits(owner, vendor)))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>What the catalog says of a model.</summary>
    public JsonObject Facts(string name) => _models[name];

    public bool Has(string name) => _models.ContainsKey(name);

    /// <summary>The models of a vendor, as a client of LiteLLM names them behind its prefix.</summary>
    public IEnumerable<string> ModelsOf(string vendor) => vendor == "openrouter"
        ? ((string[])["openai", "anthropic", "gemini", "xai"]).SelectMany(v => ModelsOf(v).Select(m => AtOpenRouter(v, m)))
        : _byKey.Keys.Where(k => k.StartsWith(vendor + "/", StringComparison.Ordinal)).Select(k => k[(vendor.Length + 1)..])
            .Concat(_models.Keys.Where(n => _byKey.TryGetValue(n, out var same) && same == n && OwnerOf(n) == vendor && !KeyHasPrefix(n)))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static bool Fits(string owner, string vendor) => vendor == "azure" && owner == "openai"
        || vendor is "vertex_ai" or "vertex_ai_beta" && owner == "gemini"
        || vendor is "cohere_chat" && owner == "cohere";

    // What a provider charges for its own models others charge as well; a price of one host says nothing of another's.
    private static IEnumerable<string> KeysOf(string vendor, string model)
    {
        yield return $"{vendor}/{model}";
        if (vendor is "openai" or "anthropic" or "cohere" or "cohere_chat" or "azure" or "ai21"
            && !model.Contains('/', StringComparison.Ordinal))
        {
            yield return model;
            yield return Dated().Replace(model, "");
        }

        if (vendor is "vertex_ai" or "vertex_ai_beta")
        {
            yield return "gemini/" + model;
        }

        if (vendor == "openrouter" && !model.Contains(':', StringComparison.Ordinal))
        {
            var (maker, name) = model.Split('/', 2) is [var m, var n] ? (m, n) : ("", model);
            yield return maker switch
            {
                "openai" => name,
                "anthropic" => name.Replace('.', '-'),
                "google" => "gemini/" + name,
                "x-ai" => "xai/" + name,
                _ => "openrouter/" + model,
            };
        }
    }

    private bool KeyHasPrefix(string name) =>
        _byKey.Any(k => k.Value == name && k.Key != name && k.Key.Contains('/', StringComparison.Ordinal));

    private string OwnerOf(string name)
    {
        var key = _byKey.FirstOrDefault(k => k.Value == name && k.Key != name).Key ?? name;
        return key.Contains('/', StringComparison.Ordinal) ? key.Split('/')[0] : Vendor.Split(key, null, false)?.Vendor.Prefix ?? "";
    }

    private static string AtOpenRouter(string vendor, string model) => vendor switch
    {
        "anthropic" => "anthropic/" + Version().Replace(model, "$1.$2"),
        "gemini" => "google/" + model,
        "xai" => "x-ai/" + model,
        _ => $"{vendor}/{model}",
    };

    [GeneratedRegex(@"\(MIT\), '([^']+)'")]
    private static partial Regex SourceKey();

    // Anthropic's snapshots cost what their aliases cost; of OpenAI's that is not so.
    [GeneratedRegex(@"(?<=^claude-.*)-20\d{6}$")]
    private static partial Regex Dated();

    [GeneratedRegex(@"-(\d)-(\d)$")]
    private static partial Regex Version();
}
