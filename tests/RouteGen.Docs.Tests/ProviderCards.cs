using System.Text;
using RouteGen.Definitions;
using RouteGen.Model.Tables;
using RouteGen.OpenAI;

namespace RouteGen.Docs.Tests;

/// <summary>The table at the head of a kind's page: what the code knows of the kind.</summary>
internal static class ProviderCards
{
    /// <summary>What each card begins with.</summary>
    public const string Head = "| | |\n|---|---|\n| Kind |";

    public static IProviderAdapter AdapterOf(KnownKind kind) => kind.Package switch
    {
        "RouteGen.OpenAI" => OpenAIAdapter.Instance,
        "RouteGen.Anthropic" => Anthropic.AnthropicAdapter.Instance,
        "RouteGen.Ollama" => Ollama.OllamaAdapter.Instance,
        _ => throw new InvalidOperationException($"No package '{kind.Package}'."),
    };

    public static string Write(KnownKind kind)
    {
        var card = new StringBuilder(Head).Append($" `{kind.Name}` |");
        Row("Package", kind.Package);
        Row("Address", kind.Address is null ? "none: state it" : $"`{kind.Address}`");
        Row("Address from", AdapterOf(kind).GetEndpointVariable(kind.Name) is { } variable
            ? $"the variable `{variable}`, where the table states neither `endpoint` nor `endpointEnv`"
            : "`endpoint` or `endpointEnv` of the table alone");
        Row("Key customarily in", kind.KeyVariable is { } key
            ? $"`{key}`{(kind.NeedsKey ? "" : ", optional")}"
            : "no variable in particular; optional");
        Row("Speaks", kind.Package switch
        {
            "RouteGen.Anthropic" => "Messages",
            "RouteGen.Ollama" => "Ollama's own API",
            _ => kind.HasResponses ? "Chat Completions, and Responses with `\"api\": \"responses\"`" : "Chat Completions",
        });
        Row("Embeddings", kind.HasEmbeddings ? "yes" : "no");
        Row("Counts as a gateway", kind.IsGateway ? "yes" : "no");
        Row("All kinds, and what each does in its own way", "[providers](../providers.md)");
        return card.ToString();

        void Row(string name, string value) => card.Append($"\n| {name} | {value} |");
    }
}
