using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>The drill that a table lacks: as the message shows it, and as the fix writes it.</summary>
/// <param name="Call">The call, with the names that a reader knows.</param>
/// <param name="Properties">What the fix needs: a whole call under <c>Call</c>, a test's name under <c>Test</c>.</param>
internal sealed record MissingDrill(string Call, ImmutableDictionary<string, string?> Properties)
{
    /// <summary>The fault of targets whose fault does not matter.</summary>
    private const Fault Usual = Fault.Overloaded;

    private static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat;

    /// <summary>A drill in which <paramref name="target"/> serves: all before it fail, the gateways at once where that is enough.</summary>
    public static MissingDrill Create(INamedTypeSymbol table, DrillableRoute route, PathTarget target)
    {
        var before = Before(route, target).ToArray();
        var isHatch = target.Fault is null
            && target.Failures is null && !target.IsBehindGateway && before.Any(other => other.Target.IsBehindGateway);
        var name = before.Length == 0
            ? $"{target.Member}_serves_{route.Property}"
            : $"{target.Member}_serves_{route.Property}_when_{string.Join("_and_", before.Select(other => other.Target.Member))}_fail" +
                $"{(before.Length == 1 ? "s" : "")}";
        return Create(table, route, target, isHatch, isHatch ? before.Where(other => !other.Target.IsBehindGateway) : before, name);
    }

    /// <summary>A drill in which every gateway is down: each in the way that leads on, where an overload of them leads elsewhere.</summary>
    public static MissingDrill OfEscapeHatch(INamedTypeSymbol table, DrillableRoute route, PathTarget hatch)
    {
        var before = Before(route, hatch).ToArray();
        var failing = hatch.Failures is null
            ? before.Where(other => !other.Target.IsBehindGateway)
            : before.Concat(route.Chain.Where(other => other.IsBehindGateway && before.All(failed => failed.Target != other))
                .Select(other => (other, Usual)));
        return Create(table, route, hatch, hatch.Failures is null, failing, $"{hatch.Member}_serves_{route.Property}_without_gateways");
    }

    /// <summary>
    /// The targets that fail before another serves: those that the generated code names, else all that stand before it in the chain.
    /// </summary>
    private static IEnumerable<(PathTarget Target, Fault Fault)> Before(
        DrillableRoute route, PathTarget target) => target.Failures is { } failures
        ? failures.SelectMany(failure => route.Chain.Where(other => other.Value == failure.Value).Select(other => (other, failure.Fault)))
        : route.Chain.Where(other => other.Fault is null && other.Value < target.Value).Select(other => (other, Usual));

    private static MissingDrill Create(
        INamedTypeSymbol table,
        DrillableRoute route, PathTarget target, bool gatewaysDown, IEnumerable<(PathTarget Target, Fault Fault)> failing, string test)
    {
        var others = failing.ToArray();
        return new(
            Write("", table.Name, route, route.Targets.Name, target, gatewaysDown, others),
            ImmutableDictionary<string, string?>.Empty
                .Add("Call", Write("global::RouteGen.Testing.",
                    table.ToDisplayString(Qualified), route, route.Targets.ToDisplayString(Qualified), target, gatewaysDown, others))
                .Add("Test", test));
    }

    private static string Write(
        string space, string table,
        DrillableRoute route, string targets, PathTarget target, bool gatewaysDown, (PathTarget Target, Fault Fault)[] failing)
    {
        var call = new StringBuilder($"{space}RouteDrill.On<{table}>().Route(r => r.{route.Property})");
        if (gatewaysDown)
        {
            call.Append(".GatewaysDown()");
        }

        foreach (var (other, fault) in failing)
        {
            call.Append($".Failing({targets}.{other.Member}, {(space.Length == 0 ? "" : "global::RouteGen.")}Fault.{fault})");
        }

        return call.Append($".ExpectServedByAsync({targets}.{target.Member})").ToString();
    }
}
