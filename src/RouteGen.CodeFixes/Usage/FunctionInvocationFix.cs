using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.CodeFixes.Usage;

/// <summary>
/// RG2004: takes function invocation from the clients of a failover and puts it around the failover. For a custom target nothing is
/// offered: where its tools belong is where the route is used.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(FunctionInvocationFix))]
[Shared]
public sealed class FunctionInvocationFix : UsageCodeFix
{
    private static readonly string[] OfAnyClient = ["GetResponseAsync", "GetStreamingResponseAsync", "GetService", "AsBuilder", "Dispose"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2004");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        if (found.AncestorsAndSelf().OfType<ObjectCreationExpressionSyntax>().FirstOrDefault(made => IsFailover(made, model)) is not
            { ArgumentList: { } clients } failover
            || !CanBeAnyClient(failover, model))
        {
            yield break;
        }

        // Each client's is taken, or none: another left inside would run tools twice.
        var builds = clients.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsBuild).ToArray();
        var bare = builds.Select(Bare).ToArray();
        var mentions = clients.DescendantNodes().OfType<SimpleNameSyntax>()
            .Count(static name => name.Identifier.ValueText is "UseFunctionInvocation" or "FunctionInvokingChatClient");
        if (bare.Length == 0 || mentions != bare.Length || Array.IndexOf(bare, null) >= 0)
        {
            yield break;
        }

        var inner = failover.ReplaceNodes(builds, (build, _) => bare[Array.IndexOf(builds, build)]!.WithTriviaFrom(build));
        var outer = SyntaxFactory.ParseExpression($"{inner.WithoutTrivia()}.AsBuilder().UseFunctionInvocation().Build()");
        yield return ("Put function invocation around the failover", root => root.ReplaceNode(failover, outer.WithTriviaFrom(failover)));
    }

    private static bool IsFailover(ObjectCreationExpressionSyntax made, SemanticModel model)
    {
        for (var type = model.GetTypeInfo(made).Type; type is not null; type = type.BaseType)
        {
            if (type is { Name: "FailoverChatClient", ContainingNamespace.Name: "AI" })
            {
                return made.Initializer is null;
            }
        }

        return false;
    }

    private static bool IsBuild(InvocationExpressionSyntax call) =>
        call is { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Build" } };

    /// <summary>The client of <c>client.AsBuilder().UseFunctionInvocation().Build()</c>; null where more is built around it.</summary>
    private static ExpressionSyntax? Bare(InvocationExpressionSyntax build) =>
        Receiver(Receiver(build, "Build"), "UseFunctionInvocation") is { } builder ? Receiver(builder, "AsBuilder") : null;

    private static ExpressionSyntax? Receiver(ExpressionSyntax? call, string method) => call is InvocationExpressionSyntax
    {
        ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
    }
        && name == method
            ? access.Expression
            : null;

    /// <summary>Whether the failover is used as a client only, so that another may be in its place.</summary>
    private static bool CanBeAnyClient(ObjectCreationExpressionSyntax failover, SemanticModel model)
    {
        if (model.GetTypeInfo(failover).ConvertedType is { Name: "IChatClient" })
        {
            return true;
        }

        return failover.Parent is EqualsValueClauseSyntax
        {
            Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type.IsVar: true } } variable
        }
            && variable.SyntaxTree.GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == variable.Identifier.ValueText)
                .All(static name => name.Parent is MemberAccessExpressionSyntax access && access.Expression == name
                    && Array.IndexOf(OfAnyClient, access.Name.Identifier.ValueText) >= 0);
    }
}
