namespace RouteGen.Model.Naming;

/// <summary>Names that generated code has of its own, so that a table's names cannot have them.</summary>
/// <remarks>The compiler would say so as CS0101, CS0108 or CS0542, in a file that nobody wrote.</remarks>
public static class GeneratedNames
{
    private static readonly HashSet<string> ObjectMembers = new(StringComparer.Ordinal)
    {
        "Equals", "GetHashCode", "ToString", "GetType", "MemberwiseClone", "ReferenceEquals", "Finalize",
    };

    private static readonly HashSet<string> TableMembers = new(StringComparer.Ordinal)
    {
        "Prices", "Keys", "Targets", "Definition", "Create", "GetRoute", "Runtime", "Health", "ProbeAsync", "Budgets", "CostBucket",
    };

    private static readonly HashSet<string> RootNamespaces = new(StringComparer.Ordinal) { "System", "Microsoft", "RouteGen" };

    /// <summary>The types that a route's identifier brings into its table's namespace.</summary>
    public static IEnumerable<string> TypesOfRoute(string route) => [route + "Route", route + "Target"];

    /// <summary>Why a table's class cannot have that name; null where it can.</summary>
    internal static string? WhyNotTable(string name)
    {
        if (RootNamespaces.Contains(name))
        {
            return $"a class named '{name}' would hide the namespace";
        }

        if (TableMembers.Contains(name) || ObjectMembers.Contains(name))
        {
            return $"the class has a member '{name}' of its own";
        }

        return name.All(c => c is >= 'a' and <= 'z') ? "C# reserves types in lower-case letters for itself" : null;
    }

    /// <summary>Why a route cannot have that identifier in the table <paramref name="className"/>; null where it can.</summary>
    internal static string? WhyNotRoute(string route, string className)
    {
        if (TableMembers.Contains(route) || ObjectMembers.Contains(route))
        {
            return "which the table's class has as a member of its own";
        }

        if (route == className)
        {
            return "the name of the table's class";
        }

        return TypesOfRoute(route).FirstOrDefault(t => t == className) is { } type
            ? $"and its type '{type}' has the name of the table's class"
            : null;
    }

    /// <summary>Why a target cannot have that identifier; null where it can.</summary>
    internal static string? WhyNotTarget(string target) =>
        WhyNotConstant(target, "Targets") ?? (target == "value__" ? "which every enum has as a field" : null);

    /// <summary>Why a model cannot have that identifier; null where it can.</summary>
    internal static string? WhyNotModel(string model) => WhyNotConstant(model, "Prices");

    /// <summary>Why a provider cannot have that identifier; null where it can.</summary>
    internal static string? WhyNotProvider(string provider) => WhyNotConstant(provider, "Providers");

    /// <summary>Why a budget cannot have that identifier; null where it can.</summary>
    internal static string? WhyNotBudget(string budget) => WhyNotConstant(budget, "Budgets");

    /// <summary>Why a cost bucket cannot have that identifier; null where it can.</summary>
    internal static string? WhyNotCostBucket(string bucket) => bucket == "value__"
        ? "which every enum has as a field" : ObjectMembers.Contains(bucket) ? "which every class has as a member" : null;

    private static string? WhyNotConstant(string name, string holder) =>
        ObjectMembers.Contains(name) ? "which every class has as a member"
        : name == holder ? "the name of the class that would hold it"
        : null;
}
