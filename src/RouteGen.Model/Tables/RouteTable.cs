using RouteGen.Costs;
using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>
/// What one routes.json says, as a value: two tables are equal when they say the same, wherever it is in the text.
/// </summary>
/// <remarks>
/// The equality contract that the generator's caching stands on: every member is a string, a number, an enum, a record of such or an
/// <see cref="EquatableArray{T}"/> of such. No positions, no syntax, no Roslyn type. Lists keep the order of the file.
/// References between entries are by name and resolve. A file with problems still gives every name that can become C#: a
/// reference that does not resolve is then empty text in a <see cref="TargetEntry"/>, is omitted of a chain, and an entry of
/// which nothing could be read has its name only.
/// Without problems no text that must be stated is empty, and no chain is.
/// </remarks>
public sealed record RouteTable
{
    /// <summary>The generated class; a valid C# identifier. Where the file states none, one made of the file's name.</summary>
    public required string ClassName { get; init; }

    /// <summary>The namespace that the file states; null means the project's RootNamespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Whether the generated types are public (the default) or internal.</summary>
    public bool IsPublic { get; init; } = true;

    /// <summary>One sentence on the table, for hover documentation.</summary>
    public string? About { get; init; }

    /// <summary>The day of the last review, as yyyy-MM-dd.</summary>
    public string? Reviewed { get; init; }

    /// <summary>The models that the targets use, those of shared files included.</summary>
    public EquatableArray<ModelEntry> Models { get; init; }

    /// <summary>Where models run.</summary>
    public EquatableArray<ProviderEntry> Providers { get; init; }

    /// <summary>Models at providers.</summary>
    public EquatableArray<TargetEntry> Targets { get; init; }

    /// <summary>Caps on what calls may take in a stretch of time.</summary>
    public EquatableArray<BudgetEntry> Budgets { get; init; }

    /// <summary>Declared chargeback accounts.</summary>
    public EquatableArray<string> CostBuckets { get; init; }

    /// <summary>The routes, in file order.</summary>
    public EquatableArray<RouteEntry> Routes { get; init; }
}

/// <summary>Facts of a model: what it takes and what it costs.</summary>
public sealed record ModelEntry
{
    /// <summary>The key in the file, which is the provider's name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>The C# identifier made of <see cref="Name"/>.</summary>
    public required string Identifier { get; init; }

    /// <summary>Tokens of input and output together; null when not stated.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Input tokens accepted; null when not stated.</summary>
    public int? MaxInput { get; init; }

    /// <summary>Output tokens produced at most; null when not stated.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The length of the vectors that an embedding model gives unless it is asked for less; null when not stated.</summary>
    public int? Dimensions { get; init; }

    /// <summary>What the model can do; null when the file does not say, and then nothing is ruled out.</summary>
    public ModelFeatures? Features { get; init; }

    /// <summary>Request options that the model rejects or ignores.</summary>
    public RequestParameters Unsupported { get; init; }

    /// <summary>The day on which the provider takes it out of service, as yyyy-MM-dd; null when not stated.</summary>
    public string? Retires { get; init; }

    /// <summary>Its price; null when the file states none, which makes every cost unknown.</summary>
    public ModelPrice? Price { get; init; }
}

/// <summary>A price as the file states it.</summary>
/// <param name="Sheet">The rates.</param>
/// <param name="AsOf">The day on which the rates were true, as yyyy-MM-dd.</param>
/// <param name="Source">Where they were read.</param>
public sealed record ModelPrice(PriceSheet Sheet, string? AsOf, string? Source)
{
    /// <summary>
    /// By what the total is multiplied where it is processed in a region; a provider of another region, or of none, is not concerned.
    /// </summary>
    public EquatableArray<RegionalMultiplier> RegionalMultipliers { get; init; }

    /// <summary>
    /// Prices that are to come or have come since, earliest first. Each is whole: what the file omits is filled in from before.
    /// </summary>
    public EquatableArray<PriceChange> Changes { get; init; }

    /// <summary>All sheets, whenever they hold.</summary>
    public IEnumerable<PriceSheet> Sheets => Changes.Select(change => change.Sheet).Prepend(Sheet);
}

/// <summary>What a region costs more, or less.</summary>
/// <param name="Region">The region; it holds those named after it.</param>
/// <param name="Factor">By what the total is multiplied.</param>
public sealed record RegionalMultiplier(string Region, decimal Factor);

/// <summary>A price that holds from a day on.</summary>
/// <param name="From">The first day, as yyyy-MM-dd, from 00:00 UTC.</param>
/// <param name="Sheet">The rates.</param>
public sealed record PriceChange(string From, PriceSheet Sheet);

/// <summary>Where models run. It names settings; it holds no secret.</summary>
public sealed record ProviderEntry
{
    /// <summary>The key in the file.</summary>
    public required string Name { get; init; }

    /// <summary>The C# identifier made of <see cref="Name"/>.</summary>
    public required string Identifier { get; init; }

    /// <summary>
    /// The wire protocol and its client, such as <c>openai</c> or <c>anthropic</c>. Empty only where the file was broken.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>How requests are authenticated.</summary>
    public ProviderAuth Auth { get; init; }

    /// <summary>The environment variable that holds the key; of several the first.</summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>The environment variables that hold the keys, where the file names several; else none.</summary>
    public EquatableArray<string> ApiKeyEnvs { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The base address; null means the kind's own.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The environment variable that holds the base address.</summary>
    public string? EndpointEnv { get; init; }

    /// <summary>The connection string of the application that holds address and key, by its name.</summary>
    public string? ConnectionName { get; init; }

    /// <summary>The scope to ask a token for, where <see cref="Auth"/> is <see cref="ProviderAuth.Token"/>.</summary>
    public string? TokenScope { get; init; }

    /// <summary>Which of the kind's protocols is spoken.</summary>
    public ProviderApi Api { get; init; }

    /// <summary>What OpenRouter is asked to choose by; null when the file does not say.</summary>
    public OpenRouterEntry? OpenRouter { get; init; }

    /// <summary>Whether other providers are behind this one, so that they fail with it.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Where it processes what it is sent, such as <c>eu</c> or <c>eu-west-1</c>; null when the file does not say.</summary>
    public string? Region { get; init; }

    /// <summary>For how many days it keeps what it is sent; 0 for not at all, null when the file does not say.</summary>
    public int? DataRetentionDays { get; init; }

    /// <summary>By what every price is multiplied there: a negotiated discount. 1 unless the file says otherwise.</summary>
    public decimal PriceFactor { get; init; } = 1;

    /// <summary>Its free credit; null when the file states none.</summary>
    public CreditEntry? Credits { get; init; }
}

/// <summary>A model at a provider.</summary>
public sealed record TargetEntry
{
    /// <summary>The key in the file.</summary>
    public required string Name { get; init; }

    /// <summary>The C# identifier made of <see cref="Name"/>.</summary>
    public required string Identifier { get; init; }

    /// <summary>The name of a <see cref="ProviderEntry"/>. Empty only where the file was broken.</summary>
    public required string Provider { get; init; }

    /// <summary>The name of a <see cref="ModelEntry"/>. Empty only where the file was broken.</summary>
    public required string Model { get; init; }

    /// <summary>
    /// The model's name on the wire; the model's own unless the file says otherwise. Empty only where the file was broken.
    /// </summary>
    public required string Deployment { get; init; }

    /// <summary>Which of its provider's protocols is spoken to it; null for the provider's own choice.</summary>
    public ProviderApi? Api { get; init; }

    /// <summary>What the model can do and this target cannot, since the host lacks it.</summary>
    public ModelFeatures Lacks { get; init; }

    /// <summary>The length of the vectors to ask for; null leaves it to the model.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Requests per minute at most, of all instances of the application together.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens a minute at most, input and output, of all instances together.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Requests under way at a time at most, of all instances together.</summary>
    public int? Concurrency { get; init; }

    /// <summary>One sentence on the target, for hover documentation.</summary>
    public string? About { get; init; }

    /// <summary>Whether its capacity is paid for by the hour or the month, so that a request costs nothing more.</summary>
    public bool IsProvisioned { get; init; }

    /// <summary>The service tier to ask for; null leaves it to the caller and the provider.</summary>
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>What OpenRouter is asked to choose by for this target, the provider's filled in; null when neither says.</summary>
    public OpenRouterEntry? OpenRouter { get; init; }
}
