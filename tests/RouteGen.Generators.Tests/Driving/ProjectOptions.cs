using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>What MSBuild would say to the compiler.</summary>
internal sealed class ProjectOptions(string? rootNamespace, string providerKinds, params (string Name, string Value)[] others)
    : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(new(
        [
            new("build_property.RootNamespace", rootNamespace), new("build_property.RouteGenProviderKinds", providerKinds),
            .. others.Select(other => KeyValuePair.Create($"build_property.{other.Name}", (string?)other.Value)),
        ]));

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values([]);

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        new Values(new() { ["build_metadata.AdditionalFiles.RouteGenRole"] = (textFile as JsonFile)?.Role });

    private sealed class Values(Dictionary<string, string?> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value) && value is not null;
    }
}
