using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>What is taken from a client where it is made: the chains of members by name, such as <c>Beta, Files, Upload</c>.</summary>
internal static class ClientUses
{
    /// <summary>Null where the client is passed on, so that its uses are not in sight; empty where there are none.</summary>
    public static IReadOnlyList<IReadOnlyList<string>>? Read(IObjectCreationOperation creation)
    {
        IOperation made = creation;
        while (made.Parent is IConversionOperation or IParenthesizedOperation)
        {
            made = made.Parent;
        }

        return made.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } => OfLocal(local, creation),
            IFieldInitializerOperation { InitializedFields: { Length: 1 } fields } => OfMember(fields[0]),
            IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties } => OfMember(properties[0]),
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } => OfLocal(local, creation),
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } } => OfMember(member),
            _ => Chain(made) is { Count: > 0 } chain ? [chain] : null,
        };
    }

    private static List<IReadOnlyList<string>>? OfLocal(ILocalSymbol local, IOperation at)
    {
        var uses = new List<IReadOnlyList<string>>();
        foreach (var operation in Origin.Root(at).Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local)
                || reference.Parent is ISimpleAssignmentOperation { Target: var target } && target == reference)
            {
                continue;
            }

            IOperation used = reference;
            while (used.Parent is IConversionOperation)
            {
                used = used.Parent;
            }

            if (Chain(used) is not { Count: > 0 } chain)
            {
                return null;
            }

            uses.Add(chain);
        }

        return uses;
    }

    private static List<string> Chain(IOperation client)
    {
        var names = new List<string>();
        var current = client;
        while (true)
        {
            switch (current.Parent)
            {
                case IPropertyReferenceOperation { Instance: var instance, Property.Name: var name } property when instance == current:
                    names.Add(name);
                    current = property;
                    break;
                case IInvocationOperation { Instance: var instance, TargetMethod.Name: var name } call when instance == current:
                    names.Add(name);
                    current = call;
                    break;
                case IArgumentOperation
                {
                    Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } call
                }:
                    names.Add(call.TargetMethod.Name);
                    current = call;
                    break;
                case IConversionOperation { IsImplicit: true } conversion:
                    current = conversion;
                    break;
                default:
                    return names;
            }
        }
    }

    /// <summary>Of a member that only its own type can use; by names, in the parts of that type.</summary>
    private static List<IReadOnlyList<string>>? OfMember(ISymbol member)
    {
        if (member.DeclaredAccessibility != Accessibility.Private)
        {
            return null;
        }

        var uses = new List<IReadOnlyList<string>>();
        foreach (var part in member.ContainingType.DeclaringSyntaxReferences)
        {
            foreach (var node in part.GetSyntax().DescendantNodes())
            {
                if (node is not IdentifierNameSyntax name || name.Identifier.ValueText != member.Name || IsOtherName(name))
                {
                    continue;
                }

                var chain = Chain(name.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own : name);
                if (chain.Count == 0)
                {
                    return null;
                }

                uses.Add(chain);
            }
        }

        return uses;
    }

    /// <summary>Where the member is assigned, or another of the same name is meant.</summary>
    private static bool IsOtherName(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == name,
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression is not ThisExpressionSyntax
            || access.Parent is AssignmentExpressionSyntax { Left: var left } && left == access,
        NameColonSyntax or NameEqualsSyntax => true,
        _ => false,
    };

    private static List<string> Chain(ExpressionSyntax client)
    {
        var names = new List<string>();
        SyntaxNode current = client;
        while (true)
        {
            switch (current.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == current:
                    names.Add(access.Name.Identifier.ValueText);
                    current = access;
                    break;
                case InvocationExpressionSyntax call when call.Expression == current:
                case PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    current = current.Parent;
                    break;
                default:
                    return names;
            }
        }
    }
}
