using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>What xunit, NUnit and MSTest say of a method by attributes, read by their names.</summary>
internal static class TestMethod
{
    private static readonly string[] Tests =
    [
        "FactAttribute", "TestAttribute", "TestCaseAttribute", "TestCaseSourceAttribute", "TestMethodAttribute"
    ];
    private static readonly string[] Rows = ["InlineDataAttribute", "TestCaseAttribute", "DataRowAttribute"];
    private static readonly string[] Sources = ["MemberDataAttribute", "TestCaseSourceAttribute", "DynamicDataAttribute"];
    private static readonly string[] Skips = ["IgnoreAttribute", "ExplicitAttribute"];
    private static readonly string[] SkippingArguments = ["Skip", "Ignore", "IgnoreReason", "IgnoreMessage", "Explicit"];

    /// <summary>Whether a method is a test that runs.</summary>
    public static bool Runs(IMethodSymbol method)
    {
        if (Skip(method.GetAttributes()))
        {
            return false;
        }

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (Skip(type.GetAttributes()))
            {
                return false;
            }
        }

        return method.GetAttributes().Any(attribute => Is(attribute, Tests) && !IsSkipped(attribute));
    }

    /// <summary>The constant arguments that a parameter gets, one for each row of a method's data that runs.</summary>
    public static IEnumerable<ImmutableArray<TypedConstant>> ConstantRows(IMethodSymbol method) =>
        from attribute in method.GetAttributes()
        where Is(attribute, Rows) && !IsSkipped(attribute)
        select Flattened(attribute.ConstructorArguments);

    /// <summary>The members of its own class that a method's data comes from.</summary>
    public static IEnumerable<string> DataMembers(IMethodSymbol method)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (Is(attribute, Sources)
                && !IsSkipped(attribute)
                && attribute.ConstructorArguments.FirstOrDefault(
                    argument => argument.Kind is TypedConstantKind.Primitive && argument.Value is string) is { Value: string name }
                && OwnersOf(attribute).All(owner => SymbolEqualityComparer.Default.Equals(owner, method.ContainingType)))
            {
                yield return name;
            }
        }
    }

    private static IEnumerable<ITypeSymbol> OwnersOf(AttributeData attribute) => attribute.ConstructorArguments
        .Concat(attribute.NamedArguments.Select(argument => argument.Value))
        .Where(argument => argument.Kind is TypedConstantKind.Type)
        .Select(argument => argument.Value)
        .OfType<ITypeSymbol>();

    private static ImmutableArray<TypedConstant> Flattened(ImmutableArray<TypedConstant> arguments) =>
        arguments.SelectMany(argument => argument.Kind is TypedConstantKind.Array && !argument.IsNull
            ? argument.Values
            : ImmutableArray.Create(argument)).ToImmutableArray();

    private static bool Skip(ImmutableArray<AttributeData> attributes) => attributes.Any(attribute => Is(attribute, Skips));

    /// <summary>Whether an argument takes a test, or a row of its data, out of ordinary runs.</summary>
    private static bool IsSkipped(AttributeData attribute) => attribute.NamedArguments.Any(argument =>
        Array.IndexOf(SkippingArguments, argument.Key) >= 0 && argument.Value is { IsNull: false, Value: not false });

    /// <summary>A framework's own attributes, and those that a team derives from them.</summary>
    private static bool Is(AttributeData attribute, string[] names)
    {
        for (var type = attribute.AttributeClass; type is not null; type = type.BaseType)
        {
            if (Array.IndexOf(names, type.Name) >= 0 && IsOfFramework(type.ContainingNamespace))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfFramework(INamespaceSymbol? space)
    {
        var name = space?.ToDisplayString() ?? "";
        return name is "Xunit" or "NUnit.Framework" or "Microsoft.VisualStudio.TestTools.UnitTesting"
            || name.StartsWith("Xunit.", StringComparison.Ordinal);
    }
}
