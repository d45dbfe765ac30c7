#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.ClientModel.Primitives;
using System.Globalization;
using System.Text.Json;

namespace RouteGen.OpenAI;

/// <summary>
/// What a reply says it cost, in USD: OpenRouter's <c>usage.cost</c> (openrouter.ai/docs/use-cases/usage-accounting). Of a request that
/// went out under the
/// caller's own key (<c>is_byok</c>) that is OpenRouter's fee alone, mostly 0, and what the provider bills is in
/// <c>cost_details.upstream_inference_cost</c>. Numbers are also taken as text.
/// </summary>
internal static class StatedCost
{
    /// <summary>The cost that a usage states; null where it states none, or not all of it.</summary>
    /// <param name="patch">Where the SDK keeps what it does not know.</param>
    /// <param name="cost">The path of <c>cost</c>.</param>
    /// <param name="isByok">The path of <c>is_byok</c>.</param>
    /// <param name="details">The path of <c>cost_details</c>.</param>
    public static decimal? In(ref JsonPatch patch, ReadOnlySpan<byte> cost, ReadOnlySpan<byte> isByok, ReadOnlySpan<byte> details)
    {
        var fee = patch.TryGetJson(cost, out var stated) ? Amount(stated) : null;
        if (!patch.TryGetJson(isByok, out var own) || !IsTrue(own))
        {
            return fee;
        }

        // A fee without the bill that it comes on top of would pass for the whole.
        return (patch.TryGetJson(details, out var bills) ? Upstream(bills) : null) is { } upstream ? (fee ?? 0m) + upstream : null;
    }

    private static decimal? Amount(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        return Amount(document.RootElement);
    }

    private static decimal? Upstream(ReadOnlyMemory<byte> details)
    {
        using var document = JsonDocument.Parse(details);
        var root = document.RootElement;
        return AmountIn(root, "upstream_inference_cost")
            ?? AmountIn(root, "upstream_inference_prompt_cost") + AmountIn(root, "upstream_inference_completions_cost");
    }

    private static decimal? AmountIn(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? Amount(value) : null;

    private static decimal? Amount(JsonElement value) =>
        value.ValueKind is JsonValueKind.Number or JsonValueKind.String
        && decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
        && amount is >= 0 and < 1_000_000
            ? amount
            : null;

    private static bool IsTrue(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var value = document.RootElement;
        return value.ValueKind == JsonValueKind.True
            || (value.ValueKind == JsonValueKind.String && bool.TryParse(value.GetString(), out var isTrue) && isTrue);
    }
}
