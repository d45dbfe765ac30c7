using System.Net;
using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests.Agents;

/// <summary>
/// An agent that keeps its history as its dialect has it and knows nothing of ids: it appends what it is told as it came, runs the tools
/// that it is asked for, and asks again.
/// </summary>
internal sealed class AgentClient(GatewayBench bench, string dialect, bool streamed)
{
    private readonly JsonArray _history = [];

    /// <summary>The ids of the calls of the last reply.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>The text of the last reply.</summary>
    public string Text { get; private set; } = "";

    public string Target { get; private set; } = "";

    public void Say(string text) => _history.Add((JsonNode)new JsonObject { ["role"] = "user", ["content"] = text });

    /// <summary>Asks with the history so far; false where the reply was cut, and nothing of it is kept.</summary>
    public async Task<bool> AskAsync(string? operation = null)
    {
        var body = new JsonObject { ["model"] = "agent", ["stream"] = streamed, ["tools"] = Tools() };
        body[dialect == "responses" ? "input" : "messages"] = _history.DeepClone();
        if (dialect == "messages")
        {
            body["max_tokens"] = 500;
        }
        else if (dialect == "responses")
        {
            body["include"] = new JsonArray("reasoning.encrypted_content");
            body["store"] = false;
        }

        using var response = await bench.PostAsync(
            Ask.PathOf(dialect), body, operation is null ? [] : [("x-routegen-operation", operation)]);
        string text;
        try
        {
            text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        }
        catch (HttpRequestException)
        {
            return false;
        }

        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Target = response.Headers.GetValues("x-routegen-target").Single();
        Ids.Clear();
        Text = "";
        switch (dialect)
        {
            case "chat":
                Take(streamed ? ChatMessage(Events(text)) : JsonNode.Parse(text)!["choices"]![0]!["message"]!.DeepClone().AsObject());
                break;
            case "responses":
                TakeItems((streamed
                    ? Events(text).Single(e => (string?)e["type"] == "response.completed")["response"]!
                    : JsonNode.Parse(text)!)["output"]!.DeepClone().AsArray());
                break;
            default:
                TakeBlocks(streamed ? Blocks(Events(text)) : JsonNode.Parse(text)!["content"]!.DeepClone().AsArray());
                break;
        }

        return true;
    }

    private JsonArray Tools()
    {
        var schema = """{"type":"object","properties":{"city":{"type":"string"}}}""";
        return dialect switch
        {
            "chat" => [JsonNode.Parse($$$"""{"type":"function","function":{"name":"weather","parameters":{{{schema}}}}}""")],
            "responses" => [JsonNode.Parse($$$"""{"type":"function","name":"weather","parameters":{{{schema}}}}""")],
            _ => [JsonNode.Parse($$$"""{"name":"weather","input_schema":{{{schema}}}}""")],
        };
    }

    private void Take(JsonObject message)
    {
        Text = (string?)message["content"] ?? "";
        _history.Add((JsonNode)message);
        foreach (var call in message["tool_calls"]?.AsArray() ?? [])
        {
            Ids.Add((string)call!["id"]!);
            _history.Add((JsonNode)new JsonObject { ["role"] = "tool", ["tool_call_id"] = Ids[^1], ["content"] = "rain" });
        }
    }

    private void TakeItems(JsonArray items)
    {
        foreach (var item in items)
        {
            _history.Add(item!.DeepClone());
            Text += (string?)item["content"]?[0]?["text"] ?? "";
            if ((string?)item["type"] == "function_call")
            {
                Ids.Add((string)item["call_id"]!);
            }
        }

        foreach (var id in Ids)
        {
            _history.Add((JsonNode)new JsonObject { ["type"] = "function_call_output", ["call_id"] = id, ["output"] = "rain" });
        }
    }

    private void TakeBlocks(JsonArray blocks)
    {
        _history.Add((JsonNode)new JsonObject { ["role"] = "assistant", ["content"] = blocks });
        JsonArray results = [];
        foreach (var block in blocks)
        {
            Text += (string?)block!["text"] ?? "";
            if ((string?)block["type"] == "tool_use")
            {
                Ids.Add((string)block["id"]!);
                results.Add((JsonNode)new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = Ids[^1], ["content"] = "rain" });
            }
        }

        if (results.Count > 0)
        {
            _history.Add((JsonNode)new JsonObject { ["role"] = "user", ["content"] = results });
        }
    }

    private static List<JsonNode> Events(string text) =>
        [.. text.Split('\n').Where(l => l.StartsWith("data: {", StringComparison.Ordinal)).Select(l =>
            JsonNode.Parse(l["data: ".Length..])!)];

    private static JsonObject ChatMessage(List<JsonNode> chunks)
    {
        var (text, calls) = ("", new JsonArray());
        foreach (var delta in chunks.SelectMany(c => c["choices"]!.AsArray()).Select(c => c!["delta"]!))
        {
            text += (string?)delta["content"];
            foreach (var call in delta["tool_calls"]?.AsArray() ?? [])
            {
                var index = (int)call!["index"]!;
                if (index == calls.Count)
                {
                    var begun = call.DeepClone().AsObject();
                    begun.Remove("index");
                    calls.Add((JsonNode)begun);
                    continue;
                }

                var function = calls[index]!["function"]!;
                function["arguments"] = (string?)function["arguments"] + (string?)call["function"]?["arguments"];
            }
        }

        return calls.Count == 0
            ? new JsonObject { ["role"] = "assistant", ["content"] = text }
            : new JsonObject { ["role"] = "assistant", ["content"] = text is "" ? null : text, ["tool_calls"] = calls };
    }

    private static JsonArray Blocks(List<JsonNode> events)
    {
        JsonArray blocks = [];
        var json = "";
        foreach (var e in events)
        {
            switch ((string?)e["type"])
            {
                case "content_block_start":
                    blocks.Add(e["content_block"]!.DeepClone());
                    json = "";
                    break;
                case "content_block_delta":
                    var (block, delta) = (blocks[^1]!, e["delta"]!);
                    switch ((string?)delta["type"])
                    {
                        case "text_delta":
                            block["text"] = (string?)block["text"] + (string?)delta["text"];
                            break;
                        case "thinking_delta":
                            block["thinking"] = (string?)block["thinking"] + (string?)delta["thinking"];
                            break;
                        case "signature_delta":
                            block["signature"] = (string?)delta["signature"];
                            break;
                        default:
                            json += (string?)delta["partial_json"];
                            break;
                    }

                    break;
                case "content_block_stop" when json.Length > 0:
                    blocks[^1]!["input"] = JsonNode.Parse(json);
                    break;
            }
        }

        return blocks;
    }
}
