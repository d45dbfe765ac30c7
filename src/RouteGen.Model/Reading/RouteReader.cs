using RouteGen.Model.Fields;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>routes</c>.</summary>
internal static class RouteReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    /// <param name="targets">The targets that its chain can name.</param>
    /// <param name="budgets">The budgets that it can name.</param>
    /// <param name="costBuckets">The accounts that the table declares; where it declares none, any name is one.</param>
    /// <param name="keysOf">With how many keys a target can be asked.</param>
    public static RouteEntry Read(
        string name, string identifier,
        ObjectReader? entry, References targets, References budgets, IReadOnlyList<string> costBuckets, Func<string, int> keysOf)
    {
        if (entry is null)
        {
            return new RouteEntry { Name = name, Identifier = identifier, CostBucket = name };
        }

        var silent = new RouteEntry
        {
            Name = name,
            Identifier = identifier,
            CostBucket = entry.Text("costBucket", b => IsCostBucket(b, name, costBuckets)) ?? name
        };
        var route = RouteFields.All.Read(silent, entry);
        var retry = Read(RetryFields.All, route.Retry, entry.Object("retry", Shapes.Retry, "the retry of "));
        if (route.Type == RouteType.Embedding)
        {
            EmbeddingProperties.RefuseMeaningless(entry);
        }

        route = route with
        {
            Chain = ChainReader.Read(entry, targets, retry.MaxRetries, route.Strategy),
            On = OnReader.Read(entry, targets, retry.MaxRetries),
            Timeouts = Read(TimeoutFields.All, route.Timeouts, entry.Object("timeouts", Shapes.Timeouts, "the timeouts of ")),
            Retry = retry,
            Budgets = BudgetReader.Names(entry, budgets),
        };
        var attempts = Math.Max(1, route.Reach().Sum(link => keysOf(link.Target)) * (1 + retry.MaxRetries));
        return route with
        {
            Limits = Read(LimitFields.All, new RouteLimits { Attempts = attempts }, entry.Object("limits", Shapes.Limits, "the limits of "))
        };
    }

    private static T Read<T>(FieldList<T> fields, T silent, ObjectReader? stated) => stated is null ? silent : fields.Read(silent, stated);

    private static bool IsCostBucket(string bucket, string route, IReadOnlyList<string> declared) =>
        !string.IsNullOrWhiteSpace(bucket) && (declared.Count == 0 || bucket == route || declared.Contains(bucket));
}
