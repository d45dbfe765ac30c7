using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.CodeFixes.Usage;

/// <summary>RG2003: turns off the retries of an SDK's client, in its initializer or in the options that it is made with.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(HiddenRetriesFix))]
[Shared]
public sealed class HiddenRetriesFix : UsageCodeFix
{
    private const string Title = "Turn the client's own retries off";
    private const string Credential = "System.ClientModel.ApiKeyCredential";
    private const string Policy = "System.ClientModel.Primitives.ClientRetryPolicy";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2003");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        if (found.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() is not { } creation
            || model.GetSymbolInfo(creation).Symbol is not IMethodSymbol { ContainingType: var type } constructor)
        {
            yield break;
        }

        var policy = NameOf(model.Compilation.GetTypeByMetadataName(Policy), Policy, creation, model);
        var (member, value) = type.GetMembers("MaxRetries").IsEmpty
            ? ("RetryPolicy", $"new {policy}(maxRetries: 0)")
            : ("MaxRetries", "0");
        if (OptionsOf(creation, constructor) is { } options)
        {
            if (Set(options, member, value, model) is { } set)
            {
                yield return (Title, set);
            }
        }
        else if (member == "MaxRetries")
        {
            var quiet = Initializers.With(creation, member, SyntaxFactory.ParseExpression(value));
            yield return (Title, root => root.ReplaceNode(creation, quiet));
        }
        else if (WithOptions(creation, constructor, $"{{ {member} = {value} }}", model) is { } changed)
        {
            yield return (Title, root => root.ReplaceNode(creation, changed));
        }
    }

    /// <summary>The argument that is the options, if there is one.</summary>
    private static ExpressionSyntax? OptionsOf(BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor)
    {
        var arguments = creation.ArgumentList?.Arguments ?? default;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = arguments[i].NameColon is { } named
                ? constructor.Parameters.FirstOrDefault(candidate => candidate.Name == named.Name.Identifier.ValueText)
                : i < constructor.Parameters.Length ? constructor.Parameters[i] : null;
            if (parameter?.Type.Name.EndsWith("Options", StringComparison.Ordinal) is true
                && !arguments[i].Expression.IsKind(SyntaxKind.NullLiteralExpression))
            {
                return arguments[i].Expression;
            }
        }

        return null;
    }

    /// <summary>Sets a member of options that are made in place, or of a local that is made in sight.</summary>
    private static Func<SyntaxNode, SyntaxNode>? Set(ExpressionSyntax options, string member, string value, SemanticModel model)
    {
        if (options is BaseObjectCreationExpressionSyntax made)
        {
            return root => root.ReplaceNode(made, Initializers.With(made, member, SyntaxFactory.ParseExpression(value)));
        }

        if (model.GetSymbolInfo(options).Symbol is not ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } declarations } local
            || declarations[0].GetSyntax() is not VariableDeclaratorSyntax
            {
                Initializer.Value: BaseObjectCreationExpressionSyntax creation
            } declarator)
        {
            return null;
        }

        // What is assigned later would win over the initializer.
        var later = declarator.FirstAncestorOrSelf<BlockSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>()
            .LastOrDefault(assignment => assignment.Left is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax of } left
                && of.Identifier.ValueText == local.Name && left.Name.Identifier.ValueText == member);
        return later is null
            ? root => root.ReplaceNode(creation, Initializers.With(creation, member, SyntaxFactory.ParseExpression(value)))
            : root => root.ReplaceNode(later.Right, SyntaxFactory.ParseExpression(value).WithTriviaFrom(later.Right));
    }

    /// <summary>
    /// The same creation with options at its end, by a constructor that takes them; where that asks for a credential, a key becomes one.
    /// </summary>
    private static ExpressionSyntax? WithOptions(
        BaseObjectCreationExpressionSyntax creation, IMethodSymbol constructor, string initializer, SemanticModel model)
    {
        var arguments = creation.ArgumentList?.Arguments ?? default;
        if (arguments.Any(static argument => argument.NameColon is not null))
        {
            return null;
        }

        var given = arguments.Where(static argument => !argument.Expression.IsKind(SyntaxKind.NullLiteralExpression)).ToArray();
        foreach (var candidate in constructor.ContainingType.InstanceConstructors)
        {
            if (candidate.DeclaredAccessibility != Accessibility.Public || candidate.Parameters.Length != given.Length + 1
                || !candidate.Parameters[given.Length].Type.Name.EndsWith("Options", StringComparison.Ordinal)
                || Converted(given, constructor, candidate, model) is not { } converted)
            {
                continue;
            }

            var type = NameOf(candidate.Parameters[given.Length].Type, "", creation, model);
            var list = SyntaxFactory.SeparatedList(
                [.. converted, SyntaxFactory.Argument(SyntaxFactory.ParseExpression($"new {type} {initializer}"))],
                Enumerable.Repeat(
                    SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), given.Length));
            return creation.WithArgumentList(creation.ArgumentList!.WithArguments(list));
        }

        return null;
    }

    private static ArgumentSyntax[]? Converted(ArgumentSyntax[] given, IMethodSymbol from, IMethodSymbol to, SemanticModel model)
    {
        var converted = new ArgumentSyntax[given.Length];
        for (var i = 0; i < given.Length; i++)
        {
            var (was, becomes) = (from.Parameters[i].Type, to.Parameters[i].Type);
            if (SymbolEqualityComparer.Default.Equals(was, becomes))
            {
                converted[i] = given[i].WithoutTrivia();
            }
            else if (was.SpecialType == SpecialType.System_String && becomes.Name == "ApiKeyCredential")
            {
                var credential = NameOf(becomes, Credential, given[i], model);
                converted[i] = SyntaxFactory.Argument(
                    SyntaxFactory.ParseExpression($"new {credential}({given[i].Expression.WithoutTrivia()})"));
            }
            else
            {
                return null;
            }
        }

        return converted;
    }

    /// <summary>A type's name as short as the file's usings allow.</summary>
    private static string NameOf(ITypeSymbol? type, string otherwise, SyntaxNode at, SemanticModel model) =>
        type?.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(model, at.SpanStart) ?? otherwise;
}
