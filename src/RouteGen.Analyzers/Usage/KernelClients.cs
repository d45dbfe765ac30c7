using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>The services of Semantic Kernel's connectors, each of which has a client of its own.</summary>
internal static class KernelClients
{
    private const string Package = "Microsoft.SemanticKernel";

    private static readonly string[] OfChat = ["ChatCompletion", "ChatCompletionService", "ChatClient"];
    private static readonly string[] OfEmbeddings = ["EmbeddingGenerator", "EmbeddingGeneration"];

    /// <summary>What a registration such as <c>AddOpenAIChatCompletion</c>, for a kernel or for services, makes.</summary>
    public static ClientPurpose PurposeOf(IInvocationOperation registration) =>
        registration.TargetMethod is not { IsExtensionMethod: true, Name: var name, ContainingAssembly.Name: var assembly }
            || !name.StartsWith("Add", StringComparison.Ordinal) || !assembly.StartsWith(Package, StringComparison.Ordinal)
            || AreInSight(registration.Arguments) ? ClientPurpose.None
            : Array.Exists(OfChat, end => EndsBehindName(name, end)) ? ClientPurpose.Chat
            : Array.Exists(OfEmbeddings, end => EndsBehindName(name, end)) ? ClientPurpose.Embedding
            : ClientPurpose.None;

    /// <summary>What a service of a connector that is made by hand is for.</summary>
    public static ClientPurpose PurposeOf(IObjectCreationOperation creation) =>
        creation.Type is not { ContainingAssembly.Name: var assembly } type
            || !assembly.StartsWith(Package + ".Connectors.", StringComparison.Ordinal)
            || AreInSight(creation.Arguments) ? ClientPurpose.None
            : Implements(type, "IChatCompletionService") ? ClientPurpose.Chat
            : Implements(type, "ITextEmbeddingGenerationService") || Implements(type, "IEmbeddingGenerator") ? ClientPurpose.Embedding
            : ClientPurpose.None;

    /// <summary>Whether the client that is handed over is reported where it is made.</summary>
    private static bool AreInSight(IEnumerable<IArgumentOperation> arguments) =>
        arguments.Any(static argument => SdkUse.BeginsInSight(argument.Value));

    /// <summary>Between "Add" and the end is whose model it is.</summary>
    private static bool EndsBehindName(string name, string end) =>
        name.Length > "Add".Length + end.Length && name.EndsWith(end, StringComparison.Ordinal);

    private static bool Implements(ITypeSymbol type, string name) => type.AllInterfaces.Any(one => one.Name == name);
}
