using System.Text.RegularExpressions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Docs.Tests.Pages;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;
using RouteGen.OpenAI;
using RouteGen.Tables;
using RouteGen.Testing;

namespace RouteGen.Docs.Tests;

/// <summary>
/// The page of each provider kind: its card is what the code says, and its table serves calls. What a reader sets in the environment is
/// set here.
/// </summary>
[Collection(nameof(Recipes.EnvironmentAlone))]
public sealed partial class ProviderSampleTests : IDisposable
{
    private const string ReceiveVariable = "ROUTEGEN_RECEIVE";

    private static readonly ProviderAdapters Adapters = AllAdapters();

    private readonly List<string> _variables = [];

    public static TheoryData<string> Kinds => [.. KnownKinds.All.Select(kind => kind.Name)];

    public void Dispose() => _variables.ForEach(name => Environment.SetEnvironmentVariable(name, null));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_page_begins_with_what_is_known_of_its_kind(string kind)
    {
        var page = PageOf(kind);
        var start = page.Text.IndexOf("\n\n", page.Text.IndexOf("\n\n", StringComparison.Ordinal) + 2, StringComparison.Ordinal) + 2;
        var end = page.Text.IndexOf("\n\n", start, StringComparison.Ordinal);
        var written = page.Text[..start] + ProviderCards.Write(KnownKinds.Find(kind)!) + page.Text[end..];
        if (Environment.GetEnvironmentVariable(ReceiveVariable) is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, page.Name), written);
        }

        Assert.True(
            written == page.Text,
            $"{page.Name} says something else than the code: set {ReceiveVariable} to the repository's folder, run again, and read the " +
            $"change.");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task The_table_of_a_page_serves_whole_streamed_and_by_its_fallback(string kind)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var text = PageOf(kind).Blocks.First(b => b.IsJson).Text;
        var file = RouteTableFile.Read("routes.json", text, new() { Adapters = Adapters });
        Assert.Empty(file.Problems);
        var targets = file.Definition.Routes.Single().Chain.Select(entry => entry.Target).ToArray();
        Assert.Equal(kind, targets[0].Provider.Kind);
        await using var first = await StartAsync(targets[0].Provider);
        await using var second = await StartAsync(targets[1].Provider);
        foreach (Match variable in KeyVariable().Matches(text))
        {
            Set(variable.Groups[1].Value, "a-key");
        }

        await using var services = new ServiceCollection().AddRouteTable(file).BuildServiceProvider();
        var route = (IChatClient)services.GetRequiredService<LoadedRouteTable>().Find("ask")!;

        var whole = await route.GetResponseAsync("What is a fallback?", cancellationToken: cancellation);
        var streamed = await route.GetStreamingResponseAsync("What is a fallback?", cancellationToken: cancellation)
            .ToChatResponseAsync(cancellation);
        first.On(targets[0].Deployment).Always(SimulatedReply.Failing(SimulatedFailure.OutOfCredit));
        var fallen = await route.GetResponseAsync("What is a fallback?", cancellationToken: cancellation);

        Assert.Equal($"Simulated reply of {targets[0].Deployment}.", whole.Text);
        Assert.Equal(whole.Text, streamed.Text);
        Assert.Equal($"Simulated reply of {targets[1].Deployment}.", fallen.Text);
        Assert.Equal(
            [targets[0].Name, targets[0].Name, targets[1].Name],
            new[] { whole, streamed, fallen }.Select(reply => reply.GetRouteRecord()!.ServedBy));
        Assert.All([whole, streamed, fallen], reply => Assert.NotNull(reply.GetRouteRecord()!.CostUsd));
        Assert.Equal(3, first.Requests.Count);
    }

    /// <summary>A price that stands in two places must not say two things.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_prices_of_a_page_are_the_catalogs(string kind)
    {
        var catalog = Models(File.ReadAllText(Path.Combine(Page.Repository, "src/RouteGen.Catalog/RouteGen.Catalog.models.json")));

        foreach (var (name, price) in Models(PageOf(kind).Blocks.First(b => b.IsJson).Text))
        {
            if (catalog.TryGetValue(name, out var known))
            {
                Assert.All(price, rate => Assert.True(
                    known.TryGetValue(rate.Key, out var value) && value == rate.Value,
                    $"{name}: {rate.Key} is {rate.Value} on the page, and {value ?? "not stated"} in the catalog."));
            }
        }
    }

    private static Dictionary<string, Dictionary<string, string>> Models(string text) =>
        ((JsonObject)((JsonObject)JsonParser.Parse("routes.json", text).Root!).Find("models")!.Value).Properties
            .ToDictionary(model => model.Name, model => ((JsonObject)((JsonObject)model.Value).Find("usdPerMTok")!.Value).Properties
                .Where(rate => rate.Value is JsonNumber)
                .ToDictionary(rate => rate.Name, rate => ((JsonNumber)rate.Value).Text));

    private static Page PageOf(string kind) => Page.Read($"docs/providers/{kind}.md");

    private static ProviderAdapters AllAdapters()
    {
        var adapters = new ProviderAdapters();
        foreach (var kind in KnownKinds.All)
        {
            adapters.Add(kind.Name, ProviderCards.AdapterOf(kind), kind.HasResponses ? OpenAIResponsesAdapter.Instance : null);
        }

        return adapters;
    }

    /// <summary>Starts what speaks as the kind does, and says where by the variable that the table, else the kind, reads.</summary>
    private async Task<SimulatedProvider> StartAsync(Definitions.ProviderDefinition provider)
    {
        var wire = provider.Kind is "openai-compatible" or "routegen"
            ? ProviderWire.OpenAI
            : Enum.Parse<ProviderWire>(provider.Kind.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        var started = await SimulatedProvider.StartAsync(wire, new() { RequireApiKey = provider.ApiKeyVariable is not null });
        Set(provider.EndpointVariable ?? provider.Adapter!.GetEndpointVariable(provider.Kind)!, started.Endpoint.AbsoluteUri);
        return started;
    }

    private void Set(string variable, string value)
    {
        _variables.Add(variable);
        Environment.SetEnvironmentVariable(variable, value);
    }

    [GeneratedRegex("\"apiKeyEnv\": \"(\\w+)\"")]
    private static partial Regex KeyVariable();
}
