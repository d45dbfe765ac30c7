using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>A call that a route answers, made on the route itself or through clients that wrap it.</summary>
internal sealed class RouteCall
{
    private RouteCall(IInvocationOperation invocation, INamedTypeSymbol targets)
    {
        Invocation = invocation;
        Targets = targets;
    }

    public IInvocationOperation Invocation { get; }

    /// <summary>The generated enum of the targets that can serve it.</summary>
    public INamedTypeSymbol Targets { get; }

    public bool IsStreamed => Invocation.TargetMethod.Name == "GetStreamingResponseAsync";

    /// <summary>The <c>ChatOptions</c> as they are passed; null where the call states none.</summary>
    public IArgumentOperation? Options => Argument(static parameter => parameter.Type.Name == "ChatOptions");

    /// <summary>The messages as they are passed.</summary>
    public IArgumentOperation? Messages =>
        Argument(static parameter => parameter.Name is "messages" or "message" or "chatMessage" or "chatMessages");

    /// <summary>What repeats of it are judged by.</summary>
    public Asking Asking => new(Invocation, Messages?.Value.DescendantsAndSelf() ?? []);

    /// <summary>Where a reader sees the call's name.</summary>
    public Location NameLocation => NameOf(Invocation);

    public static RouteCall? Recognize(IInvocationOperation invocation, RouteSymbols symbols)
    {
        if (invocation.TargetMethod.Name is not ("GetResponseAsync" or "GetStreamingResponseAsync"
            or "GenerateAsync" or "GenerateVectorAsync" or "GenerateAndZipAsync") || Origin.Receiver(invocation) is not { } receiver)
        {
            return null;
        }

        return symbols.IsChatClient(receiver.Type) || symbols.IsEmbeddingGenerator(receiver.Type)
            || symbols.TargetsOf(receiver.Type) is not null || receiver is IConversionOperation
            ? Origin.RouteTargets(receiver, symbols) is { } targets ? new RouteCall(invocation, targets) : null
            : null;
    }

    /// <summary>The method's name in a call, type arguments included.</summary>
    public static Location NameOf(IInvocationOperation invocation) => invocation.Syntax switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: var called } => called.GetLocation(),
        var syntax => syntax.GetLocation(),
    };

    private IArgumentOperation? Argument(Func<IParameterSymbol, bool> wanted)
    {
        foreach (var argument in Invocation.Arguments)
        {
            if (argument is { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter } && wanted(parameter))
            {
                return argument;
            }
        }

        return null;
    }
}
