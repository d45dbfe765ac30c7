using System.ComponentModel;
using System.Reflection;
using System.Runtime.CompilerServices;
using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Docs.Tests.House;

/// <summary>
/// What an API review would send back: shapes that cannot grow without breaking callers, or that do not say what they hold.
/// </summary>
public sealed class PublicShapesTests
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>Whole numbers of constructors that count something.</summary>
    private static readonly string[] Counts = ["PriceTier.aboveInputTokens", "MessagesClient.maxOutput"];

    /// <summary>Whole numbers of budgets that are not amounts: what an amount is made of, and numbers of buckets.</summary>
    private static readonly string[] NotAmounts =
        ["BudgetAmount.Units", "BudgetAmount.units", "BudgetAmount.tokens", "BudgetAmount.calls",
            "BudgetBucket.Number", "BudgetBucket.number", "BudgetWindow.bucket", "BudgetWindow.GetBucket", "BudgetWindow.GetOldestBucket"];

    public static TheoryData<string> Packages => [.. PublicApi.Assemblies.Keys];

    [Fact]
    public void Every_package_is_looked_at() =>
        Assert.Equal(PublicApi.DeclaredPackages, PublicApi.Assemblies.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_record_is_positional(string package) =>
        Assert.Empty(PublicApi.TypesOf(package).Where(t => t.GetMethods(Own).Any(m => m.Name == "Deconstruct")).Select(t => t.FullName));

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_signature_has_a_tuple(string package) =>
        Assert.Empty(PublicApi.UsesOf(package).Where(u => PublicApi.PartsOf(u.Type).Any(IsTuple)).Select(u => u.Name));

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_constructor_takes_a_place_by_its_number(string package) =>
        Assert.Empty(
            PublicApi.UsesOf(package).Where(u => u.Member is ConstructorInfo && PublicApi.PartsOf(u.Type).Any(t => t == typeof(int)))
                .Select(u => u.Name).Except(Counts));

    [Theory]
    [MemberData(nameof(Packages))]
    public void No_amount_of_a_budget_is_a_plain_number(string package) =>
        Assert.Empty(
            PublicApi.UsesOf(package)
                .Where(u => PublicApi.PartsOf(u.Type).Any(t => t == typeof(long))
                    && (u.Member.DeclaringType!.Namespace == typeof(BudgetAmount).Namespace || IsNamedAsAmount(u.Name)))
                .Select(u => u.Name)
                .Except(NotAmounts));

    [Theory]
    [MemberData(nameof(Packages))]
    public void Every_cancellation_token_has_a_default(string package) =>
        Assert.Empty(
            PublicApi.MembersOf(package).OfType<MethodBase>().SelectMany(m => m.GetParameters())
                .Where(p => p.ParameterType == typeof(CancellationToken) && !p.HasDefaultValue)
                .Select(p => $"{p.Member.DeclaringType!.Name}.{p.Member.Name}"));

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_only_generated_code_and_adapters_touch_is_not_completed(string package) =>
        Assert.Empty(Plumbing.Of(package)
            .Where(m => m.GetCustomAttribute<EditorBrowsableAttribute>() is not { State: EditorBrowsableState.Never })
            .Select(Plumbing.NameOf));

    [Theory]
    [MemberData(nameof(Packages))]
    public void What_an_application_names_is_completed(string package) =>
        Assert.Empty(
            PublicApi.TypesOf(package).Except(Plumbing.Of(package).OfType<Type>())
                .Where(t => t.GetCustomAttribute<EditorBrowsableAttribute>(inherit: false) is not null).Select(t => t.FullName));

    [Fact]
    public void A_shape_that_is_sent_back_is_seen()
    {
        Assert.Contains(PublicApi.PartsOf(typeof(IReadOnlyList<(string, int)>)), IsTuple);
        Assert.Contains(PublicApi.PartsOf(typeof(Task<KeyValuePair<long, long>[]>)), IsTuple);
        Assert.DoesNotContain(PublicApi.PartsOf(typeof(IDictionary<string, long>)), IsTuple);
        Assert.True(IsNamedAsAmount("X.HeldAmount") && IsNamedAsAmount("X.cap") && !IsNamedAsAmount("X.Capacity"));
    }

    private static bool IsTuple(Type type) =>
        typeof(ITuple).IsAssignableFrom(type)
        || (type.IsGenericType
            && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) && type.GetGenericArguments().All(static a => a.IsPrimitive));

    private static bool IsNamedAsAmount(string name) =>
        new[] { "amount", "cap", "available", "committed", "reserved" }.Any(
            word => name.EndsWith("." + word, StringComparison.OrdinalIgnoreCase)
                || name.EndsWith(char.ToUpperInvariant(word[0]) + word[1..], StringComparison.Ordinal));
}
