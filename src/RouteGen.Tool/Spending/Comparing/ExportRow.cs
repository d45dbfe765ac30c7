namespace RouteGen.Tool.Spending.Comparing;

/// <summary>What a provider's export says of a model on a day; what it does not state is null.</summary>
/// <param name="Day">The day in UTC.</param>
/// <param name="Model">The model; null where the export does not tell models apart.</param>
/// <param name="Requests">Requests.</param>
/// <param name="Input">Input tokens, those of a cache included.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="Usd">What is charged.</param>
internal sealed record ExportRow(DateOnly Day, string? Model, long? Requests, long? Input, long? Output, decimal? Usd)
{
    /// <summary>Whether it says anything but that the day was.</summary>
    public bool IsEmpty => Requests is null or 0 && Input is null or 0 && Output is null or 0 && Usd is null or 0m;
}

/// <summary>A provider's export as it was read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Provider">The kind of provider that writes such files; null where nothing tells.</param>
/// <param name="Rows">What it says.</param>
internal sealed record ProviderExport(string Path, string? Provider, IReadOnlyList<ExportRow> Rows)
{
    /// <summary>By how much the sum of a row may be off, where amounts are rounded to cents.</summary>
    public decimal RoundingUsd { get; init; }
}
