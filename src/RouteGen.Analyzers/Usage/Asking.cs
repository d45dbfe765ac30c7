using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>A call that asks a route something: of the route itself, or of a method of the application's that calls one.</summary>
internal sealed class Asking
{
    public Asking(IInvocationOperation invocation, IEnumerable<IOperation> parts) => (Invocation, Parts) = (invocation, [.. parts]);

    public IInvocationOperation Invocation { get; }

    /// <summary>All that makes up what is asked, down to variables and constants.</summary>
    public IReadOnlyList<IOperation> Parts { get; }

    /// <summary>A call of a method in source: what it asks is in its arguments.</summary>
    public static Asking OfMethod(IInvocationOperation invocation) => new(
        invocation,
        invocation.Arguments
            .Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue
                && argument.Value.Type?.Name != "CancellationToken")
            .SelectMany(static argument => argument.Value.DescendantsAndSelf()));
}
