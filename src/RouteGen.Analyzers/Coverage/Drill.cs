using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>A drill that a test surely runs.</summary>
/// <param name="Targets">The enum of its route.</param>
/// <param name="ServedBy">The value of the target that has to serve.</param>
/// <param name="AreGatewaysDown">Whether it says so of all gateways at once.</param>
/// <param name="Failing">The values of the targets that it lets fail.</param>
internal sealed record Drill(ITypeSymbol Targets, int ServedBy, bool AreGatewaysDown, ImmutableHashSet<int> Failing)
{
    /// <summary>Reads <c>….ExpectServedByAsync(target)</c>: a drill, or one for each row of constant data.</summary>
    public static IEnumerable<Drill> Read(IInvocationOperation expectation, IMethodSymbol test, DrillSymbols symbols)
    {
        var chain = Chain(expectation, symbols);
        var areGatewaysDown = chain.Any(call => symbols.IsOfDrill(call.TargetMethod, "GatewaysDown"));
        var failing = chain.Where(call => symbols.IsOfDrill(call.TargetMethod, "Failing")).ToArray();
        var rows = TestMethod.ConstantRows(test).ToArray();
        foreach (var row in rows.Length == 0 ? [ImmutableArray<TypedConstant>.Empty] : rows)
        {
            if (ValueOf(expectation, row) is { } served)
            {
                yield return new Drill(
                    DrillSymbols.TargetsOf(expectation.TargetMethod),
                    served, areGatewaysDown, failing.Select(call => ValueOf(call, row)).OfType<int>().ToImmutableHashSet());
            }
        }
    }

    /// <summary>Whether it passes only while every gateway of the route is down.</summary>
    public bool HasGatewaysDown(DrillableRoute route) =>
        AreGatewaysDown || route.Chain.Where(target => target.IsBehindGateway).All(target => Failing.Contains(target.Value));

    /// <summary>
    /// The calls by which the drill was put together, as far as they stand in one expression or in a local variable's initializer.
    /// </summary>
    private static List<IInvocationOperation> Chain(IInvocationOperation expectation, DrillSymbols symbols)
    {
        var calls = new List<IInvocationOperation>();
        for (var current = expectation.Instance; current is not null;)
        {
            if (current is IInvocationOperation call
                && (symbols.IsOfDrill(call.TargetMethod, call.TargetMethod.Name) || call.TargetMethod.Name == "Route"))
            {
                calls.Add(call);
                current = call.Instance;
            }
            else
            {
                current = current is ILocalReferenceOperation variable ? Initializer(variable) : null;
            }
        }

        return calls;
    }

    private static IOperation? Initializer(ILocalReferenceOperation variable)
    {
        IOperation root = variable;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        return root.Descendants().OfType<IVariableDeclaratorOperation>()
            .FirstOrDefault(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, variable.Local))
            ?.GetVariableInitializer()?.Value;
    }

    private static int? ValueOf(IInvocationOperation call, ImmutableArray<TypedConstant> row)
    {
        var argument = call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value;
        while (argument is IConversionOperation { ConstantValue.HasValue: false } conversion)
        {
            argument = conversion.Operand;
        }

        return argument switch
        {
            { ConstantValue: { HasValue: true, Value: int value } } => value,
            IParameterReferenceOperation { Parameter.Ordinal: var ordinal } when ordinal < row.Length
                && row[ordinal] is { Kind: not TypedConstantKind.Array, Value: int value } => value,
            _ => null,
        };
    }
}
