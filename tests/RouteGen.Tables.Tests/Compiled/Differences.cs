using System.Collections;
using System.Globalization;
using System.Reflection;
using RouteGen.Definitions;

namespace RouteGen.Tables.Tests.Compiled;

/// <summary>What differs between two definitions, property by property, so that none that is added later is forgotten.</summary>
internal static class Differences
{
    public static IEnumerable<string> Between(object? a, object? b, string path = "")
    {
        if (a is null || b is null || a is string || a.GetType().IsPrimitive || a.GetType().IsEnum || a is decimal or TimeSpan or DateOnly)
        {
            return Equals(a, b) ? [] : [$"{path}: {Shown(a)} and {Shown(b)}"];
        }

        if (a is IProviderAdapter)
        {
            return ReferenceEquals(a, b) ? [] : [$"{path}: {a.GetType()} and {b.GetType()}"];
        }

        if (a is IReadOnlyDictionary<string, string> map)
        {
            return Between(Sorted(map), Sorted((IReadOnlyDictionary<string, string>)b), path);
        }

        if (a is IEnumerable list)
        {
            object?[] left = [.. list];
            object?[] right = [.. (IEnumerable)b];
            return left.Length == right.Length
                ? left.SelectMany((item, i) => Between(item, right[i], $"{path}[{i}]"))
                : [$"{path}: {left.Length} and {right.Length} items"];
        }

        return a.GetType() == b.GetType()
            ? a.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(static p => p.GetIndexParameters().Length == 0)
                .SelectMany(p => Between(p.GetValue(a), p.GetValue(b), $"{path}.{p.Name}"))
            : [$"{path}: {a.GetType()} and {b.GetType()}"];
    }

    private static string[] Sorted(IReadOnlyDictionary<string, string> map) =>
        [.. map.Select(static m => $"{m.Key}: {m.Value}").Order(StringComparer.Ordinal)];

    private static string Shown(object? value) => value is null ? "null" : string.Create(CultureInfo.InvariantCulture, $"'{value}'");
}
