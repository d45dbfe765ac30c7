using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Definitions;
using RouteGen.Dialects.Vendors;
using RouteGen.Docs.Tests.Pages;
using RouteGen.Model.Tables;
using RouteGen.OpenAI;

namespace RouteGen.Docs.Tests;

/// <summary>docs/providers.md lists the kinds as the code has them, and packages bring what the model of tables says they bring.</summary>
public sealed partial class ProvidersPageTests
{
    /// <summary>Set to a folder, such as the repository's, to have the page written into its docs.</summary>
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    private const string PageName = "docs/providers.md";

    private static readonly string Properties = File.ReadAllText(
        Path.Combine(Page.Repository, "src/RouteGen.OpenAI/buildTransitive/RouteGen.OpenAI.props"));

    public static TheoryData<string> Kinds => [.. KnownKinds.All.Select(kind => kind.Name)];

    [Theory]
    [InlineData("openai", "http://127.0.0.1:9", "http://127.0.0.1:9")]
    [InlineData("groq", "http://proxy:9/", "http://proxy:9/openai/v1")]
    [InlineData("gemini", "https://proxy", "https://proxy/v1beta/openai")]
    [InlineData("gemini", "https://proxy/other", "https://proxy/other")]
    [InlineData("perplexity", "https://proxy", "https://proxy/v1")]
    [InlineData("azure-openai", "https://own.openai.azure.com/", "https://own.openai.azure.com/")]
    public void A_customary_variable_says_what_it_says_to_the_vendors_own_tools(string kind, string value, string address) =>
        Assert.Equal(address, OpenAIResponsesAdapter.Instance.ReadEndpointVariable(kind, value));

    [Theory]
    [InlineData("gpu.internal", "http://gpu.internal:11434")]
    [InlineData("gpu.internal:80", "http://gpu.internal:80")]
    [InlineData(":8080", "http://127.0.0.1:8080")]
    [InlineData("0.0.0.0", "http://127.0.0.1:11434")]
    [InlineData("[::1]", "http://[::1]:11434")]
    [InlineData("https://gpu.internal/ollama/", "https://gpu.internal:443/ollama")]
    public void Ollama_s_variable_is_read_as_its_client_reads_it(string value, string address) =>
        Assert.Equal(address, Ollama.OllamaAdapter.Instance.ReadEndpointVariable("ollama", value));

    [Fact]
    public void The_page_lists_every_kind_as_it_is()
    {
        var page = Page.Read(PageName).Text;
        var start = page.IndexOf("| Kind |", StringComparison.Ordinal);
        var end = page.IndexOf("\n\n", start, StringComparison.Ordinal);
        var written = page[..start] + Table() + page[end..];
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, PageName), written);
        }

        Assert.True(
            written == page,
            $"{PageName} says something else than KnownKinds: set {ReceiveVariable} to the repository's folder, run again, and read the " +
            $"change.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_adapter_knows_its_kinds_as_the_model_does(string name)
    {
        var kind = KnownKinds.Find(name)!;
        IProviderAdapter adapter = kind.Package switch
        {
            "RouteGen.OpenAI" => OpenAIAdapter.Instance,
            "RouteGen.Anthropic" => Anthropic.AnthropicAdapter.Instance,
            "RouteGen.Ollama" => Ollama.OllamaAdapter.Instance,
            _ => throw new InvalidOperationException($"No package '{kind.Package}'."),
        };

        Assert.True(
            adapter.GetEndpointVariable(name) is not { } customary || customary == name.ToUpperInvariant().Replace('-', '_') + "_BASE_URL"
                || Page.Read(PageName).Text.Contains($"`{customary}`", StringComparison.Ordinal),
            $"{PageName} does not name the variable of the address of '{name}'.");
        Assert.Equal(kind.Address, adapter.GetDefaultEndpoint(name)?.AbsoluteUri.TrimEnd('/'));
        Assert.Equal(kind.HasEmbeddings, adapter.SupportsEmbeddings(name));
        Assert.Equal(kind.IsOwnServer, adapter.GetDefaultEndpoint(name) is { IsLoopback: true });
        Assert.NotEqual("", kind.Source);
        if (ChatVendors.Find(name)?.ApiKeyVariable is { } variable)
        {
            Assert.Equal(kind.KeyVariable, variable);
        }
    }

    [Fact]
    public void The_package_names_its_adapter_for_every_kind_that_it_brings()
    {
        var named = KindsNamed().Matches(Properties).Select(match => match.Groups[1].Value).Order(StringComparer.Ordinal);
        Assert.Equal(
            KnownKinds.All.Where(kind => kind.Package == "RouteGen.OpenAI").Select(kind => kind.Name).Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public void Perplexitys_responses_have_a_path_of_their_own()
    {
        Assert.Equal("https://api.perplexity.ai/v1", OpenAIResponsesAdapter.Instance.GetDefaultEndpoint("perplexity")?.AbsoluteUri);
        Assert.All(
            KnownKinds.All.Where(kind => kind.HasResponses),
            kind => Assert.Contains(
                $"|{kind.Name}+responses=RouteGen.OpenAI.OpenAIResponsesAdapter", Properties, StringComparison.Ordinal));
    }

    private static string Table()
    {
        var table = new StringBuilder(
            "| Kind | Package | Base address where none is stated | Key in | Embeddings | Source |\n|---|---|---|---|---|---|");
        foreach (var kind in KnownKinds.All)
        {
            var key = (kind.KeyVariable is null ? "" : $"`{kind.KeyVariable}`") + (kind.NeedsKey ? "" : ", optional");
            table.Append(
                $"\n| [`{kind.Name}`](providers/{kind.Name}.md) | {kind.Package} |"
                    + $" {(kind.Address is null ? "none: state it" : $"`{kind.Address}`")} " +
                $"| {key.TrimStart(',', ' ')} | {(kind.HasEmbeddings ? "yes" : "no")} | {kind.Source} |");
        }

        return table.ToString();
    }

    [GeneratedRegex(@"\|([a-z0-9-]+)=RouteGen\.OpenAI\.OpenAIAdapter(?=[|<])")]
    private static partial Regex KindsNamed();
}
