using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>A target that can serve a route, read from a member of the route's enum.</summary>
/// <param name="Member">The member's name.</param>
/// <param name="Value">The member's value: the target's place in the chain, from 1.</param>
/// <param name="Name">The name in routes.json.</param>
/// <param name="IsBehindGateway">Whether its provider is a gateway.</param>
/// <param name="Fault">The fault that leads to it, where the chain itself does not.</param>
/// <param name="Failures">
/// The values of the members whose targets fail before it serves, and how, where that is not simply all that stand before it, overloaded.
/// </param>
internal sealed record PathTarget(
    string Member,
    int Value, string Name, bool IsBehindGateway, Fault? Fault = null, ImmutableArray<(int Value, Fault Fault)>? Failures = null);

/// <summary>A route as its generated types show it, whichever assembly they are in.</summary>
/// <param name="Property">The table's property.</param>
/// <param name="Name">The name in routes.json.</param>
/// <param name="Targets">The enum.</param>
/// <param name="Chain">The targets in order, those last to which only a fault leads.</param>
internal sealed record DrillableRoute(string Property, string Name, INamedTypeSymbol Targets, ImmutableArray<PathTarget> Chain)
{
    /// <summary>The direct targets that a gateway is before: who serves when the gateways are down.</summary>
    public IEnumerable<PathTarget> EscapeHatches =>
        Chain.SkipWhile(target => !target.IsBehindGateway).Where(target => !target.IsBehindGateway && target.Fault is null);
}

/// <summary>Reads the provider paths of a table from its generated types.</summary>
internal static class ProviderPaths
{
    public static ImmutableArray<DrillableRoute> Read(INamedTypeSymbol table)
    {
        var routes = ImmutableArray.CreateBuilder<DrillableRoute>();
        foreach (var member in table.GetMembers())
        {
            if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property && TargetsOf(property.Type) is { } targets)
            {
                routes.Add(new DrillableRoute(property.Name, RouteName(table, property.Name), targets, Chain(table, targets)));
            }
        }

        return routes.ToImmutable();
    }

    private static INamedTypeSymbol? TargetsOf(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (current is
                {
                    Name: "TargetedRoute", TypeArguments: { Length: 1 } arguments,
                    ContainingNamespace: { Name: "RouteGen", ContainingNamespace.IsGlobalNamespace: true }
                })
            {
                return arguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Enum } targets ? targets : null;
            }
        }

        return null;
    }

    private static ImmutableArray<PathTarget> Chain(INamedTypeSymbol table, INamedTypeSymbol targets) =>
        targets.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field.ConstantValue is int)
            .Select(field => WithWay(field, new PathTarget(
                field.Name, (int)field.ConstantValue!, NameIn(table, "Targets", field.Name) ?? field.Name, IsBehindGateway(field))))
            .OrderBy(target => target.Value)
            .ToImmutableArray();

    private static PathTarget WithWay(IFieldSymbol field, PathTarget target)
    {
        var failures = field.GetAttributes()
            .Where(attribute => attribute is { AttributeClass.Name: "ServesAfterAttribute", ConstructorArguments.Length: 2 }
                && ValueOf(field.ContainingType, attribute.ConstructorArguments[0]) is not null)
            .SelectMany(attribute => FaultOf(attribute.ConstructorArguments[1]) is { } fault
                ? [((int)ValueOf(field.ContainingType, attribute.ConstructorArguments[0])!, fault)]
                : Array.Empty<(int Value, Fault Fault)>())
            .ToImmutableArray();
        var onFault = field.GetAttributes()
            .FirstOrDefault(attribute => attribute is { AttributeClass.Name: "ServesOnFaultAttribute", ConstructorArguments.Length: 2 });
        return target with
        {
            Fault = onFault is null ? null : FaultOf(onFault.ConstructorArguments[0]),
            Failures = failures.IsEmpty ? null : failures,
        };
    }

    private static int? ValueOf(INamedTypeSymbol targets, TypedConstant member) =>
        member.Value is string name ? targets.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault()?.ConstantValue as int? : null;

    private static Fault? FaultOf(TypedConstant fault) =>
        fault.Value is int value && Enum.IsDefined(typeof(Fault), value) ? (Fault)value : null;

    private static bool IsBehindGateway(IFieldSymbol field) =>
        field.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "BehindGatewayAttribute");

    private static string RouteName(INamedTypeSymbol table, string property) =>
        NameIn(table, "Keys", property) is { } key ? key.Substring(key.IndexOf('/') + 1) : property;

    /// <summary>The text of a generated constant; one that would bear its class's name ends with an underscore.</summary>
    private static string? NameIn(INamedTypeSymbol table, string names, string identifier) =>
        table.GetTypeMembers(names).SelectMany(type => type.GetMembers(identifier == names ? identifier + "_" : identifier))
            .OfType<IFieldSymbol>().Select(field => field.ConstantValue as string).FirstOrDefault();
}
