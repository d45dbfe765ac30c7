using System.ClientModel.Primitives;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Json;

/// <summary>
/// What a caller's <c>RawRepresentationFactory</c> gives: JSON, or a request object of the vendor's SDK. It fills and replaces what was
/// written, except for what is the route's: the model, the conversation, streaming and the bound of the output.
/// </summary>
internal static class RawRequest
{
    /// <summary>What is reported where an object cannot be taken.</summary>
    public const string Name = "rawRepresentation";

    private static readonly string[] OfTheRoute = ["model", "messages", "input", "stream", "stream_options", "store"];
    private static readonly string[] Bounds = ["max_tokens", "max_completion_tokens", "max_output_tokens", "num_predict"];

    /// <summary>Merges a caller's object into a request.</summary>
    /// <returns>The request; null for an object that is not of this dialect.</returns>
    public static byte[]? Merge(byte[] request, object raw, string? sdkNamespace)
    {
        if (ObjectOf(raw, sdkNamespace) is not { } own)
        {
            return null;
        }

        var root = JsonNode.Parse(request)!.AsObject();
        foreach (var name in OfTheRoute)
        {
            own.Remove(name);
        }

        Merge(root, own);
        using var text = new JsonText();
        root.WriteTo(text.Writer);
        return text.Written.ToArray();
    }

    private static JsonObject? ObjectOf(object raw, string? sdkNamespace)
    {
        switch (raw)
        {
            case JsonObject own:
                // Read anew, so that numbers are numbers, whatever the caller made them of.
                using (var text = new JsonText())
                {
                    own.WriteTo(text.Writer);
                    return JsonNode.Parse(text.Written) as JsonObject;
                }

            case JsonElement { ValueKind: JsonValueKind.Object } element:
                return JsonObject.Create(element.Clone());
            case JsonDocument { RootElement.ValueKind: JsonValueKind.Object } document:
                return JsonObject.Create(document.RootElement.Clone());
            case IJsonModel<object> model when sdkNamespace is not null && raw.GetType().Namespace == sdkNamespace:
                using (var text = new JsonText())
                {
                    model.Write(text.Writer, ModelReaderWriterOptions.Json);
                    return JsonNode.Parse(text.Written) as JsonObject;
                }

            default:
                return null;
        }
    }

    private static void Merge(JsonObject root, JsonObject own)
    {
        KeepBound(root, own);
        foreach (var (name, value) in own.ToArray())
        {
            own.Remove(name);
            switch (root[name], value)
            {
                case (JsonObject ours, JsonObject theirs):
                    Merge(ours, theirs);
                    break;
                case (JsonArray ours, JsonArray theirs) when name == "tools":
                    for (var i = 0; i < theirs.Count; i++)
                    {
                        ours.Insert(i, theirs[i]?.DeepClone());
                    }

                    break;
                case (JsonArray ours, JsonArray theirs) when name == "include":
                    // What Responses are to say more of: both are answered.
                    foreach (var word in theirs)
                    {
                        if (!ours.Any(known => JsonNode.DeepEquals(known, word)))
                        {
                            ours.Add(word?.DeepClone());
                        }
                    }

                    break;
                default:
                    root[name] = value;
                    break;
            }
        }
    }

    /// <summary>The bound of the output is the lesser of the two, under the name that the dialect gives it.</summary>
    private static void KeepBound(JsonObject root, JsonObject own)
    {
        foreach (var written in Bounds)
        {
            if (root[written] is not JsonValue bound || !bound.TryGetValue<long>(out var most))
            {
                continue;
            }

            foreach (var name in Bounds)
            {
                if (own[name] is JsonValue stated && stated.TryGetValue<long>(out var less) && less >= 0 && less < most)
                {
                    root[written] = most = less;
                }

                own.Remove(name);
            }
        }
    }
}
