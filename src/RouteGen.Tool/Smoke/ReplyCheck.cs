using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// Whether what was served is what was asked for. The engine has seen to it that there is something, and that JSON is JSON.
/// </summary>
internal static class ReplyCheck
{
    public static Diagnosis? Inspect(SmokeCase of, SmokeReply came) => came.Record.FinishReason is "content_filter" or "refusal"
        ? new(
            "filtered", "The provider's filter, or the model, broke off its reply to the harmless question of this run.",
            "Loosen the content filter of that deployment.")
        : Content(of, came);

    private static Diagnosis? Content(SmokeCase of, SmokeReply came) => of.Shape switch
    {
        SmokeShape.Tool => Tool(of, came.Reply!, came.Record.Attempts[^1].Unsent),
        SmokeShape.Schema => Schema(of, came.Reply!.Text),
        SmokeShape.Image => Image(came.Reply!.Text),
        SmokeShape.Embedding => Vector(of, came.Vector!.Value.Span),
        _ => came.Reply!.Text.Length > 0 ? null : new(
            "no-text", "The reply has no text in it, though nothing else was asked for.",
            "Run again; where it stays so, the model is none for chat, or all it writes is reasoning."),
    };

    private static Diagnosis? Tool(SmokeCase of, ChatResponse reply, string? unsent)
    {
        if (unsent?.Split(',').Contains("tools", StringComparer.Ordinal) is true)
        {
            return new(
                "tool-not-sent", $"Kind '{of.Place.Provider.Kind}' has no words for tools: the tool was never sent.",
                $"Write \"lacks\": [\"tools\"] at target '{of.Place.Target.Name}', so that such requests go elsewhere.");
        }

        var call = reply.Messages.SelectMany(static m => m.Contents).OfType<FunctionCallContent>().FirstOrDefault();
        if (call is null)
        {
            return new(
                "tool-not-called", "The model answered in words and did not call the tool that it was told to call.",
                $"Write \"lacks\": [\"tools\"] at target '{of.Place.Target.Name}', or look at the server's parser of tool calls.");
        }

        return call.Name != SmokeRequest.ToolName
            ? new(
                "tool-unknown", "The model called a tool that it was not given.",
                $"Write \"lacks\": [\"tools\"] at target '{of.Place.Target.Name}'.")
            : call.Arguments?.TryGetValue("city", out var city) is true && city?.ToString() is { Length: > 0 }
            ? null
            : new(
                "tool-arguments", "The model called the tool without the argument that its schema requires.",
                $"Do not rely on schemas of tools with model '{of.Place.Target.Model.Name}', or choose another one for them.");
    }

    private static Diagnosis? Schema(SmokeCase of, string text)
    {
        Diagnosis Broken(string how) => new(
            "schema-broken", $"The reply does not keep to the schema: {how}.",
            $"Write \"lacks\": [\"jsonSchema\"] at target '{of.Place.Target.Name}', or have the server enforce schemas.");
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.ValueKind != JsonValueKind.Object ? Broken("it is no JSON object")
                : !root.TryGetProperty("capital", out var capital) || !root.TryGetProperty("letters", out var letters)
                    ? Broken("a required member is missing")
                : capital.ValueKind != JsonValueKind.String || letters.ValueKind != JsonValueKind.Number
                    || !letters.TryGetDecimal(out var number)
                    || number != decimal.Truncate(number)
                    ? Broken("a member is of another type")
                : root.GetPropertyCount() != 2 ? Broken("it has members that are not allowed")
                : null;
        }
        catch (JsonException)
        {
            return Broken(text.TrimStart().StartsWith("```", StringComparison.Ordinal) ? "its JSON stands in a code fence"
                : "it is no JSON");
        }
    }

    private static Diagnosis? Image(string text) => text.Contains("red", StringComparison.OrdinalIgnoreCase) ? null : new(
        "image-not-seen", "The model took the picture and did not say what colour it is: perhaps it never saw it.",
        "Look whether the server passes pictures on, or write \"lacks\": [\"vision\"] at the target.");

    private static Diagnosis? Vector(SmokeCase of, ReadOnlySpan<float> vector)
    {
        foreach (var value in vector)
        {
            if (!float.IsFinite(value))
            {
                return new("vector-broken", "The vector has values in it that are no numbers.", "Do not use this model.");
            }
        }

        if (!vector.ContainsAnyExcept(0f))
        {
            return new("vector-broken", "The vector is all zeros.", "Do not use this model.");
        }

        return (of.Place.Target.Dimensions ?? of.Place.Target.Model.Dimensions) is { } length && length != vector.Length
            ? new(
                "vector-length", string.Create(
                    CultureInfo.InvariantCulture, $"The vector has {vector.Length} dimensions, and the table says {length}."),
                "Fix \"dimensions\": vectors of two lengths cannot be compared.")
            : null;
    }
}
