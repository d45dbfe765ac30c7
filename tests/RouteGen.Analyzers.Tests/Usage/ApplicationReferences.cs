using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>What an application references: the platform, RouteGen, and the real SDKs beside which it may build clients.</summary>
internal static class ApplicationReferences
{
    private static readonly string[] Files =
    [
        "RouteGen.dll", "RouteGen.Vocabulary.dll",
        "Microsoft.Extensions.AI.dll", "Microsoft.Extensions.AI.Abstractions.dll", "Microsoft.Extensions.AI.OpenAI.dll",
        "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
        "Microsoft.Extensions.Logging.Abstractions.dll", "OpenAI.dll", "System.ClientModel.dll", "Anthropic.dll", "OllamaSharp.dll",
        "Microsoft.Extensions.Http.dll", "Polly.dll", "Polly.Core.dll",
        "Flurl.dll", "Flurl.Http.dll", "RestSharp.dll",
        "Microsoft.SemanticKernel.Abstractions.dll", "Microsoft.SemanticKernel.Core.dll", "Microsoft.SemanticKernel.Connectors.OpenAI.dll",
    ];

    public static ImmutableArray<MetadataReference> Packages { get; } =
        [.. Files.Select(file => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file)))];

    public static ImmutableArray<MetadataReference> All { get; } = [.. Net100.References.All, .. Packages];
}
