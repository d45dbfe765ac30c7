using RouteGen.Model.Fixes;
using Xunit;

namespace RouteGen.Model.Tests.Checks.Rules;

public class BaseAddressRuleTests
{
    [Theory]
    [InlineData("openai", "https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1")]
    [InlineData("openai-compatible", "https://h/v1/chat/completions/", "https://h/v1")]
    [InlineData("openai-compatible", "https://h/v1/completions", "https://h/v1")]
    [InlineData("openai-compatible", "https://h/v1/RESPONSES", "https://h/v1")]
    [InlineData("openai-compatible", "https://h/v1/embeddings", "https://h/v1")]
    [InlineData("openai-compatible", "https://h/v1/models", "https://h/v1")]
    [InlineData("openai-compatible", "https+http://h/v1/chat/completions", "https+http://h/v1")]
    [InlineData("openrouter", "https://openrouter.ai/api/v1/chat/completions", "https://openrouter.ai/api/v1")]
    [InlineData("routegen", "https://h/v1/chat/completions", "https://h/v1")]
    [InlineData("anthropic", "https://h/v1/messages", "https://h/v1")]
    [InlineData("anthropic", "https://h/v1/messages/count_tokens", "https://h/v1")]
    [InlineData("gemini", "https://h/v1beta/models/gemini-3.6-flash:generateContent", "https://h/v1beta")]
    [InlineData(
        "gemini", "https://generativelanguage.googleapis.com/v1beta/models/gemini-3.6-flash:streamGenerateContent",
        "https://generativelanguage.googleapis.com/v1beta/openai")]
    [InlineData("ollama", "http://localhost:11434/api/chat", "http://localhost:11434")]
    [InlineData("ollama", "http://localhost:11434/v1/chat/completions", "http://localhost:11434")]
    [InlineData("ollama", "https://ollama.com/api/", "https://ollama.com")]
    [InlineData("ollama", "https://h/ollama/api/generate", "https://h/ollama")]
    [InlineData(
        "azure-openai", "https://x.openai.azure.com/openai/deployments/gpt/chat/completions", "https://x.openai.azure.com")]
    [InlineData("azure-openai", "https://x.openai.azure.com/openai/", "https://x.openai.azure.com")]
    [InlineData("azure-openai", "https://x.openai.azure.com/openai/v1/responses", "https://x.openai.azure.com/openai/v1")]
    [InlineData("openai", "https://api.openai.com", "https://api.openai.com/v1")]
    [InlineData("openai-compatible", "https://api.groq.com/", "https://api.groq.com/openai/v1")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com/v1beta", "https://generativelanguage.googleapis.com/v1beta/openai")]
    public void An_address_that_no_request_can_be_added_to_is_reported_and_the_base_is_written(string kind, string endpoint, string meant)
    {
        var marked = Table(kind, $"⟦RG1033:\"{endpoint}\"⟧");
        var finding = Assert.Single(RuleTable.Finds(marked));
        var text = MarkedText.Parse(marked).Text;
        var edits = TableFixes.For(finding.Rule)!.Edits(text, finding.Range.Start, finding.Range.Length, finding.Suggested);

        Assert.Contains($"; write \"{meant}\"", finding.Message, StringComparison.Ordinal);
        Assert.Equal(Table(kind, $"\"{meant}\""), TableFix.Apply(text, edits));
    }

    [Theory]
    [InlineData("openai-compatible", "https://h/{deployment}/v1")]
    [InlineData("openai-compatible", "https://h/%7Bdeployment%7D/v1")]
    [InlineData("azure-openai", "https://YOUR_RESOURCE.openai.azure.com")]
    [InlineData("azure-openai", "https://your-resource-name.openai.azure.com/openai/v1")]
    public void An_address_that_is_to_be_filled_in_is_reported_without_a_guess(string kind, string endpoint)
    {
        var finding = Assert.Single(RuleTable.Finds(Table(kind, $"⟦RG1033:\"{endpoint}\"⟧")));

        Assert.EndsWith("replace it, or name the variable that holds the address as 'endpointEnv'", finding.Message,
            StringComparison.Ordinal);
        Assert.Null(finding.Suggested);
    }

    [Fact]
    public void A_key_in_an_address_is_not_repeated()
    {
        var key = "sk-" + new string('0', 24) + "aB";
        var found = RuleTable.Finds(Table("openai-compatible", $"⟦RG1033:\"https://h/⟦RG1021:{key}⟧/v1/chat/completions\"⟧"));

        Assert.All(found, finding => Assert.DoesNotContain(key, finding.Message + finding.Suggested, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("openai", "https://api.openai.com/v1")]
    [InlineData("openai", "https://eu.api.openai.com/v1/")]
    [InlineData("openai-compatible", "https://chat/completions")]
    [InlineData("openai-compatible", "https://h/models")]
    [InlineData("openai-compatible", "https://h/messages")]
    [InlineData("openai-compatible", "https://yourcompany.example/your/v1")]
    [InlineData("openai-compatible", "https://x.openai.azure.com/openai/v1")]
    [InlineData("gemini", "https://generativelanguage.googleapis.com/v1beta/openai/")]
    [InlineData("deepseek", "https://api.deepseek.com/v1")]
    [InlineData("anthropic", "https://api.deepseek.com/anthropic")]
    [InlineData("anthropic", "https://api.x.ai")]
    [InlineData("ollama", "https://h/v1")]
    [InlineData("azure-openai", "https://x.services.ai.azure.com/api/projects/p")]
    [InlineData("azure-openai", "https://apim.example/openai")]
    [InlineData("acme", "https://h/v1/chat/completions")]
    public void A_base_is_not_reported(string kind, string endpoint) => RuleTable.Finds(Table(kind, $"\"{endpoint}\""));

    private static string Table(string kind, string endpoint) => RuleTable.With(
        """ "r": { "chain": ["x", "t", "u"], "timeouts": { "attempt": "9s" }, "limits": { "inputTokens": 9 } } """,
        """ "x": { "provider": "v", "model": "m" } """,
        $$""" "v": { "kind": "{{kind}}", "apiKeyEnv": "V_KEY", "endpoint": {{endpoint}} } """);
}
