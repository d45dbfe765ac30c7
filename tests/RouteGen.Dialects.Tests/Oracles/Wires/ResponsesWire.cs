using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Tests.Oracles.Wires;

/// <summary>
/// Replies of the Responses API, as platform.openai.com/docs/api-reference/responses and .../responses-streaming show them.
/// </summary>
internal static class ResponsesWire
{
    public static string Whole(Reply reply) => Response(reply, Items(reply), done: true).ToJsonString();

    public static string Streamed(Reply reply)
    {
        var events = new List<JsonObject> { Event("response.created", "response", Response(reply, [], done: false)) };
        var items = Items(reply);
        for (var i = 0; i < items.Count; i++)
        {
            events.AddRange(EventsOf(reply, items[i], i));
        }

        var end = reply.End is End.Length or End.Filter ? "response.incomplete" : "response.completed";
        events.Add(Event(end, "response", Response(reply, Items(reply), done: true)));
        for (var i = 0; i < events.Count; i++)
        {
            events[i]["sequence_number"] = i;
        }

        return string.Concat(events.Select(each => $"event: {each["type"]}\ndata: {each.ToJsonString()}\n\n"));
    }

    private static List<JsonObject> Items(Reply reply)
    {
        var items = new List<JsonObject>();
        if (reply.Thought is { } thought)
        {
            var item = new JsonObject
            {
                ["id"] = "rs_" + reply.Id,
                ["type"] = "reasoning",
                ["summary"] = new JsonArray(new JsonObject { ["type"] = "summary_text", ["text"] = thought }),
            };
            if (reply.Signature is { } signature)
            {
                item["encrypted_content"] = signature;
            }

            items.Add(item);
        }

        if (reply.Text is not null)
        {
            items.Add(new()
            {
                ["id"] = "msg_" + reply.Id,
                ["type"] = "message",
                ["status"] = "completed",
                ["role"] = "assistant",
                ["content"] = new JsonArray(Part(reply)),
            });
        }

        items.AddRange(reply.Calls.Select(call => new JsonObject
        {
            ["id"] = "fc_" + call.Id,
            ["type"] = "function_call",
            ["status"] = "completed",
            ["call_id"] = call.Id,
            ["name"] = call.Name,
            ["arguments"] = call.Arguments,
        }));
        return items;
    }

    private static JsonObject Part(Reply reply) => reply.Refuses
        ? new() { ["type"] = "refusal", ["refusal"] = reply.Text }
        : new() { ["type"] = "output_text", ["text"] = reply.Text, ["annotations"] = Annotations(reply), ["logprobs"] = new JsonArray() };

    private static JsonArray Annotations(Reply reply) => reply.Cites ? new(Annotation()) : [];

    private static JsonObject Annotation() => new()
    {
        ["type"] = "url_citation",
        ["start_index"] = 0,
        ["end_index"] = 4,
        ["url"] = "https://pages.example/a?b=c",
        ["title"] = "A page",
    };

    private static IEnumerable<JsonObject> EventsOf(Reply reply, JsonObject item, int index)
    {
        var type = (string)item["type"]!;
        var id = (string)item["id"]!;
        yield return Added(item, type, index);
        switch (type)
        {
            case "reasoning":
                yield return At("response.reasoning_summary_part.added", id, index, ("summary_index", 0), ("part", Summary("")));
                foreach (var piece in reply.Pieces(reply.Thought!))
                {
                    yield return At("response.reasoning_summary_text.delta", id, index, ("summary_index", 0), ("delta", piece));
                }

                yield return At("response.reasoning_summary_text.done", id, index, ("summary_index", 0), ("text", reply.Thought));
                yield return At("response.reasoning_summary_part.done", id, index, ("summary_index", 0), ("part", Summary(reply.Thought!)));
                break;
            case "message":
                foreach (var each in TextEvents(reply, id, index))
                {
                    yield return each;
                }

                break;
            default:
                foreach (var piece in reply.Pieces((string)item["arguments"]!))
                {
                    yield return At("response.function_call_arguments.delta", id, index, ("delta", piece));
                }

                yield return At(
                    "response.function_call_arguments.done", id, index, ("name", item["name"]!.DeepClone()),
                    ("arguments", item["arguments"]!.DeepClone()));
                break;
        }

        var done = Event("response.output_item.done", "item", item);
        done["output_index"] = index;
        yield return done;
    }

    private static IEnumerable<JsonObject> TextEvents(Reply reply, string id, int index)
    {
        var (kind, member) = reply.Refuses ? ("response.refusal", "refusal") : ("response.output_text", "text");
        var empty = Part(reply);
        empty[member] = "";
        if (!reply.Refuses)
        {
            empty["annotations"] = new JsonArray();
        }

        yield return At("response.content_part.added", id, index, ("content_index", 0), ("part", empty));
        foreach (var piece in reply.Pieces(reply.Text!))
        {
            yield return At(kind + ".delta", id, index, ("content_index", 0), ("delta", piece), ("logprobs", new JsonArray()));
        }

        if (reply.Cites)
        {
            yield return At(
                "response.output_text.annotation.added", id, index, ("content_index", 0), ("annotation_index", 0),
                ("annotation", Annotation()));
        }

        yield return At(kind + ".done", id, index, ("content_index", 0), (member, reply.Text), ("logprobs", new JsonArray()));
        yield return At("response.content_part.done", id, index, ("content_index", 0), ("part", Part(reply)));
    }

    private static JsonObject Added(JsonObject item, string type, int index)
    {
        var begun = item.DeepClone().AsObject();
        if (begun.ContainsKey("status"))
        {
            begun["status"] = "in_progress";
        }

        var empty = type switch { "reasoning" => "summary", "message" => "content", _ => "arguments" };
        begun[empty] = type == "function_call" ? "" : new JsonArray();
        begun.Remove("encrypted_content");
        var added = Event("response.output_item.added", "item", begun);
        added["output_index"] = index;
        return added;
    }

    private static JsonObject Summary(string text) => new() { ["type"] = "summary_text", ["text"] = text };

    private static JsonObject At(string type, string id, int index, params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var at = new JsonObject { ["type"] = type, ["item_id"] = id, ["output_index"] = index };
        foreach (var (name, value) in members)
        {
            at[name] = value;
        }

        return at;
    }

    private static JsonObject Event(string type, string member, JsonObject value) =>
        new() { ["type"] = type, [member] = value.DeepClone() };

    private static JsonObject Response(Reply reply, List<JsonObject> items, bool done)
    {
        var isCut = done && reply.End is End.Length or End.Filter;
        var response = new JsonObject
        {
            ["id"] = "resp_" + reply.Id,
            ["object"] = "response",
            ["created_at"] = Reply.Created,
            ["status"] = !done ? "in_progress" : isCut ? "incomplete" : "completed",
            ["background"] = false,
            ["error"] = null,
            ["incomplete_details"] = !isCut ? null
                : new JsonObject { ["reason"] = reply.End == End.Length ? "max_output_tokens" : "content_filter" },
            ["instructions"] = null,
            ["metadata"] = new JsonObject(),
            ["model"] = reply.Model,
            ["output"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
            ["parallel_tool_calls"] = true,
            ["previous_response_id"] = null,
            ["service_tier"] = "default",
            ["store"] = false,
            ["temperature"] = 1.0,
            ["tool_choice"] = "auto",
            ["tools"] = new JsonArray(),
            ["top_p"] = 1.0,
        };
        if (done)
        {
            response["usage"] = new JsonObject
            {
                ["input_tokens"] = reply.Input,
                ["input_tokens_details"] = new JsonObject { ["cached_tokens"] = reply.Cached, ["cache_write_tokens"] = 0 },
                ["output_tokens"] = reply.Output,
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = reply.Thinking },
                ["total_tokens"] = reply.Input + reply.Output,
            };
        }

        return response;
    }
}
