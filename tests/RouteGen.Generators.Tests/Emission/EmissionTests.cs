using RouteGen.Generators.Projection;
using RouteGen.Generators.Tests.Compiling;
using RouteGen.Model.Values;

namespace RouteGen.Generators.Tests.Emission;

public sealed class EmissionTests
{
    private const string Adapter = """
        namespace Fake { public sealed class Adapter : global::RouteGen.Definitions.IProviderAdapter {
            public static Adapter Instance { get; } = new();
            public global::Microsoft.Extensions.AI.IChatClient CreateChatClient(global::RouteGen.Definitions.ProviderConnection c) =>
                throw new global::System.NotSupportedException();
            public global::System.Uri? GetDefaultEndpoint(string kind) => null;
            public global::RouteGen.Fault? Classify(global::System.Exception e) => null; } }
        """;

    [Fact]
    public void A_table_compiles_without_a_warning()
    {
        var source = HandMadeTable.Source with { Adapters = new(["Fake.Adapter", ""]) };

        Assert.Empty(GeneratedCompilation.Create(
            HandMadeTable.Files(source).Select(file => file.Text).Append("#pragma warning disable\n" + Adapter)).Complaints());
    }

    [Fact]
    public void Several_keys_are_named_by_their_variables_and_compile()
    {
        var providers = HandMadeTable.Table.Providers.Select(
            p => p.Name == "openai" ? p with { ApiKeyEnv = "KEY_A", ApiKeyEnvs = new(["KEY_A", "KEY_B"]) } : p).ToEquatableArray();
        var source = HandMadeTable.Source
            with
        { Table = HandMadeTable.Table with { Providers = providers }, Adapters = new(["Fake.Adapter", ""]) };
        var files = HandMadeTable.Files(source);

        Assert.Contains(files, file => file.Text.Contains("""ApiKeyVariables = ["KEY_A", "KEY_B"],""", StringComparison.Ordinal));
        Assert.Empty(
            GeneratedCompilation.Create(files.Select(file => file.Text).Append("#pragma warning disable\n" + Adapter)).Complaints());
    }

    [Fact]
    public void A_broken_table_compiles_without_a_warning_and_keeps_its_names()
    {
        var source = HandMadeTable.Source with { IsBroken = true };
        const string Use = "class C { object M(Demo.SupportRoutes r) => r.Summarize; Demo.SummarizeTarget T => " +
            "Demo.SummarizeTarget.House; string K => Demo.SupportRoutes.Keys.Summarize; }";

        Assert.Empty(GeneratedCompilation.Create(HandMadeTable.Files(source).Select(file => file.Text).Append(Use)).Complaints());
    }

    [Fact]
    public void A_route_of_every_feature_takes_at_most_eighty_lines()
    {
        var one = HandMadeTable.Table.Routes[0] with { On = default };
        var two = HandMadeTable.Table with { Routes = new([one, one with { Name = "second", Identifier = "Second" }]) };

        Assert.InRange(Lines(HandMadeTable.Source with { Table = two })
            - Lines(HandMadeTable.Source with { Table = HandMadeTable.Table with { Routes = new([one]) } }), 1, 80);
    }

    /// <summary>Lines that say something: no empty ones, documentation, attributes, and no lone brackets.</summary>
    private static int Lines(TableSource source) => HandMadeTable.Files(source)
        .SelectMany(file => file.Text.Split('\n'))
        .Count(line => line.Any(char.IsLetterOrDigit)
            && !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.TrimStart().StartsWith('['));
}
