using System.Text.Json;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>
/// Messages: message_start, each block's start, deltas and stop with its own index, message_delta with the end and the usage, message_stop.
/// </summary>
internal static class MessagesRules
{
    private static readonly string[] Reasons =
        ["end_turn", "max_tokens", "stop_sequence", "tool_use", "pause_turn", "refusal", "model_context_window_exceeded"];

    public static void Reply(JsonElement body, RuleBook seen)
    {
        Head(body, seen);
        seen.Check(Reasons.Contains(body.GetProperty("stop_reason").GetString()), "a stop_reason that there is not");
        foreach (var block in body.GetProperty("content").EnumerateArray())
        {
            Block(block, seen, isWhole: true);
        }
    }

    public static void Stream(WireExchange exchange, List<(string? Name, string Data)> events, RuleBook seen)
    {
        int next = 0, open = -1;
        string? kind = null, state = null;
        var isSigned = false;
        foreach (var (name, data) in events)
        {
            using var document = JsonDocument.Parse(data);
            var json = document.RootElement;
            var type = json.GetProperty("type").GetString()!;
            seen.Check(name == type, $"an event whose name {name} is not its type {type}");
            seen.Check(state is not ("message_stop" or "error"), "something after the end");
            switch (type)
            {
                case "ping":
                    continue;
                case "error":
                    WireRules.Error(exchange, json, seen);
                    break;
                case "message_start":
                    seen.Check(state is null, "message_start is not first");
                    Head(json.GetProperty("message"), seen);
                    seen.Check(json.GetProperty("message").GetProperty("content").GetArrayLength() == 0, "content in message_start");
                    break;
                case "content_block_start":
                    seen.Check(state is not null && open < 0 && state != "message_delta", "a block that starts in another");
                    open = json.GetProperty("index").GetInt32();
                    seen.Check(open == next++, "a block out of order");
                    kind = json.GetProperty("content_block").GetProperty("type").GetString();
                    isSigned = kind != "thinking";
                    Block(json.GetProperty("content_block"), seen, isWhole: false);
                    break;
                case "content_block_delta":
                    seen.Check(json.GetProperty("index").GetInt32() == open, "a delta of a block that is not open");
                    var delta = json.GetProperty("delta").GetProperty("type").GetString()!;
                    isSigned |= delta == "signature_delta";
                    seen.Check(Fits(kind, delta), $"a {delta} in a block of {kind}");
                    break;
                case "content_block_stop":
                    seen.Check(json.GetProperty("index").GetInt32() == open, "a stop of a block that is not open");
                    seen.Check(isSigned, "a thought that ends without its signature");
                    open = -1;
                    break;
                case "message_delta":
                    seen.Check(open < 0 && state is not (null or "message_delta"), "message_delta in a block, or twice");
                    seen.Check(Reasons.Contains(json.GetProperty("delta").GetProperty("stop_reason").GetString()),
                        "a stop_reason that there is not");
                    seen.Check(json.GetProperty("usage").TryGetProperty("output_tokens", out _), "an end without its usage");
                    break;
                case "message_stop":
                    seen.Check(state == "message_delta", "message_stop without message_delta");
                    break;
                default:
                    seen.Add($"an event that there is not: {type}");
                    break;
            }

            state = type;
        }

        if (exchange.IsWhole)
        {
            seen.Check(state == "message_stop", "no end, and nobody is told");
        }
        else if (exchange.WasCut)
        {
            seen.Check(state == "error", "cut without an error, or with an end");
        }
    }

    private static void Head(JsonElement message, RuleBook seen)
    {
        seen.Check(message.GetProperty("type").ValueEquals("message") && message.GetProperty("role").ValueEquals("assistant"),
            "no message");
        seen.Check(message.GetProperty("id").GetString()!.StartsWith("msg_", StringComparison.Ordinal), "an id of another dialect");
        seen.Check(message.TryGetProperty("stop_sequence", out _) && message.TryGetProperty("stop_reason", out _),
            "a message without an end's members");
        var usage = message.GetProperty("usage");
        seen.Check(
            usage.GetProperty("input_tokens").ValueKind == JsonValueKind.Number
                && usage.GetProperty("output_tokens").ValueKind == JsonValueKind.Number,
            "usage without counts");
        seen.Check(message.GetProperty("model").GetString() is { Length: > 0 }, "a message without its model");
    }

    private static void Block(JsonElement block, RuleBook seen, bool isWhole)
    {
        switch (block.GetProperty("type").GetString())
        {
            case "text":
                seen.Check(block.GetProperty("text").ValueKind == JsonValueKind.String, "a text without text");
                break;
            case "tool_use":
                seen.Check(block.GetProperty("input").ValueKind == JsonValueKind.Object, "a call whose input is not an object");
                seen.Check(block.GetProperty("id").GetString() is { Length: > 0 }
                    && block.GetProperty("name").GetString() is { Length: > 0 }, "a call without id or name");
                break;
            case "thinking":
                seen.Check(block.TryGetProperty("thinking", out _) && (!isWhole || block.TryGetProperty("signature", out _)),
                    "a thought without its signature");
                break;
        }
    }

    private static bool Fits(string? kind, string delta) => kind switch
    {
        "text" => delta is "text_delta" or "citations_delta",
        "tool_use" or "server_tool_use" or "mcp_tool_use" => delta is "input_json_delta",
        "thinking" => delta is "thinking_delta" or "signature_delta",
        _ => true,
    };
}
