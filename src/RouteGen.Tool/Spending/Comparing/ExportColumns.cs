namespace RouteGen.Tool.Spending.Comparing;

/// <summary>
/// The columns of the exports that providers' consoles and APIs write, seen in November 2026: OpenAI's usage
/// (<c>completions_usage_*.csv</c>) and costs (<c>cost_*.csv</c>), Anthropic's tokens and costs (<c>claude_api_tokens_*.csv</c>,
/// <c>claude_api_cost_*.csv</c>), OpenRouter's activity; and what people call such columns in sheets of their own.
/// </summary>
internal static class ExportColumns
{
    /// <summary>Where a day stands, surest first.</summary>
    public static readonly string[] Day = ["start_time_iso", "start_time", "usage_date_utc", "created_at", "date", "day", "timestamp"];

    /// <summary>Where a model stands.</summary>
    public static readonly string[] Model = ["model_version", "model_permaslug", "model", "line_item"];

    public static readonly string[] Requests = ["num_model_requests", "requests"];

    public static readonly string[] Output = ["output_tokens", "usage_output_tokens", "completion_tokens", "tokens_completion"];

    public static readonly string[] Usd = ["amount_value", "cost_usd", "cost_total", "usage", "cost", "amount", "usd"];

    public static readonly string[] Currency = ["amount_currency", "currency"];

    /// <summary>All input in one column.</summary>
    public static readonly string[] Input = ["input_tokens", "prompt_tokens", "tokens_prompt"];

    /// <summary>Input in parts, which add up.</summary>
    public static readonly string[] InputParts =
    [
        "usage_input_tokens_no_cache", "usage_input_tokens_cache_write_5m", "usage_input_tokens_cache_write_1h",
        "usage_input_tokens_cache_read", "uncached_input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens",
    ];

    private static readonly (string Column, string Provider)[] Signs =
    [
        ("num_model_requests", "openai"), ("amount_value", "openai"), ("start_time_iso", "openai"),
        ("usage_date_utc", "anthropic"), ("generation_id", "openrouter"), ("model_permaslug", "openrouter"),
    ];

    /// <summary>A column's name without what only differs in writing: <c>Usage Date (UTC)</c> is <c>usage_date_utc</c>.</summary>
    public static string Normalize(string header) => string.Join('_', header.Trim().ToLowerInvariant().Split(
        [' ', '-', '_', '(', ')', '.'], StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The provider that writes files of these columns; null where nothing tells.</summary>
    public static string? ProviderOf(IReadOnlyCollection<string> columns) =>
        Signs.FirstOrDefault(sign => columns.Contains(sign.Column)).Provider;

    /// <summary>Whether each row is a request of its own.</summary>
    public static bool IsPerRequest(IReadOnlyCollection<string> columns) => columns.Contains("generation_id");
}
