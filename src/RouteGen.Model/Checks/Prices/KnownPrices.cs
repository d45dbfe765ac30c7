namespace RouteGen.Model.Checks.Prices;

/// <summary>Between which rates the prices of models lie, in USD per million tokens.</summary>
/// <remarks>
/// Source: the public price map of LiteLLM (model_prices_and_context_window.json) of 2026-08-01, 2,262 chat models with prices, without the
/// sixteen that stand above 1,000 by slips of unit. Highest: o1-pro with 150 for input and 600 for output. Cheapest: 0.01 for input and
/// 0.02 for output, and 0.0025 for cached input (gpt-5-nano, flex).
/// </remarks>
internal static class KnownPrices
{
    /// <summary>The most expensive input.</summary>
    public const decimal HighestInput = 150;

    /// <summary>The most expensive output.</summary>
    public const decimal HighestOutput = 600;

    /// <summary>Above any image (0.60), request (0.005) and web search (0.06).</summary>
    public const decimal HighestPiece = 1;

    /// <summary>Below this no rate is known; every known rate is below it when it is written per token instead.</summary>
    public const decimal Least = 0.001m;

    /// <summary>Tokens in a million: the factor of the commonest slip.</summary>
    public const decimal Million = 1_000_000;
}
