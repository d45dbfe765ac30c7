using System.Collections;
using System.Reflection;
using RouteGen.Costs;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Generators.Tests.Emission;

public sealed class StableHashTests
{
    [Fact]
    public void Equal_tables_have_equal_hashes()
    {
        var again = HandMadeTable.Table with { Models = HandMadeTable.Table.Models.Select(model => model with { }).ToEquatableArray() };

        Assert.Equal(StableHash.Compute(HandMadeTable.Table), StableHash.Compute(again));
    }

    [Fact]
    public void Every_property_of_a_table_counts()
    {
        var hashes = Changed(HandMadeTable.Table).Cast<RouteTable>().Select(StableHash.Compute).ToList();

        // More than a hundred properties of ten records; a new one that the canonical text forgets makes two hashes equal.
        Assert.InRange(hashes.Count, 100, 300);
        Assert.DoesNotContain(StableHash.Compute(HandMadeTable.Table), hashes);
        Assert.Equal(hashes.Count, hashes.Distinct().Count());
    }

    [Fact]
    public void A_price_id_names_the_rates_and_nothing_else()
    {
        var sheet = new PriceSheet { Input = 2.00m, Output = 5m };

        Assert.Equal(StableHash.PriceId("m", sheet), StableHash.PriceId("m", sheet with { Input = 2m }));
        Assert.NotEqual(StableHash.PriceId("m", sheet), StableHash.PriceId("m", sheet with { CachedInput = 2m }));
        Assert.NotEqual(StableHash.PriceId("m", sheet), StableHash.PriceId("m", sheet with { Tier = new PriceTier(1, sheet) }));
        Assert.StartsWith("m@", StableHash.PriceId("m", sheet), StringComparison.Ordinal);
    }

    /// <summary>Copies of <paramref name="value"/> that differ from it in one property each, however deep it lies.</summary>
    private static IEnumerable<object> Changed(object value)
    {
        foreach (var property in value.GetType()
            .GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite))
        {
            foreach (var other in Others(property.PropertyType, property.GetValue(value)))
            {
                var copy = value.GetType().GetMethod("<Clone>$")!.Invoke(value, [])!;
                property.SetValue(copy, other);
                yield return copy;
            }
        }
    }

    private static IEnumerable<object?> Others(Type type, object? value)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain.IsGenericType && plain.GetGenericTypeDefinition() == typeof(EquatableArray<>))
        {
            return Lists(plain, [.. ((IEnumerable)value!).Cast<object>()]);
        }

        if (plain.IsClass && plain != typeof(string))
        {
            return value is null ? [] : Changed(value);
        }

        return [Other(plain, value)];
    }

    private static IEnumerable<object> Lists(Type type, object[] items)
    {
        for (var i = 0; i < items.Length; i++)
        {
            foreach (var changed in items[i] is string text ? [text + "x"] : Changed(items[i]))
            {
                yield return List(type, [.. items[..i], changed, .. items[(i + 1)..]]);
            }
        }

        if (items.Length > 0)
        {
            yield return List(type, items[1..]);
        }
    }

    private static object List(Type type, object[] items)
    {
        var typed = Array.CreateInstance(type.GetGenericArguments()[0], items.Length);
        items.CopyTo(typed, 0);
        return Activator.CreateInstance(type, typed)!;
    }

    private static object Other(Type type, object? value) => value switch
    {
        string text => text + "x",
        bool flag => !flag,
        int number => number + 1,
        long number => number + 1,
        decimal number => number + 1,
        TimeSpan time => time + TimeSpan.FromTicks(1),
        Enum flags => Enum.ToObject(type, Convert.ToInt32(flags, System.Globalization.CultureInfo.InvariantCulture) ^ 1),
        null when type == typeof(string) => "stated",
        null => type.IsEnum ? Enum.ToObject(type, 0) : Convert.ChangeType(7, type, System.Globalization.CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException(type.Name),
    };
}
