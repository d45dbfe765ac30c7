using System.ComponentModel;
using RouteGen.Costs;

namespace RouteGen.Definitions;

/// <summary>A compiled routes.json. Generated code makes one per table; nothing is read or parsed at run time.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteTableDefinition
{
    /// <summary>The table's class name; the configuration section is <c>RouteGen:{Name}</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A hash of all that the table says, prices included, so that a record names the table it was made by.</summary>
    public required string Hash { get; init; }

    /// <summary>Every provider of the table.</summary>
    public required IReadOnlyList<ProviderDefinition> Providers { get; init; }

    /// <summary>Every target of the table.</summary>
    public required IReadOnlyList<TargetDefinition> Targets { get; init; }

    /// <summary>Every route of the table, in file order.</summary>
    public required IReadOnlyList<RouteDefinition> Routes { get; init; }

    /// <summary>Whether a target is asked for embeddings; the build sees to it that it is asked for nothing else then.</summary>
    internal bool SupportsEmbeddings(string target) =>
        Routes.Any(r => r.Type == RouteType.Embedding && r.Reach.Any(e => e.Target.Name == target));
}

/// <summary>Where models run.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProviderDefinition
{
    /// <summary>The key in routes.json.</summary>
    public required string Name { get; init; }

    /// <summary>The wire protocol, such as <c>openai</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What makes clients for the kind; null for <c>custom</c>, where the application does.</summary>
    public required IProviderAdapter? Adapter { get; init; }

    /// <summary>How requests are authenticated.</summary>
    public ProviderAuth Auth { get; init; }

    /// <summary>The environment variable that holds the key, where the table names one; of several the first.</summary>
    public string? ApiKeyVariable { get; init; }

    /// <summary>The environment variables that hold the keys, where the table names several; else none.</summary>
    public IReadOnlyList<string> ApiKeyVariables { get; init; } = [];

    /// <summary>The base address; null means the adapter's own.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The environment variable that holds the base address, where the table names one.</summary>
    public string? EndpointVariable { get; init; }

    /// <summary>The connection string of the application that holds address and key, where the table names one.</summary>
    public string? ConnectionName { get; init; }

    /// <summary>The scope to ask a token for, where <see cref="Auth"/> is <see cref="ProviderAuth.Token"/>.</summary>
    public string? TokenScope { get; init; }

    /// <summary>Which of the kind's protocols is spoken.</summary>
    public ProviderApi Api { get; init; }

    /// <summary>Where it serves, such as <c>eu</c>, as the table says; null where it says nothing.</summary>
    public string? Region { get; init; }

    /// <summary>Whether other providers are behind this one.</summary>
    public bool IsGateway { get; init; }

    /// <summary>Its free credit; null where the table states none.</summary>
    public CreditDefinition? Credits { get; init; }
}

/// <summary>Facts of a model.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelDefinition
{
    /// <summary>The key in routes.json.</summary>
    public required string Name { get; init; }

    /// <summary>Tokens of input and output together; null when not stated.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Input tokens accepted; null when not stated.</summary>
    public int? MaxInput { get; init; }

    /// <summary>Output tokens produced at most; null when not stated.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The length of the vectors that an embedding model gives unless it is asked for less; null when not stated.</summary>
    public int? Dimensions { get; init; }

    /// <summary>What the model can do; null when not stated, and then nothing is ruled out.</summary>
    public ModelFeatures? Features { get; init; }

    /// <summary>Request options that are not sent to the model.</summary>
    public RequestParameters Unsupported { get; init; }

    /// <summary>The day on which the provider takes it out of service; null when not stated.</summary>
    public DateOnly? Retires { get; init; }

    /// <summary>What it costs; null when not stated, and then every cost is unknown.</summary>
    public PriceDefinition? Price { get; init; }
}

/// <summary>A price with the name under which records keep it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record PriceDefinition
{
    /// <summary>Makes a price that holds on all days.</summary>
    /// <param name="id">Names the rates.</param>
    /// <param name="sheet">The rates in USD per million tokens.</param>
    public PriceDefinition(string id, PriceSheet sheet)
    {
        Id = id;
        Sheet = sheet;
    }

    /// <summary>Names the rates: equal rates of a model have equal ids, so that a past month can be repriced.</summary>
    public string Id { get; init; }

    /// <summary>The rates in USD per million tokens.</summary>
    public PriceSheet Sheet { get; init; }

    /// <summary>Prices that hold from a day on, earliest first; before the first of them <see cref="Sheet"/> holds.</summary>
    public IReadOnlyList<DatedPrice> Changes { get; init; } = [];

    /// <summary>What the price is multiplied by in regions, such as <c>us</c>, where a reply says in which of them it was served.</summary>
    public IReadOnlyList<KeyValuePair<string, decimal>> Regions { get; init; } = [];

    /// <summary>
    /// The price whose <see cref="Id"/> and <see cref="Sheet"/> hold for a call that began at <paramref name="at"/>, by its UTC day.
    /// </summary>
    public PriceDefinition At(DateTimeOffset at)
    {
        var price = this;
        if (Changes.Count > 0)
        {
            var day = DateOnly.FromDateTime(at.UtcDateTime);
            for (var i = 0; i < Changes.Count && Changes[i].From <= day; i++)
            {
                price = Changes[i].Price;
            }
        }

        return price;
    }

    /// <summary>
    /// What the price is multiplied by for what was served in <paramref name="place"/>: by the nearest region that holds it, and by nothing
    /// for <c>global</c>. Null where the price says nothing of it.
    /// </summary>
    internal decimal? MultiplierIn(string place)
    {
        decimal? nearest = null;
        var length = 0;
        for (var i = 0; i < Regions.Count; i++)
        {
            var (region, multiplier) = Regions[i];
            if (region.Length > length && place.StartsWith(region, StringComparison.OrdinalIgnoreCase)
                && (place.Length == region.Length || place[region.Length] == '-'))
            {
                (nearest, length) = (multiplier, region.Length);
            }
        }

        return nearest ?? (place.Equals("global", StringComparison.OrdinalIgnoreCase) ? 1m : null);
    }
}

/// <summary>A price that holds from a day on.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record DatedPrice
{
    /// <summary>The first day, from 00:00 UTC.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The price, whose own changes count for nothing.</summary>
    public required PriceDefinition Price { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(DatedPrice), PrintMembers);
}

/// <summary>A model at a provider.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record TargetDefinition
{
    /// <summary>The key in routes.json.</summary>
    public required string Name { get; init; }

    /// <summary>Where it runs.</summary>
    public required ProviderDefinition Provider { get; init; }

    /// <summary>What runs there.</summary>
    public required ModelDefinition Model { get; init; }

    /// <summary>The model's name on the wire.</summary>
    public required string Deployment { get; init; }

    /// <summary>Which of its provider's protocols is spoken to it; null for the provider's own choice.</summary>
    public ProviderApi? Api { get; init; }

    /// <summary>What the model can do and this target cannot, since its host lacks it.</summary>
    public ModelFeatures Lacks { get; init; }

    /// <summary>What can be done here, as far as the table says; null when the model does not state it.</summary>
    public ModelFeatures? Features => Model.Features & ~Lacks;

    /// <summary>The length of the vectors to ask an embedding model for; null asks for none.</summary>
    public int? Dimensions { get; init; }

    /// <summary>What every price is multiplied by here: the provider's discount times the region's uplift.</summary>
    public decimal PriceFactor { get; init; } = 1m;

    /// <summary>Whether its capacity is paid for by the hour or the month, so that a request costs nothing more.</summary>
    public bool IsProvisioned { get; init; }

    /// <summary>The service tier to ask for; null leaves it to the caller and the provider.</summary>
    public ServiceTier? ServiceTier { get; init; }

    /// <summary>Requests per minute that all instances of the application may send together; null means no bound.</summary>
    public int? RequestsPerMinute { get; init; }

    /// <summary>Tokens a minute, input and output, that all instances may use together; null means no bound.</summary>
    public int? TokensPerMinute { get; init; }

    /// <summary>Requests at a time that all instances may have under way together; null means no bound.</summary>
    public int? Concurrency { get; init; }

    /// <summary>
    /// Members that the adapter adds to the body of every request, as a JSON object; null for none. They win over a caller's.
    /// </summary>
    public string? RequestBody { get; init; }

    /// <summary>Headers that the adapter adds to every request; null for none.</summary>
    public IReadOnlyDictionary<string, string>? RequestHeaders { get; init; }

    /// <summary>Which of the features it does not have; where the model states none, only those that the target lacks.</summary>
    public ModelFeatures FindLacking(ModelFeatures needed) => needed & (Lacks | ~(Model.Features ?? needed));

    /// <inheritdoc/>
    public override string ToString() => Name;
}
