using System.Reflection;
using System.Runtime.CompilerServices;
using RouteGen.Anthropic;
using RouteGen.AspNetCore;
using RouteGen.Costs;
using RouteGen.Dialects.Wire;
using RouteGen.Docs.Tests.Pages;
using RouteGen.Gateway;
using RouteGen.Ollama;
using RouteGen.OpenAI;
using RouteGen.Redis;
using RouteGen.Sqlite;
using RouteGen.Tables;
using RouteGen.Testing;

namespace RouteGen.Docs.Tests.House;

/// <summary>What of the packages other assemblies can call or derive from.</summary>
internal static class PublicApi
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The packages' assemblies.</summary>
    public static IReadOnlyDictionary<string, Assembly> Assemblies { get; } = new[]
    {
        typeof(RouteException), typeof(PriceSheet), typeof(DialectConnection),
        typeof(OpenAIAdapter), typeof(AnthropicAdapter), typeof(OllamaAdapter), typeof(RedisBudgetLedger), typeof(SqliteBudgetLedger),
        typeof(RouteCallerClaims), typeof(SimulatedProvider), typeof(RouteGatewayOptions), typeof(RouteTableFile),
    }.Select(static t => t.Assembly).ToDictionary(static a => a.GetName().Name!, StringComparer.Ordinal);

    /// <summary>The projects that declare a public symbol, in order.</summary>
    public static IEnumerable<string> DeclaredPackages =>
        Directory.GetFiles(Path.Combine(Page.Repository, "src"), "PublicAPI.Unshipped.txt", SearchOption.AllDirectories)
            .Where(static file => File.ReadLines(file).Any(static line => line.Length > 0 && line[0] != '#'))
            .Select(static file => Path.GetFileName(Path.GetDirectoryName(file)!))
            .Order(StringComparer.Ordinal);

    public static IEnumerable<Type> TypesOf(string package) => Assemblies[package].GetExportedTypes();

    /// <summary>Members that others can call, override or set; those that the compiler makes of a record or an enum apart.</summary>
    public static IEnumerable<MemberInfo> MembersOf(string package) =>
        TypesOf(package)
            .Where(static t => !t.IsEnum && !typeof(Delegate).IsAssignableFrom(t))
            .SelectMany(static t => t.GetMembers(Declared)).Where(IsVisible);

    /// <summary>Where types stand in signatures: members of what they return, and their parameters.</summary>
    public static IEnumerable<(string Name, MemberInfo Member, Type Type)> UsesOf(string package) => MembersOf(package).SelectMany(UsesIn);

    /// <summary>A type and all that it is made of.</summary>
    public static IEnumerable<Type> PartsOf(Type type) =>
        type.HasElementType
            ? PartsOf(type.GetElementType()!) : type.IsGenericType ? [type, .. type.GetGenericArguments().SelectMany(PartsOf)] : [type];

    private static IEnumerable<(string Name, MemberInfo Member, Type Type)> UsesIn(MemberInfo member)
    {
        var owner = member.DeclaringType!.Name.Split('`')[0];
        var own = member switch { MethodInfo m => m.ReturnType, PropertyInfo p => p.PropertyType, FieldInfo f => f.FieldType, _ => null };
        if (own is not null)
        {
            yield return ($"{owner}.{member.Name}", member, own);
        }

        foreach (var parameter in (member as MethodBase)?.GetParameters() ?? [])
        {
            yield return ($"{owner}.{parameter.Name}", member, parameter.ParameterType);
        }
    }

    private static bool IsVisible(MemberInfo member) =>
        !member.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) && member switch
        {
            MethodBase method => IsVisible(method)
                && !(method.IsSpecialName && method is MethodInfo && !method.Name.StartsWith("op_", StringComparison.Ordinal)),
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsVisible),
            FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
            _ => false,
        };

    private static bool IsVisible(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;
}
