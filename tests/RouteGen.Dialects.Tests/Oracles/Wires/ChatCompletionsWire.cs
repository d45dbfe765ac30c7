using System.Text.Json.Nodes;

namespace RouteGen.Dialects.Tests.Oracles.Wires;

/// <summary>Replies of Chat Completions, as OpenAI and servers beside it give them.</summary>
internal static class ChatCompletionsWire
{
    public static string Whole(Reply reply)
    {
        var message = new JsonObject
        {
            ["role"] = "assistant",
            ["content"] = reply.Refuses ? null : reply.Text,
            ["refusal"] = reply.Refuses ? reply.Text : null,
        };
        if (reply.Thought is not null)
        {
            message["reasoning_content"] = reply.Thought;
        }

        if (reply.Calls.Count > 0)
        {
            message["tool_calls"] = new JsonArray([.. reply.Calls.Select(Call)]);
        }

        if (reply.Cites)
        {
            message["annotations"] = Annotations();
        }

        var body = Head(reply, "chat.completion");
        body["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["message"] = message,
            ["logprobs"] = null,
            ["finish_reason"] = Word(reply.End),
        });
        body["usage"] = Usage(reply);
        return body.ToJsonString();
    }

    public static string Streamed(Reply reply)
    {
        var chunks = new List<JsonObject> { Chunk(reply, new() { ["role"] = "assistant", ["content"] = "" }) };
        chunks.AddRange(Deltas(reply).Select(delta => Chunk(reply, delta)));
        var (last, usage) = (Chunk(reply, [], Word(reply.End)), Usage(reply));
        chunks.Add(last);
        if (reply.Flip(0.8))
        {
            var own = Head(reply, "chat.completion.chunk");
            own["choices"] = new JsonArray();
            own["usage"] = usage;
            chunks.Add(own);
        }
        else
        {
            last["usage"] = usage;
        }

        return string.Concat(chunks.Select(chunk => $"data: {chunk.ToJsonString()}\n\n")) + "data: [DONE]\n\n";
    }

    private static IEnumerable<JsonObject> Deltas(Reply reply)
    {
        foreach (var piece in reply.Pieces(reply.Thought ?? ""))
        {
            yield return new() { ["reasoning_content"] = piece };
        }

        foreach (var piece in reply.Pieces(reply.Text ?? ""))
        {
            yield return new() { [reply.Refuses ? "refusal" : "content"] = piece };
        }

        if (reply.Cites)
        {
            yield return new() { ["annotations"] = Annotations() };
        }

        for (var i = 0; i < reply.Calls.Count; i++)
        {
            var head = Call(reply.Calls[i]);
            head["index"] = i;
            head["function"]!["arguments"] = "";
            yield return new() { ["tool_calls"] = new JsonArray(head) };
            foreach (var piece in reply.Pieces(reply.Calls[i].Arguments))
            {
                yield return new()
                {
                    ["tool_calls"] = new JsonArray(
                        new JsonObject { ["index"] = i, ["function"] = new JsonObject { ["arguments"] = piece } }),
                };
            }
        }
    }

    private static JsonObject Chunk(Reply reply, JsonObject delta, string? finish = null)
    {
        var chunk = Head(reply, "chat.completion.chunk");
        chunk["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0,
            ["delta"] = delta,
            ["logprobs"] = null,
            ["finish_reason"] = finish,
        });
        return chunk;
    }

    private static JsonObject Head(Reply reply, string kind) => new()
    {
        ["id"] = "chatcmpl-" + reply.Id,
        ["object"] = kind,
        ["created"] = Reply.Created,
        ["model"] = reply.Model,
        ["service_tier"] = "default",
        ["system_fingerprint"] = "fp_1",
    };

    private static JsonObject Call(Call call) => new()
    {
        ["id"] = call.Id,
        ["type"] = "function",
        ["function"] = new JsonObject { ["name"] = call.Name, ["arguments"] = call.Arguments },
    };

    private static JsonArray Annotations() => new(new JsonObject
    {
        ["type"] = "url_citation",
        ["url_citation"] = new JsonObject
        {
            ["start_index"] = 0,
            ["end_index"] = 4,
            ["url"] = "https://pages.example/a?b=c",
            ["title"] = "A page",
        },
    });

    private static JsonObject Usage(Reply reply) => new()
    {
        ["prompt_tokens"] = reply.Input,
        ["completion_tokens"] = reply.Output,
        ["total_tokens"] = reply.Input + reply.Output,
        ["prompt_tokens_details"] = new JsonObject { ["cached_tokens"] = reply.Cached, ["audio_tokens"] = 0 },
        ["completion_tokens_details"] = new JsonObject
        {
            ["reasoning_tokens"] = reply.Thinking,
            ["audio_tokens"] = 0,
            ["accepted_prediction_tokens"] = 0,
            ["rejected_prediction_tokens"] = 0,
        },
    };

    private static string Word(End end) => end switch
    {
        End.Length => "length",
        End.Calls => "tool_calls",
        End.Filter => "content_filter",
        _ => "stop",
    };
}
