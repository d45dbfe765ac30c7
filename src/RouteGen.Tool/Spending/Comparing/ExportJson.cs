using System.Globalization;
using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Comparing;

/// <summary>
/// Reads what OpenAI's Usage and Costs APIs answer (<c>/v1/organization/usage/completions</c>, <c>/v1/organization/costs</c>): a page, or
/// an array of pages, each with buckets of results.
/// </summary>
internal static class ExportJson
{
    /// <exception cref="ToolFailure">It is not such an answer.</exception>
    public static ProviderExport Read(string path, string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            var pages = parsed.RootElement.ValueKind == JsonValueKind.Array ? [.. parsed.RootElement.EnumerateArray()]
                : new[] { parsed.RootElement };
            return new(path, "openai", [.. pages.SelectMany(static page => page.GetProperty("data").EnumerateArray()).SelectMany(Rows)]);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new ToolFailure(
                $"'{path}' is not an answer of OpenAI's Usage or Costs API: {e.Message} Export CSV from the console instead.", e);
        }
    }

    private static IEnumerable<ExportRow> Rows(JsonElement bucket)
    {
        var day = DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(bucket.GetProperty("start_time").GetInt64()).UtcDateTime);
        var results = (bucket.TryGetProperty("results", out var list) ? list : bucket.GetProperty("result")).EnumerateArray().ToArray();
        return results.Length == 0
            ? [new ExportRow(day, null, null, null, null, null)]
            : results.Select(result => new ExportRow(
                day, Text(result, "model") ?? Text(result, "line_item")?.Split(',')[0].Trim(), Count(result, "num_model_requests"),
                Count(result, "input_tokens"), Count(result, "output_tokens"), Amount(result)));
    }

    private static string? Text(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Count(JsonElement result, string name) =>
        result.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number ? (long)value.GetDecimal() : null;

    /// <summary>Amounts come as numbers and as texts.</summary>
    private static decimal? Amount(JsonElement result)
    {
        if (!result.TryGetProperty("amount", out var amount) || amount.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (Text(amount, "currency") is { } currency && !currency.Equals("usd", StringComparison.OrdinalIgnoreCase))
        {
            throw new FormatException($"An amount is in {Grid.Printable(currency)}, and spend is in USD.");
        }

        var value = amount.GetProperty("value");
        return value.ValueKind == JsonValueKind.String
            ? decimal.Parse(value.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
            : decimal.Parse(value.GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
