using RouteGen.Definitions;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Where vendors have their pages for billing and keys. Where the table has an address of its own, nothing is known of it.
/// </summary>
internal static class Vendors
{
    private static readonly Dictionary<string, (string Billing, string Keys)> Pages = new(StringComparer.Ordinal)
    {
        ["openai"] = ("platform.openai.com/settings/organization/billing", "platform.openai.com/api-keys"),
        ["anthropic"] = ("console.anthropic.com/settings/billing", "console.anthropic.com/settings/keys"),
        ["gemini"] = ("aistudio.google.com/usage", "aistudio.google.com/api-keys"),
        ["openrouter"] = ("openrouter.ai/settings/credits", "openrouter.ai/settings/keys"),
        ["groq"] = ("console.groq.com/settings/billing", "console.groq.com/keys"),
        ["mistral"] = ("admin.mistral.ai/organization/billing", "console.mistral.ai/api-keys"),
        ["deepseek"] = ("platform.deepseek.com/top_up", "platform.deepseek.com/api_keys"),
        ["xai"] = ("console.x.ai", "console.x.ai"),
        ["moonshot"] = ("platform.moonshot.ai/console/pay", "platform.moonshot.ai/console/api-keys"),
        ["together"] = ("api.together.ai/settings/billing", "api.together.ai/settings/api-keys"),
        ["fireworks"] = ("app.fireworks.ai/account/billing", "app.fireworks.ai/settings/users/api-keys"),
        ["huggingface"] = ("huggingface.co/settings/billing", "huggingface.co/settings/tokens"),
        ["perplexity"] = ("www.perplexity.ai/settings/api", "www.perplexity.ai/settings/api"),
    };

    public static string? Billing(ProviderDefinition provider) => Pages.TryGetValue(provider.Kind, out var pages) ? pages.Billing : null;

    public static string? Keys(ProviderDefinition provider) => Pages.TryGetValue(provider.Kind, out var pages) ? pages.Keys : null;
}
