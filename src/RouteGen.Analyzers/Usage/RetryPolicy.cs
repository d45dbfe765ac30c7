using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Knows Polly's policies and pipelines by name, and whether the code in sight lets them retry.</summary>
internal static class RetryPolicy
{
    private static readonly string[] Retries =
    [
        "AddRetry", "RetryAsync", "WaitAndRetryAsync", "RetryForeverAsync", "WaitAndRetryForeverAsync", "Retry", "WaitAndRetry",
        "RetryForever", "WaitAndRetryForever",
    ];

    /// <summary>The call that repeats a route's call, for a message; null where none does, or where that is not plain to see.</summary>
    public static string? Around(Asking call, ISymbol containing)
    {
        for (IOperation? inner = call.Invocation, outer = inner.Parent; outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is ITryOperation { Catches.IsEmpty: false } handled && handled.Body == inner)
            {
                return null;
            }

            if (outer is IInvocationOperation { TargetMethod: var method, Instance: { } policy } invocation
                && method.Name is "ExecuteAsync" or "ExecuteAndCaptureAsync" or "ExecuteOutcomeAsync" or "Execute" or "ExecuteAndCapture"
                && IsOfPolly(method.ContainingType)
                && (Mentions(policy.Type?.Name) || ShowsRetry(policy, containing)))
            {
                return $"'{invocation.TargetMethod.Name}'";
            }
        }

        return null;
    }

    private static bool IsOfPolly(INamedTypeSymbol? type)
    {
        for (var space = type?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "Polly", ContainingNamespace.IsGlobalNamespace: true })
            {
                return true;
            }
        }

        return false;
    }

    private static bool ShowsRetry(IOperation policy, ISymbol containing)
    {
        foreach (var step in Origin.Unwrap(policy))
        {
            switch (step)
            {
                case ILocalReferenceOperation local when Origin.OnlyValue(local) is { } value:
                    return ShowsRetry(value.Syntax, [Origin.Root(local).Syntax]);
                case IMemberReferenceOperation { Member: var member }:
                    var scope = PartsOf(member.ContainingType);
                    return ValuesOf(member.Name, scope).Any(value => ShowsRetry(value, scope));
                case IInvocationOperation or IObjectCreationOperation:
                    return ShowsRetry(step.Syntax, PartsOf(containing.ContainingType));
            }
        }

        return false;
    }

    private static SyntaxNode[] PartsOf(INamedTypeSymbol? type) =>
        type?.DeclaringSyntaxReferences.Select(static part => part.GetSyntax()).ToArray() ?? [];

    /// <summary>What a field or property is set to, by its name.</summary>
    private static IEnumerable<SyntaxNode> ValuesOf(string name, IReadOnlyList<SyntaxNode> scope)
    {
        foreach (var node in scope.SelectMany(static part => part.DescendantNodes()))
        {
            var value = node switch
            {
                VariableDeclaratorSyntax field when field.Identifier.ValueText == name => field.Initializer?.Value,
                PropertyDeclarationSyntax property when property.Identifier.ValueText == name =>
                    property.Initializer?.Value ?? property.ExpressionBody?.Expression,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } assignment when left.Identifier.ValueText == name =>
                    assignment.Right,
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } left } assignment
                    when left.Name.Identifier.ValueText == name => assignment.Right,
                _ => null,
            };
            if (value is not null)
            {
                yield return value;
            }
        }
    }

    /// <summary>Whether a policy's making adds retries: in sight, or one step away in a method, a builder or another local.</summary>
    private static bool ShowsRetry(SyntaxNode value, IReadOnlyList<SyntaxNode> scope)
    {
        if (Adds(value))
        {
            return true;
        }

        var names = new HashSet<string>(
            value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(static name => name.Identifier.ValueText),
            StringComparer.Ordinal);
        var nodes = scope.SelectMany(static part => part.DescendantNodes()).ToArray();

        // A call counts that begins with a variable, such as a builder's; with a type's name, such as Policy's, many begin.
        names.IntersectWith(nodes.Select(NameOf).OfType<string>());
        return Array.Exists(nodes, node => node switch
        {
            MethodDeclarationSyntax method => names.Contains(method.Identifier.ValueText) && Adds(method),
            LocalFunctionStatementSyntax function => names.Contains(function.Identifier.ValueText) && Adds(function),
            VariableDeclaratorSyntax { Initializer.Value: var made } local => names.Contains(local.Identifier.ValueText) && Adds(made),
            InvocationExpressionSyntax call => FirstName(call) is { } first && names.Contains(first) && Adds(call.Expression),
            _ => false,
        });
    }

    private static string? NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        LocalFunctionStatementSyntax function => function.Identifier.ValueText,
        VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
        ParameterSyntax parameter => parameter.Identifier.ValueText,
        _ => null,
    };

    private static string? FirstName(ExpressionSyntax expression) => expression switch
    {
        InvocationExpressionSyntax call => FirstName(call.Expression),
        MemberAccessExpressionSyntax access => FirstName(access.Expression),
        IdentifierNameSyntax name => name.Identifier.ValueText,
        _ => null,
    };

    private static bool Adds(SyntaxNode code) => code.DescendantNodesAndSelf()
        .Any(static node => node is SimpleNameSyntax name && Array.IndexOf(Retries, name.Identifier.ValueText) >= 0);

    private static bool Mentions(string? name) => name?.IndexOf("Retry", StringComparison.Ordinal) >= 0;
}
