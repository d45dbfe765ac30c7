using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Where an object of options goes from where it is made: to calls of routes, into a private member that keeps it, or elsewhere, where
/// another client may heed what it sets.
/// </summary>
internal sealed class OptionsFlow
{
    private const int MaxDepth = 8;
    private readonly string _property;
    private readonly ISymbol _containing;
    private readonly RouteSymbols _symbols;
    private readonly List<INamedTypeSymbol> _routes = [];

    /// <summary>The locals and local functions that are followed already: two that lead to each other are not followed for ever.</summary>
    private readonly HashSet<ISymbol> _followed = new(SymbolEqualityComparer.Default);

    /// <param name="property">The member that is asked about: whoever sets it again on the way decides.</param>
    /// <param name="containing">The member whose code is looked at.</param>
    /// <param name="symbols">Tells routes.</param>
    public OptionsFlow(string property, ISymbol containing, RouteSymbols symbols) =>
        (_property, _containing, _symbols) = (property, containing, symbols);

    /// <summary>The targets of the routes that are called with it.</summary>
    public IReadOnlyList<INamedTypeSymbol> Routes => GoesElsewhere ? [] : _routes;

    /// <summary>The private field, property or method by which it goes on.</summary>
    public ISymbol? Holder { get; private set; }

    public bool GoesElsewhere { get; private set; }

    public void Add(INamedTypeSymbol? targets)
    {
        if (targets is null)
        {
            GoesElsewhere = true;
        }
        else
        {
            _routes.Add(targets);
        }
    }

    public void Hold(ISymbol member)
    {
        var isKept = member.DeclaredAccessibility == Accessibility.Private
            && (Holder is null || SymbolEqualityComparer.Default.Equals(Holder, member));
        GoesElsewhere |= !isKept;
        Holder = member;
    }

    public void Follow(IOperation value, int depth = 0)
    {
        var use = value;
        while (use.Parent is IConversionOperation or IParenthesizedOperation or ICoalesceOperation
            || (use.Parent is IConditionalOperation choice && choice.Condition != use))
        {
            use = use.Parent;
        }

        switch (use.Parent)
        {
            case IPropertyReferenceOperation { Property.Name: var name, Parent: ISimpleAssignmentOperation { Target: var target } } set
                when depth > 0 && target == set && name == _property:
                GoesElsewhere = true;
                break;
            case IPropertyReferenceOperation or IExpressionStatementOperation:
            case IAssignmentOperation { Target: var target } when target == use:
                break;
            case IInvocationOperation { TargetMethod.Name: "Clone", Instance: var instance } clone
                when instance == use && depth < MaxDepth:
                Follow(clone, depth + 1);
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                Add(RouteCall.Recognize(call, _symbols)?.Targets);
                break;
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when depth < MaxDepth:
                FollowLocal(local, use, depth + 1);
                break;
            case IAssignmentOperation { Parent: not IExpressionStatementOperation }:
                GoesElsewhere = true;
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } when depth < MaxDepth:
                FollowLocal(local, use, depth + 1);
                break;
            case IAssignmentOperation { Target: IMemberReferenceOperation { Member: var member } }:
                Hold(member);
                break;
            case IFieldInitializerOperation { InitializedFields: { Length: 1 } fields }:
                Hold(fields[0]);
                break;
            case IPropertyInitializerOperation { InitializedProperties: { Length: 1 } properties }:
                Hold(properties[0]);
                break;
            case IReturnOperation returned:
                FollowReturn(returned, depth);
                break;
            default:
                GoesElsewhere = true;
                break;
        }
    }

    /// <summary>A local counts only where each of its uses does.</summary>
    public void FollowLocal(ILocalSymbol local, IOperation at, int depth = 0)
    {
        if (!_followed.Add(local))
        {
            return;
        }

        foreach (var operation in Origin.Root(at).Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                Follow(reference, depth);
            }
        }
    }

    /// <summary>By calls of a local function, or by those of a method, which another of the type's members may make.</summary>
    private void FollowReturn(IReturnOperation returned, int depth)
    {
        for (var outer = returned.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation:
                    GoesElsewhere = true;
                    return;
                case ILocalFunctionOperation { Symbol: var function }:
                    if (!_followed.Add(function))
                    {
                        return;
                    }

                    foreach (var call in Origin.Root(returned).Descendants())
                    {
                        if (depth < MaxDepth && call is IInvocationOperation { TargetMethod: var called }
                            && SymbolEqualityComparer.Default.Equals(called, function))
                        {
                            Follow(call, depth + 1);
                        }
                        else if (call is IMethodReferenceOperation { Method: var named }
                            && SymbolEqualityComparer.Default.Equals(named, function))
                        {
                            GoesElsewhere = true;
                        }
                    }

                    return;
            }
        }

        Hold((_containing as IMethodSymbol)?.AssociatedSymbol ?? _containing);
    }
}
