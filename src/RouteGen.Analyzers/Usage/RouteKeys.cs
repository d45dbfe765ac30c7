using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Recognises a route that is injected or resolved by its generated key.</summary>
internal static class RouteKeys
{
    /// <summary>
    /// The enum of the targets of the route that a keyed service or a parameter with <c>[FromKeyedServices]</c> is; null for anything else.
    /// </summary>
    public static INamedTypeSymbol? TargetsOf(IOperation operation, RouteSymbols symbols)
    {
        switch (operation)
        {
            case IInvocationOperation { TargetMethod.Name: "GetRequiredKeyedService" or "GetKeyedService" } invocation:
                foreach (var argument in invocation.Arguments)
                {
                    if (argument.Parameter?.Name == "serviceKey" && Constant(argument.Value) is { } key)
                    {
                        return TargetsOf(key, symbols);
                    }
                }

                return null;

            case IParameterReferenceOperation { Parameter: var parameter }
                when symbols.IsChatClient(parameter.Type) || symbols.IsEmbeddingGenerator(parameter.Type):
                foreach (var attribute in parameter.GetAttributes())
                {
                    if (attribute is { AttributeClass.Name: "FromKeyedServicesAttribute", ConstructorArguments: { Length: > 0 } arguments }
                        && arguments[0].Value is string key)
                    {
                        return TargetsOf(key, symbols);
                    }
                }

                return null;

            default:
                return null;
        }
    }

    /// <summary>The property of a table that a member of its <c>Keys</c> stands for, found by their common name.</summary>
    public static IPropertySymbol? RouteOf(IFieldSymbol key, RouteSymbols symbols)
    {
        if (key is not { IsConst: true, ContainingType: { Name: "Keys", ContainingType: { } table } } || !symbols.IsTable(table))
        {
            return null;
        }

        return RouteProperty(table, key.Name, symbols);
    }

    /// <summary>The constant of a table's <c>Keys</c> for a route; null where the table has none.</summary>
    public static string? KeyOf(INamedTypeSymbol table, string route)
    {
        foreach (var keys in table.GetTypeMembers("Keys"))
        {
            foreach (var member in keys.GetMembers())
            {
                if (member is IFieldSymbol { ConstantValue: string key } && member.Name == route)
                {
                    return key;
                }
            }
        }

        return null;
    }

    private static string? Constant(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IConversionOperation conversion => Constant(conversion.Operand),
        _ => null,
    };

    private static INamedTypeSymbol? TargetsOf(string key, RouteSymbols symbols)
    {
        foreach (var table in symbols.Tables.Select(known => known.Type))
        {
            foreach (var member in table.GetMembers())
            {
                if (member is IPropertySymbol property
                    && symbols.TargetsOf(property.Type) is { } targets && KeyOf(table, property.Name) == key)
                {
                    return targets;
                }
            }
        }

        return null;
    }

    private static IPropertySymbol? RouteProperty(INamedTypeSymbol table, string name, RouteSymbols symbols)
    {
        foreach (var member in table.GetMembers())
        {
            if (member is IPropertySymbol property && property.Name == name && symbols.TargetsOf(property.Type) is not null)
            {
                return property;
            }
        }

        return null;
    }
}
