using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>The drill that a table lacks: as the message shows it, and as the fix writes it.</summary>
/// <param name="Call">The call, with the names that a reader knows.</param>
/// <param name="Properties">What the fix needs: a whole call under <c>Call</c>, a test's name under <c>Test</c>.</param>
internal sealed record MissingDrill(string Call, ImmutableDictionary<string, string?> Properties)
{
    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>A drill in which <paramref name="target"/> serves: all before it fail, the gateways at once where that is enough.</summary>
    public static MissingDrill Of(INamedTypeSymbol table, DrillableRoute route, PathTarget target)
    {
        var before = route.Chain.Where(other => other.Value < target.Value).ToArray();
        var isHatch = !target.IsBehindGateway && before.Any(other => other.IsBehindGateway);
        var name = before.Length == 0 ? $"{target.Member}_serves_{route.Property}" : $"{target.Member}_serves_{route.Property}_when_{string.Join("_and_", before.Select(other => other.Member))}_fail{(before.Length == 1 ? "s" : "")}";
        return Of(table, route, target, isHatch, isHatch ? before.Where(other => !other.IsBehindGateway) : before, name);
    }

    /// <summary>A drill in which every gateway is down.</summary>
    public static MissingDrill OfEscapeHatch(INamedTypeSymbol table, DrillableRoute route, PathTarget hatch) =>
        Of(table, route, hatch, true, route.Chain.Where(other => other.Value < hatch.Value && !other.IsBehindGateway), $"{hatch.Member}_serves_{route.Property}_without_gateways");

    private static MissingDrill Of(INamedTypeSymbol table, DrillableRoute route, PathTarget target, bool gatewaysDown, IEnumerable<PathTarget> failing, string test)
    {
        var others = failing.ToArray();
        return new(
            Write("", table.Name, route, route.Targets.Name, target, gatewaysDown, others),
            ImmutableDictionary<string, string?>.Empty
                .Add("Call", Write("global::RouteGen.Testing.", table.ToDisplayString(Qualified), route, route.Targets.ToDisplayString(Qualified), target, gatewaysDown, others))
                .Add("Test", test));
    }

    private static string Write(string space, string table, DrillableRoute route, string targets, PathTarget target, bool gatewaysDown, PathTarget[] failing)
    {
        var call = new StringBuilder($"{space}RouteDrill.On<{table}>().Route(r => r.{route.Property})");
        if (gatewaysDown)
        {
            call.Append(".GatewaysDown()");
        }

        foreach (var other in failing)
        {
            call.Append($".Failing({targets}.{other.Member}, {(space.Length == 0 ? "" : "global::RouteGen.")}Fault.Overloaded)");
        }

        return call.Append($".ExpectServedByAsync({targets}.{target.Member})").ToString();
    }
}
