using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Tests.Oracles.Wires;

/// <summary>Replies of Anthropic's Messages API, as docs.anthropic.com/en/api/messages and .../messages-streaming show them.</summary>
internal static class MessagesWire
{
    public static string Whole(Reply reply) => Message(reply, Blocks(reply), Word(reply.End), Usage(reply)).ToJsonString();

    public static string Streamed(Reply reply)
    {
        var started = Usage(reply);
        started["output_tokens"] = 1;
        var events = new List<JsonObject> { new() { ["type"] = "message_start", ["message"] = Message(reply, [], null, started) } };
        var blocks = Blocks(reply);
        for (var i = 0; i < blocks.Count; i++)
        {
            events.AddRange(EventsOf(reply, blocks[i], i));
        }

        if (reply.Flip(0.3))
        {
            events.Insert(1, new() { ["type"] = "ping" });
        }

        events.Add(new()
        {
            ["type"] = "message_delta",
            ["delta"] = new JsonObject { ["stop_reason"] = Word(reply.End), ["stop_sequence"] = null },
            ["usage"] = reply.Flip() ? Usage(reply) : new JsonObject { ["output_tokens"] = reply.Output },
        });
        events.Add(new() { ["type"] = "message_stop" });
        return string.Concat(events.Select(each => $"event: {each["type"]}\ndata: {each.ToJsonString()}\n\n"));
    }

    private static List<JsonObject> Blocks(Reply reply)
    {
        var blocks = new List<JsonObject>();
        if (reply.Thought is { } thought)
        {
            blocks.Add(new() { ["type"] = "thinking", ["thinking"] = thought, ["signature"] = reply.Signature ?? "" });
        }

        if (reply.Text is { } text)
        {
            blocks.Add(new() { ["type"] = "text", ["text"] = text, ["citations"] = reply.Cites ? new JsonArray(Citation()) : null });
        }

        blocks.AddRange(reply.Calls.Select(call => new JsonObject
        {
            ["type"] = "tool_use",
            ["id"] = call.Id,
            ["name"] = call.Name,
            ["input"] = JsonNode.Parse(call.Arguments),
        }));
        return blocks;
    }

    private static JsonObject Citation() => new()
    {
        ["type"] = "web_search_result_location",
        ["url"] = "https://pages.example/a?b=c",
        ["title"] = "A page",
        ["encrypted_index"] = "aW5kZXg=",
        ["cited_text"] = "as it says",
    };

    private static IEnumerable<JsonObject> EventsOf(Reply reply, JsonObject block, int index)
    {
        var begun = block.DeepClone().AsObject();
        var (member, delta, pieces) = (string)block["type"]! switch
        {
            "thinking" => ("thinking", "thinking_delta", reply.Pieces(reply.Thought!)),
            "text" => ("text", "text_delta", reply.Pieces(reply.Text!)),
            _ => ("partial_json", "input_json_delta", reply.Pieces(reply.Calls.First(call => call.Id == (string)block["id"]!).Arguments)),
        };
        if (member == "partial_json")
        {
            begun["input"] = new JsonObject();
        }
        else
        {
            begun[member] = "";
        }

        if (begun.ContainsKey("signature"))
        {
            begun["signature"] = "";
        }

        begun.Remove("citations");
        yield return new() { ["type"] = "content_block_start", ["index"] = index, ["content_block"] = begun };
        foreach (var piece in pieces)
        {
            yield return Delta(index, delta, member, piece);
        }

        if (member == "thinking")
        {
            yield return Delta(index, "signature_delta", "signature", reply.Signature ?? "");
        }
        else if (member == "text" && reply.Cites)
        {
            yield return Delta(index, "citations_delta", "citation", Citation());
        }

        yield return new() { ["type"] = "content_block_stop", ["index"] = index };
    }

    private static JsonObject Delta(int index, string type, string member, JsonNode value) => new()
    {
        ["type"] = "content_block_delta",
        ["index"] = index,
        ["delta"] = new JsonObject { ["type"] = type, [member] = value },
    };

    private static JsonObject Message(Reply reply, List<JsonObject> blocks, string? stop, JsonObject usage) => new()
    {
        ["id"] = "msg_" + reply.Id,
        ["type"] = "message",
        ["role"] = "assistant",
        ["model"] = reply.Model,
        ["content"] = new JsonArray([.. blocks]),
        ["stop_reason"] = stop,
        ["stop_sequence"] = null,
        ["usage"] = usage,
    };

    // Cached tokens stand beside the input here, not in it.
    private static JsonObject Usage(Reply reply) => new()
    {
        ["input_tokens"] = reply.Input - reply.Cached,
        ["cache_creation_input_tokens"] = 0,
        ["cache_read_input_tokens"] = reply.Cached,
        ["output_tokens"] = reply.Output,
        ["service_tier"] = "standard",
    };

    private static string Word(End end) => end switch
    {
        End.Length => "max_tokens",
        End.Calls => "tool_use",
        End.Filter => "refusal",
        _ => "end_turn",
    };
}
