using RouteGen.Anthropic;
using RouteGen.Definitions;
using RouteGen.Model.Tables;
using RouteGen.Ollama;
using RouteGen.OpenAI;
using RouteGen.Tables;

namespace RouteGen.Tool.Tables;

/// <summary>The adapters of all kinds that RouteGen's packages bring: the tool has them all.</summary>
internal static class ToolAdapters
{
    public static ProviderAdapters Create()
    {
        var adapters = new ProviderAdapters();
        foreach (var kind in KnownKinds.All)
        {
            (IProviderAdapter Adapter, IProviderAdapter? Responses) served = kind.Package switch
            {
                "RouteGen.Anthropic" => (AnthropicAdapter.Instance, null),
                "RouteGen.Ollama" => (OllamaAdapter.Instance, null),
                _ => (OpenAIAdapter.Instance, kind.HasResponses ? OpenAIResponsesAdapter.Instance : null),
            };
            adapters.Add(kind.Name, served.Adapter, served.Responses);
        }

        return adapters;
    }
}
