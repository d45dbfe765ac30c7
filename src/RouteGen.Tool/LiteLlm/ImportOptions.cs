namespace RouteGen.Tool.LiteLlm;

/// <summary>What an import was asked for.</summary>
/// <param name="Input">The map.</param>
/// <param name="Output">The file of models to write; null writes none.</param>
/// <param name="Names">The file that lists entries and their names; null converts all.</param>
/// <param name="Update">The file of models that completes and corrects the map; null for none.</param>
/// <param name="Report">Where the whole report goes; null leaves it at the summary.</param>
/// <param name="AsOf">The day of the prices, as yyyy-MM-dd.</param>
/// <param name="Providers">The providers of the map that are wanted; none means all.</param>
internal sealed record ImportOptions(
    string Input, string? Output, string? Names, string? Update, string? Report, string AsOf, IReadOnlyList<string> Providers);
