using System.Globalization;
using System.Text.Json;

namespace RouteGen.Tool.LiteLlm;

/// <summary>An entry of the map as a model of a table.</summary>
internal sealed record ImportedModel
{
    private const string Embedding = "embedding";

    /// <summary>
    /// The model's windows, features and price are read from the entry; null where it is neither a chat nor an embedding model,
    /// and then <paramref name="reason"/> says why.
    /// </summary>
    public static ImportedModel? Parse(string key, ListedName listed, JsonElement entry, out string reason)
    {
        reason = WhyNot(key, entry) ?? "";
        if (reason.Length > 0)
        {
            return null;
        }

        var isEmbedding = Text(entry, "mode") == Embedding;
        var price = ImportedPrice.Parse(entry, isEmbedding);
        if (listed.Without is { } part)
        {
            price.Drop(part);
        }

        var maxInput = Tokens(entry, "max_input_tokens");
        var maxOutput = Tokens(entry, "max_output_tokens");
        if (isEmbedding)
        {
            // It writes nothing: what the map calls its output is its input again, or the length of its vectors.
            return new ImportedModel
            {
                Key = key,
                Name = listed.Name,
                Provider = Text(entry, "litellm_provider") ?? "",
                IsEmbedding = true,
                MaxInput = maxInput ?? Tokens(entry, "max_tokens"),
                Dimensions = Tokens(entry, "output_vector_size"),
                Features = [],
                Unsupported = [],
                Retires = RetirementOf(entry),
                Source = Text(entry, "source"),
                Price = price,
            };
        }

        return new ImportedModel
        {
            Key = key,
            Name = listed.Name,
            Provider = Text(entry, "litellm_provider") ?? "",
            ContextWindow = WindowOf(listed.Name, maxInput, maxOutput),
            MaxInput = maxInput,
            MaxOutput = maxOutput,
            Features = FeaturesOf(entry),
            Unsupported = UnsupportedBy(listed.Name, entry),
            Retires = RetirementOf(entry),
            Source = Text(entry, "source"),
            Price = price,
        };
    }

    public required string Key { get; init; }

    public required string Name { get; init; }

    public required string Provider { get; init; }

    public int? ContextWindow { get; init; }

    public int? MaxInput { get; init; }

    public int? MaxOutput { get; init; }

    /// <summary>Whether it makes vectors of texts, and no texts.</summary>
    public bool IsEmbedding { get; init; }

    /// <summary>The length of its vectors.</summary>
    public int? Dimensions { get; init; }

    public required IReadOnlyList<string> Features { get; init; }

    public required IReadOnlyList<string> Unsupported { get; init; }

    public string? Retires { get; init; }

    public string? Source { get; init; }

    public required ImportedPrice Price { get; init; }

    private static string? WhyNot(string key, JsonElement entry)
    {
        if (key is "sample_spec" or "fallback_generalizations")
        {
            return "not a model: it explains the map";
        }

        if (entry.ValueKind != JsonValueKind.Object)
        {
            return "not an object";
        }

        if (string.IsNullOrWhiteSpace(key)
            || key.Any(c => char.IsControl(c) || CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.Format))
        {
            return "its name has characters that no table accepts";
        }

        return Text(entry, "mode") switch
        {
            "chat" or "responses" or "completion" or Embedding => null,
            null => "not a model: a class of models by size",
            var mode => $"neither a chat nor an embedding model: {mode}",
        };
    }

    private static string? RetirementOf(JsonElement entry) =>
        Text(entry, "deprecation_date") is { } day
            && DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? day : null;

    private static int? Tokens(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetDouble(out var tokens) && tokens is >= 1 and <= int.MaxValue ? (int)tokens : null;

    private static string? Text(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>OpenAI states input and window apart (272,000 of 400,000); elsewhere the map's input is the window.</summary>
    private static int? WindowOf(string name, int? maxInput, int? maxOutput) =>
        maxInput == 272_000 && maxOutput == 128_000 && name.Contains("gpt-5", StringComparison.Ordinal) ? 400_000 : maxInput;

    private static string[] FeaturesOf(JsonElement entry)
    {
        // An entry that says of nothing that the model can do it says nothing.
        (string Word, string Name)[] known =
        [
            ("tools", "supports_function_calling"),
            ("jsonSchema", "supports_response_schema"), ("vision", "supports_vision"), ("audio", "supports_audio_input"),
            ("files", "supports_pdf_input"), ("reasoning", "supports_reasoning"),
        ];
        string[] stated = [.. known.Where(f => Flag(entry, f.Name) == true).Select(f => f.Word)];
        return stated.Length == 0 ? [] : Flag(entry, "supports_native_streaming") == false ? stated : ["streaming", .. stated];
    }

    private static bool? Flag(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.True => true, JsonValueKind.False => false, _ => null }
            : null;

    /// <summary>
    /// OpenAI's reasoning models refuse temperature and top_p (platform.openai.com/docs/guides/reasoning); the map marks
    /// others that take no sampling parameters.
    /// </summary>
    private static string[] UnsupportedBy(string name, JsonElement entry)
    {
        if (Flag(entry, "supports_sampling_params") == false)
        {
            return ["temperature", "topP", "topK"];
        }

        var last = name[(name.LastIndexOf('/') + 1)..];
        var isOpenAIReasoning = Flag(entry, "supports_reasoning") == true
            && (last.StartsWith("gpt-5", StringComparison.Ordinal) || last.StartsWith("o1", StringComparison.Ordinal)
                || last.StartsWith("o3", StringComparison.Ordinal) || last.StartsWith("o4", StringComparison.Ordinal));
        return isOpenAIReasoning ? ["temperature", "topP"] : [];
    }
}
