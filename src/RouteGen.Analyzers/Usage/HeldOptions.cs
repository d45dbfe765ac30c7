using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// The options that the private members of a type keep or make, and the routes that the type calls with them: what one member sets is
/// judged when all of its uses are known.
/// </summary>
internal sealed class HeldOptions
{
    private readonly INamedTypeSymbol _type;
    private readonly string _property;
    private readonly RouteSymbols _symbols;
    private readonly ConcurrentBag<(ISymbol Holder, IAssignmentOperation Set, IReadOnlyList<INamedTypeSymbol> Routes)> _set = [];
    private readonly ConcurrentBag<(ISymbol Holder, OptionsFlow Use)> _uses = [];

    public HeldOptions(INamedTypeSymbol type, string property, RouteSymbols symbols) =>
        (_type, _property, _symbols) = (type, property, symbols);

    /// <summary>Notes an assignment to the member in question, if the options are kept by a private member of this type.</summary>
    public void Set(IAssignmentOperation assignment, OptionsFlow flow)
    {
        if (flow is { Holder: { } holder } && SymbolEqualityComparer.Default.Equals(holder.ContainingType, _type))
        {
            _set.Add((holder, assignment, flow.Routes));
            if (flow.GoesElsewhere)
            {
                _uses.Add((holder, flow));
            }
        }
    }

    /// <summary>Notes where options go that are read from a member, or made by it.</summary>
    public void Use(IOperation operation, ISymbol containing)
    {
        var member = operation switch
        {
            IMethodReferenceOperation method => method.Method,
            IMemberReferenceOperation read => read.Member,
            IInvocationOperation call => call.TargetMethod,
            _ => null,
        };
        if (member is not { DeclaredAccessibility: Accessibility.Private }
            || !SymbolEqualityComparer.Default.Equals(member.ContainingType, _type) || !IsOfOptions(member))
        {
            return;
        }

        var flow = new OptionsFlow(_property, containing, _symbols);
        if (operation is IMethodReferenceOperation)
        {
            flow.Add(null);
        }
        else
        {
            // What the type sets on it by this member's name is noted as set.
            flow.Follow(operation);
        }

        _uses.Add((member, flow));
    }

    /// <summary>The assignments that decide, with the routes they are for: a member that is set twice may be set to either.</summary>
    public IEnumerable<(IAssignmentOperation Set, IReadOnlyList<INamedTypeSymbol> Routes)> Decided()
    {
        foreach (var group in _set.GroupBy(static set => set.Holder, SymbolEqualityComparer.Default))
        {
            var uses = _uses.Where(use => SymbolEqualityComparer.Default.Equals(use.Holder, group.Key)).Select(static use => use.Use)
                .ToArray();
            if (group.Take(2).Count() == 1
                && !Array.Exists(uses, use => use.GoesElsewhere
                    || (use.Holder is { } other && !SymbolEqualityComparer.Default.Equals(other, group.Key))))
            {
                // Uses are noted in any order, and the first is named.
                var routes = group.First().Routes.Concat(uses.SelectMany(static use => use.Routes))
                    .OrderBy(static targets => targets.ToDisplayString(), StringComparer.Ordinal);
                yield return (group.First().Set, [.. routes]);
            }
        }
    }

    private static bool IsOfOptions(ISymbol member) => member switch
    {
        IFieldSymbol field => OptionsUse.IsOptions(field.Type),
        IPropertySymbol property => OptionsUse.IsOptions(property.Type),
        IMethodSymbol method => OptionsUse.IsOptions(method.ReturnType),
        _ => false,
    };
}
