namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>What a conversion goes by, besides the configuration itself.</summary>
/// <param name="TableName">The table's class.</param>
/// <param name="Catalog">The models that need not be stated.</param>
/// <param name="Variable">Environment variables: for names of models that stand in them, never for keys.</param>
/// <param name="Wildcards">The models behind patterns whose provider's models nobody else knows, by <c>model_name</c>.</param>
internal sealed record ConversionOptions(
    string TableName, CatalogIndex Catalog, Func<string, string?> Variable, IReadOnlyDictionary<string, IReadOnlyList<string>> Wildcards);
