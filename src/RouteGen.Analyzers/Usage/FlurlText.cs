using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Reads the address that a chain of Flurl's calls begins with, and the segments that it appends.</summary>
internal static class FlurlText
{
    private static readonly string[] Verbs = ["Post", "Put", "Patch", "Send"];

    /// <summary>Whether a method is one of Flurl's, on a text, on its <c>Url</c> or on its request.</summary>
    public static bool IsOfFlurl(IMethodSymbol method) => IsFlurl(method.ContainingNamespace)
        || method.ContainingNamespace is { Name: "Http", ContainingNamespace: var outer } && IsFlurl(outer);

    /// <summary>What a call sends to, where it sends: the address is what its chain begins with.</summary>
    public static IOperation? Sends(IInvocationOperation call) =>
        IsOfFlurl(call.TargetMethod) && call.TargetMethod.Name.EndsWith("Async", StringComparison.Ordinal)
            && Array.Exists(Verbs, verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal))
            ? Origin.Receiver(call)
            : null;

    public static string? Read(IInvocationOperation call, int depth)
    {
        var address = AddressText.Read(Origin.Receiver(call), depth);
        if (address is null || call.TargetMethod.Name is not ("AppendPathSegment" or "AppendPathSegments"))
        {
            return address;
        }

        var segments = call.Arguments.Where(static argument => argument.Parameter?.Name is "segment" or "segments")
            .SelectMany(static argument => Items(argument.Value))
            .Select(segment => (AddressText.Read(segment, depth) ?? AddressText.Hole).Trim('/'));
        return $"{address.TrimEnd('/')}/{string.Join("/", segments)}";
    }

    private static IEnumerable<IOperation> Items(IOperation value) => value switch
    {
        IConversionOperation conversion => Items(conversion.Operand),
        IArrayCreationOperation { Initializer: { } items } => items.ElementValues,
        _ => [value],
    };

    private static bool IsFlurl(INamespaceSymbol? space) => space is { Name: "Flurl", ContainingNamespace.IsGlobalNamespace: true };
}
