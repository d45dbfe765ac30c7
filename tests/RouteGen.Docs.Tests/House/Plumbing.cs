using System.Reflection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Dialects.Wire;
using RouteGen.Hosting;
using RouteGen.Routes;
using RouteGen.Targets;
using RouteGen.Testing;
using RouteGen.Wire;

namespace RouteGen.Docs.Tests.House;

/// <summary>What is public for generated code and adapters, and not for who writes an application.</summary>
internal static class Plumbing
{
    /// <summary>Types of the rooms of plumbing that applications name all the same.</summary>
    private static readonly string[] Named =
    [
        // An application's IBudgetLimits and IBudgetLedger get and give these.
        "BudgetDefinition", "BudgetLimit", "BudgetWindow", "BudgetAmount", "BudgetBucket",

        // Registration and settings.
        "RouteTableBuilder`1", "RouteTableServiceCollectionExtensions",
        "RouteHttpClients", "RouteTableSettings", "ProviderSettings", "TargetSettings", "RouteSettings", "TimeoutSettings",

        // What the properties of a table are, and what helpers of an application take.
        "ChatRoute`1", "ScopedRoute`1", "TargetedRoute`1",
        "EmbeddingRoute`1", "ScopedEmbeddingRoute`1", "TargetedEmbeddingRoute`1", "RouteClient`1", "EmbeddingRouteClient`1",
    ];

    private static readonly string?[] Rooms =
    [
        .. new[] { typeof(TargetDefinition), typeof(RouteTableRuntime), typeof(RouteTableBase), typeof(IProviderAdapter) }
            .Select(static t => t.Namespace).Where(static n => n != "RouteGen").Distinct()
    ];

    public static IEnumerable<MemberInfo> Of(string package) =>
    [
        .. PublicApi.TypesOf(package).Where(IsPlumbing),
        .. PublicApi.MembersOf(package)
            .Where(static m => IsForDerived(m) || m is MethodInfo { Name: "AddRouteTable", IsGenericMethod: true } added
                && IsOnServices(added)),
    ];

    public static string NameOf(MemberInfo member) =>
        member is Type type ? type.FullName! : $"{member.DeclaringType!.FullName}.{member.Name}";

    private static bool IsPlumbing(Type type) =>
        (Rooms.Contains(type.Namespace) && !Named.Contains(type.Name))
        || typeof(IProviderAdapter).IsAssignableFrom(type)
        || type == typeof(WireFacts) || type == typeof(ProviderTokens) || type.Assembly == typeof(DialectConnection).Assembly
        || (typeof(Attribute).IsAssignableFrom(type) && type.Assembly != typeof(SimulatedProvider).Assembly);

    /// <summary>What the classes that are generated call, or override: nobody else derives from these.</summary>
    private static bool IsForDerived(MemberInfo member) =>
        member.DeclaringType is { IsAbstract: true, IsInterface: false } && member switch
        {
            MethodBase method => IsProtected(method),
            PropertyInfo property => property.GetMethod is { } get && IsProtected(get),
            _ => false,
        };

    private static bool IsProtected(MethodBase method) => method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsOnServices(MethodInfo method) => method.GetParameters() is [{ ParameterType.Name: "IServiceCollection" }, ..];
}
