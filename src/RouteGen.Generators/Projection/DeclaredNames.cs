using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Generators.Projection;

/// <summary>
/// The names that the sources declare, each once. A clash is the reader's to report; here the later one is omitted, so that a broken table
/// shows its own error and no storm of the compiler's.
/// </summary>
internal sealed class DeclaredNames
{
    private readonly HashSet<string> _tables = new(StringComparer.Ordinal);
    private readonly HashSet<string> _types = new(StringComparer.Ordinal);

    public bool TryDeclareTable(string className) => SyntaxFacts.IsValidIdentifier(className) && _tables.Add(className);

    /// <summary><paramref name="table"/> with what can be declared.</summary>
    public RouteTable Declare(RouteTable table, string space)
    {
        _types.Add($"{space}.{table.ClassName}");
        return table with
        {
            Models = Distinct(table.Models, model => model.Identifier),
            Providers = Distinct(table.Providers, provider => provider.Identifier),
            Targets = Distinct(table.Targets, target => target.Identifier),
            Budgets = Distinct(table.Budgets, budget => budget.Identifier),
            Routes = Distinct(table.Routes, route => route.Identifier)
                .Where(route => route.Identifier != table.ClassName && TryDeclareTypes(space, route.Identifier))
                .Select(route => route with { Chain = Declarable(route.Chain, table), On = Declarable(route.On, table) })
                .ToEquatableArray(),
        };
    }

    private bool TryDeclareTypes(string space, string route)
    {
        var types = new[] { $"{space}.{route}Route", $"{space}.{route}Target" };
        if (types.Any(_types.Contains))
        {
            return false;
        }

        _types.UnionWith(types);
        return true;
    }

    private static EquatableArray<ChainEntry> Declarable(EquatableArray<ChainEntry> chain, RouteTable table) =>
        Distinct(chain, entry => table.TargetNamed(entry.Target)?.Identifier ?? "")
            .Select(entry => entry.On.Count == 0 ? entry : entry with { On = Declarable(entry.On, table) }).ToEquatableArray();

    private static EquatableArray<OnFault> Declarable(EquatableArray<OnFault> rules, RouteTable table)
    {
        bool IsKnown(string target) => table.TargetNamed(target) is not null;
        return rules.All(rule => rule.Targets.All(IsKnown))
            ? rules
            : rules.Select(rule => rule with { Targets = rule.Targets.Where(IsKnown).ToEquatableArray() }).ToEquatableArray();
    }

    private static EquatableArray<T> Distinct<T>(EquatableArray<T> entries, Func<T, string> identifier)
        where T : IEquatable<T>
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return entries.Where(entry => SyntaxFacts.IsValidIdentifier(identifier(entry)) && seen.Add(identifier(entry))).ToEquatableArray();
    }
}
