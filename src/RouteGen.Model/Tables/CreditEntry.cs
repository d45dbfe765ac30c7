namespace RouteGen.Model.Tables;

/// <summary>Free credit at a provider, for each of its keys: it pays for calls before money does.</summary>
public sealed record CreditEntry
{
    /// <summary>How much there is of it in USD. 0 only where the file was broken.</summary>
    public decimal Usd { get; init; }

    /// <summary>The last day on which it can be used, as yyyy-MM-dd; null where it does not lapse.</summary>
    public string? Until { get; init; }

    /// <summary>What becomes of the provider's targets after that.</summary>
    public CreditEndAction Then { get; init; }
}
