using System.Text;
using System.Text.Json;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>
/// Responses: created and in_progress first, each item and part added before its deltas and done after them, a terminal event last, and the
/// response that it has is what the events said.
/// </summary>
internal static class ResponsesRules
{
    private static readonly string[] Terminal = ["response.completed", "response.incomplete", "response.failed"];

    public static void Reply(JsonElement body, RuleBook seen)
    {
        seen.Judge("Response", body);
        seen.Check(body.GetProperty("id").GetString()!.StartsWith("resp_", StringComparison.Ordinal), "an id of another dialect");
        seen.Check(body.GetProperty("store").ValueKind == JsonValueKind.False, "it says that it is stored");
    }

    public static void Stream(WireExchange exchange, List<(string? Name, string Data)> events, RuleBook seen)
    {
        var number = 0;
        string? id = null, end = null;
        var items = new List<JsonElement>();
        var open = new Dictionary<int, string>();
        var texts = new Dictionary<string, StringBuilder>();
        foreach (var (name, data) in events)
        {
            seen.Check(end is null, "something after the end");
            using var document = JsonDocument.Parse(data);
            var json = document.RootElement;
            var type = json.GetProperty("type").GetString()!;
            seen.Check(name == type, $"an event whose name {name} is not its type {type}");
            seen.Judge(seen.EventComponent(type), json);
            seen.Check(json.GetProperty("sequence_number").GetInt32() == number, "a sequence_number out of order");
            seen.Check(number != 0 || type == "response.created", "it does not begin with response.created");
            seen.Check(number != 1 || type is "response.in_progress" or "response.queued", "response.in_progress is not second");
            number++;
            if (json.TryGetProperty("response", out var response))
            {
                id ??= response.GetProperty("id").GetString();
                seen.Check(response.GetProperty("id").ValueEquals(id), "responses of different ids");
                if (Terminal.Contains(type))
                {
                    end = type;
                    seen.Check(type == "response.failed" || SameItems(response.GetProperty("output"), items),
                        "an output that is not what the items were");
                }
            }
            else if (type == "error")
            {
                end = type;
            }
            else
            {
                Item(json, type, open, items, texts, seen);
            }
        }

        seen.Check(end is not ("response.completed" or "response.incomplete") || open.Count == 0, "an item that is never done");
        if (exchange.IsWhole)
        {
            seen.Check(end is "response.completed" or "response.incomplete", "no end, and nobody is told");
        }
        else if (exchange.WasCut)
        {
            seen.Check(end is "response.failed" or "error", "cut without an error, or with an end");
        }
    }

    private static void Item(
        JsonElement json, string type, Dictionary<int, string> open, List<JsonElement> items, Dictionary<string, StringBuilder> texts,
        RuleBook seen)
    {
        var index = json.GetProperty("output_index").GetInt32();
        if (type == "response.output_item.added")
        {
            seen.Check(index == items.Count + open.Count, "an item out of order");
            seen.Check(open.TryAdd(index, json.GetProperty("item").GetProperty("id").GetString()!), "an item that is added twice");
            return;
        }

        seen.Check(open.TryGetValue(index, out var item), $"{type} of an item that is not open");
        if (type == "response.output_item.done")
        {
            seen.Check(json.GetProperty("item").GetProperty("id").ValueEquals(item), "an item that changes its id");
            open.Remove(index);
            items.Add(json.GetProperty("item").Clone());
            return;
        }

        seen.Check(json.GetProperty("item_id").ValueEquals(item), $"{type} of another item");
        Text(json, type, index, texts, seen);
    }

    // What a part's done event has is what its deltas added up to.
    private static void Text(JsonElement json, string type, int index, Dictionary<string, StringBuilder> texts, RuleBook seen)
    {
        var part = json.TryGetProperty("content_index", out var content) ? content.GetInt32()
            : json.TryGetProperty("summary_index", out var summary) ? summary.GetInt32() : 0;
        var at = type.LastIndexOf('.');
        var key = $"{index}/{part}/{type[..at]}";
        if (type.EndsWith(".delta", StringComparison.Ordinal) && json.GetProperty("delta").ValueKind == JsonValueKind.String)
        {
            (texts.TryGetValue(key, out var text) ? text : texts[key] = new()).Append(json.GetProperty("delta").GetString());
        }
        else if (type.EndsWith(".done", StringComparison.Ordinal) && texts.TryGetValue(key, out var whole))
        {
            var said = json.TryGetProperty("text", out var t) ? t : json.TryGetProperty("arguments", out var a) ? a
                : json.TryGetProperty("refusal", out var r) ? r : json.TryGetProperty("input", out var i) ? i : default;
            seen.Check(said.ValueKind != JsonValueKind.String || said.GetString() == whole.ToString(),
                $"{type} is not what its deltas were");
        }
    }

    private static bool SameItems(JsonElement output, List<JsonElement> items)
    {
        if (output.GetArrayLength() != items.Count)
        {
            return false;
        }

        for (var i = 0; i < items.Count; i++)
        {
            if (!JsonElement.DeepEquals(output[i], items[i]))
            {
                return false;
            }
        }

        return true;
    }
}
