using System.ComponentModel;

namespace RouteGen.Dialects.Vendors;

/// <summary>Every provider kind over Chat Completions, each with where its facts come from.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ChatVendors
{
    /// <summary>All kinds, in the order of the documentation.</summary>
    public static IReadOnlyList<ChatVendor> All => Every.Kinds;

    /// <summary>What is known of a kind; null for a kind that does not speak Chat Completions here.</summary>
    /// <param name="kind">The kind's name in a table.</param>
    public static ChatVendor? Find(string? kind)
    {
        foreach (var vendor in All)
        {
            if (vendor.Kind == kind)
            {
                return vendor;
            }
        }

        return null;
    }

    // Made after the kinds themselves, in whichever file they stand.
    private static class Every
    {
        public static readonly ChatVendor[] Kinds =
        [
            OpenAI, AzureOpenAI, Gemini, OpenRouter, Compatible, OwnGateway, Groq, Mistral, DeepSeek, XAI, Moonshot, Perplexity, Together,
                Fireworks,
            HuggingFace, LMStudio, VLlm, LlamaCpp, SGLang,
        ];
    }
}
