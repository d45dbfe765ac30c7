namespace RouteGen.Records;

/// <summary>Where a call was made. The calls of a route share one.</summary>
/// <param name="Table">The table's class name.</param>
/// <param name="TableHash">The table's hash.</param>
/// <param name="Route">The route's name.</param>
/// <param name="CostBucket">The account that is charged.</param>
internal sealed record RecordedRoute(string Table, string TableHash, string Route, string CostBucket)
{
    /// <summary>Nowhere yet.</summary>
    public static RecordedRoute None { get; } = new("", "", "", "");
}
