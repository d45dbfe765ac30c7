using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>The drills of one marked class, in all its parts. Safe for the compiler's threads.</summary>
internal sealed class DrilledPaths(DrillSymbols symbols)
{
    private readonly ConcurrentBag<Drill> _drills = [];
    private readonly ConcurrentBag<(string Member, ITypeSymbol Table)> _sources = [];
    private readonly ConcurrentBag<string> _runs = [];

    /// <summary>Notes what a call drills.</summary>
    public void Note(IInvocationOperation call, ISymbol member)
    {
        if (symbols.TableOfAll(call.TargetMethod) is { } table)
        {
            if (IsWhole(call))
            {
                _sources.Add((NameOf(member), table));
            }
        }
        else if (member is IMethodSymbol test)
        {
            if (symbols.IsOfDrill(call.TargetMethod, "ExpectServedByAsync"))
            {
                NoteDrill(call, test);
            }
            else if (symbols.IsRunOfPath(call.TargetMethod)
                && call.Instance is IParameterReferenceOperation && TestMethod.Runs(test) && CertainRun.IsCertain(call))
            {
                TestMethod.DataMembers(test).ToList().ForEach(_runs.Add);
            }
        }
    }

    public bool Covers(INamedTypeSymbol table, DrillableRoute route, PathTarget target) =>
        CoversAll(table) || DrillsOf(route).Any(drill => drill.ServedBy == target.Value);

    /// <summary>Whether an escape hatch of the route was needed: every gateway was down, and a direct target served.</summary>
    public bool CoversEscapeHatch(INamedTypeSymbol table, DrillableRoute route) =>
        (CoversAll(table) && !route.Chain.Last(target => target.Fault is null).IsBehindGateway)
        || DrillsOf(route).Any(
            drill => drill.HasGatewaysDown(route) && route.Chain.Any(target => !target.IsBehindGateway && target.Value == drill.ServedBy));

    private void NoteDrill(IInvocationOperation call, IMethodSymbol test)
    {
        if (TestMethod.Runs(test) && CertainRun.IsCertain(call))
        {
            foreach (var drill in Drill.Read(call, test, symbols))
            {
                _drills.Add(drill);
            }
        }
    }

    private bool CoversAll(INamedTypeSymbol table) =>
        _sources.Any(source => SymbolEqualityComparer.Default.Equals(source.Table, table) && _runs.Contains(source.Member));

    private IEnumerable<Drill> DrillsOf(DrillableRoute route) =>
        _drills.Where(drill => SymbolEqualityComparer.Default.Equals(drill.Targets, route.Targets));

    /// <summary>Whether a member yields all paths as they are: a filter between would leave some out.</summary>
    private static bool IsWhole(IInvocationOperation all)
    {
        var parent = all.Parent;
        while (parent is IConversionOperation or IParenthesizedOperation)
        {
            parent = parent.Parent;
        }

        return parent is IReturnOperation or IPropertyInitializerOperation or IFieldInitializerOperation;
    }

    private static string NameOf(ISymbol member) => member switch
    {
        IMethodSymbol { AssociatedSymbol: { } property } => property.Name,
        IFieldSymbol { AssociatedSymbol: { } property } => property.Name,
        _ => member.Name,
    };
}
