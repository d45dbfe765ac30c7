using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Routes;
using RouteGen.Targets;

namespace RouteGen.Testing.Tests.Drills;

public enum VectorTarget
{
    Small = 1,
    SmallAzure = 2,
    House = 3,
}

/// <summary>What generated code would be for an embedding route over two kinds of provider and a generator of the application's.</summary>
public sealed class VectorTable : RouteTableBase, IRouteTable<VectorTable>
{
    private VectorTable(RouteTableRuntime runtime)
        : base(runtime) => Embed = new VectorRoute(runtime, Definition.Routes[0]);

    public static RouteTableDefinition Definition { get; } = Make();

    public VectorRoute Embed { get; }

    public static VectorTable Create(RouteTableRuntime runtime) => new(runtime);

    protected override ModelRoute GetRoute(int index) => Embed;

    private static RouteTableDefinition Make()
    {
        var openai =
            new ProviderDefinition { Name = "openai", Kind = "openai", Adapter = OpenAIAdapter.Instance, Auth = ProviderAuth.ApiKey };
        var azure =
            new ProviderDefinition { Name = "azure", Kind = "azure-openai", Adapter = OpenAIAdapter.Instance, Auth = ProviderAuth.ApiKey };
        var own = new ProviderDefinition { Name = "own", Kind = "custom", Adapter = null };
        var model = new ModelDefinition
        {
            Name = "text-embedding-3-small",
            Dimensions = 1536,
            Price = new PriceDefinition("e@1", new PriceSheet { Input = 0.02m })
        };
        TargetDefinition[] targets =
        [
            new() { Name = "small", Provider = openai, Model = model, Deployment = "text-embedding-3-small" },
            new() { Name = "small-azure", Provider = azure, Model = model, Deployment = "embeddings" },
            new() { Name = "house", Provider = own, Model = model, Deployment = "house" },
        ];
        return new RouteTableDefinition
        {
            Name = "VectorTable",
            Hash = "h",
            Providers = [openai, azure, own],
            Targets = targets,
            Routes =
            [
                new RouteDefinition
                {
                    Name = "embed", Type = RouteType.Embedding, Chain = [.. targets.Select(t => new ChainEntryDefinition { Target = t })],
                    TotalTimeout = TimeSpan.FromSeconds(30),
                    AttemptTimeout = TimeSpan.FromSeconds(10), FirstTokenTimeout = TimeSpan.FromSeconds(10),
                    IdleTimeout = TimeSpan.FromSeconds(10), StreamTotalTimeout = TimeSpan.FromSeconds(60),
                    MaxAttempts = 6, MaxRetries = 1, RetryDelay = TimeSpan.FromMilliseconds(200), MaxRetryDelay = TimeSpan.FromSeconds(2),
                    CostBucket = "embed", WorstCase = new WorstCase
                    {
                        Attempts = 6,
                        WhenFailing = default,
                        WhenTimingOut = default,
                        WhenRateLimited = default,
                        CostUsd = null
                    },
                },
            ],
        };
    }
}

public sealed class VectorRoute(RouteTableRuntime runtime, RouteDefinition definition) : EmbeddingRoute<VectorTarget>(runtime, definition);

public sealed class EmbeddingDrillTests
{
    public static IEnumerable<object[]> Paths => RouteDrill.All<VectorTable>();

    [Theory]
    [MemberData(nameof(Paths))]
    public Task Every_path_of_the_table_serves(PathDrill path) => path.RunAsync();

    [Fact]
    public void An_embedding_route_has_no_streamed_paths() =>
        Assert.Equal(["embed → small", "embed → small-azure", "embed → house"], Paths.Select(row => row[0].ToString()));

    [Theory]
    [InlineData(Fault.RateLimited)]
    [InlineData(Fault.Timeout)]
    [InlineData(Fault.EmptyReply)]
    [InlineData(Fault.MalformedOutput)]
    public async Task A_fault_of_the_first_target_makes_the_second_serve(Fault fault)
    {
        var record = await On().Failing(VectorTarget.Small, fault).Asking("a text of mine").ExpectServedByAsync(VectorTarget.SmallAzure);

        Assert.Equal(fault, record.FallbackReason);
    }

    [Fact]
    public async Task A_stream_is_refused_with_a_reason()
    {
        var e = await Assert.ThrowsAsync<InvalidOperationException>(() => On().Streamed().ExpectServedByAsync(VectorTarget.Small));

        Assert.Equal("Route 'embed' is of type \"embedding\": omit Streamed(), and the options of Asking(…).", e.Message);
    }

    private static RouteDrill<VectorTable, VectorTarget> On() => RouteDrill.On<VectorTable>().Route(t => t.Embed);
}
