using System.Text.Json;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>Chat Completions: one id, object, created and model; the role first; a finish once, then usage, then <c>[DONE]</c>.</summary>
internal static class ChatRules
{
    public static void Reply(JsonElement body, RuleBook seen)
    {
        seen.Judge("CreateChatCompletionResponse", body);
        seen.Check(body.GetProperty("id").GetString()!.StartsWith("chatcmpl-", StringComparison.Ordinal), "an id of another dialect");
        foreach (var choice in body.GetProperty("choices").EnumerateArray())
        {
            var message = choice.GetProperty("message");
            seen.Check(message.TryGetProperty("refusal", out _) && message.TryGetProperty("content", out _),
                "a message without refusal or content");
            var calls = message.TryGetProperty("tool_calls", out var list) ? list.GetArrayLength() : 0;
            seen.Check(calls > 0 || !message.TryGetProperty("tool_calls", out _), "an empty list of calls");
            seen.Check(calls == 0 || choice.GetProperty("finish_reason").GetString() is "tool_calls" or "length" or "content_filter",
                "calls, and another end");
        }

        if (body.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object)
        {
            Usage(usage, seen);
        }
    }

    public static void Stream(WireExchange exchange, List<(string? Name, string Data)> events, RuleBook seen)
    {
        (string, long, string)? head = null;
        var finished = new Dictionary<int, string>();
        var begun = new HashSet<int>();
        var calls = new Dictionary<(int, int), int>();
        bool hasUsage = false, isDone = false, isBroken = false;
        foreach (var (name, data) in events)
        {
            seen.Check(!isDone && !isBroken, "something after the end");
            seen.Check(name is null, "a named event");
            if (data == "[DONE]")
            {
                isDone = true;
                continue;
            }

            using var document = JsonDocument.Parse(data);
            var chunk = document.RootElement;
            if (chunk.TryGetProperty("error", out _))
            {
                WireRules.Error(exchange, chunk, seen);
                isBroken = true;
                continue;
            }

            seen.Judge("CreateChatCompletionStreamResponse", chunk);
            var its = (chunk.GetProperty("id").GetString()!, chunk.GetProperty("created").GetInt64(),
                chunk.GetProperty("model").GetString()!);
            head ??= its;
            seen.Check(head == its, "chunks of different heads");
            seen.Check(!hasUsage, "a chunk after the usage");
            var choices = chunk.GetProperty("choices");
            if (choices.GetArrayLength() == 0)
            {
                hasUsage = true;
                seen.Check(finished.Count > 0, "usage before the end");
                Usage(chunk.GetProperty("usage"), seen);
                continue;
            }

            seen.Check(!chunk.TryGetProperty("usage", out var early) || early.ValueKind == JsonValueKind.Null,
                "usage in a chunk with choices");
            foreach (var choice in choices.EnumerateArray())
            {
                Choice(choice, finished, begun, calls, seen);
            }
        }

        seen.Check(head is null || head.Value.Item1.StartsWith("chatcmpl-", StringComparison.Ordinal), "an id of another dialect");
        var asksUsage = exchange.AskedMember("stream_options") is { ValueKind: JsonValueKind.Object } options
            && options.TryGetProperty("include_usage", out var include) && include.ValueKind == JsonValueKind.True;
        if (exchange.IsWhole)
        {
            seen.Check(isDone && finished.Count > 0, "no end, and nobody is told");
            seen.Check(hasUsage == asksUsage, asksUsage ? "no usage where it is asked for" : "usage that nobody asked for");
        }
        else if (exchange.WasCut)
        {
            seen.Check(isBroken && !isDone && finished.Count == 0, "cut without an error, or with an end");
        }
    }

    private static void Choice(
        JsonElement choice, Dictionary<int, string> finished, HashSet<int> begun, Dictionary<(int, int), int> calls, RuleBook seen)
    {
        var index = choice.GetProperty("index").GetInt32();
        var delta = choice.GetProperty("delta");
        seen.Check(!finished.ContainsKey(index), "a chunk after the finish_reason");
        var isFirst = begun.Add(index);
        seen.Check(isFirst == delta.TryGetProperty("role", out _), isFirst ? "the first delta has no role" : "a role in a later delta");
        if (delta.TryGetProperty("tool_calls", out var list))
        {
            foreach (var call in list.EnumerateArray())
            {
                var key = (index, call.GetProperty("index").GetInt32());
                var seenBefore = calls.TryGetValue(key, out var count);
                calls[key] = count + 1;
                seen.Check(seenBefore != call.TryGetProperty("id", out _), "a call's id must be in its first delta and no other");
                seen.Check(seenBefore || key.Item2 == calls.Keys.Count(k => k.Item1 == index) - 1, "calls whose indexes leave a gap");
            }
        }

        var finish = choice.GetProperty("finish_reason");
        if (finish.ValueKind != JsonValueKind.Null)
        {
            finished[index] = finish.GetString()!;
            var hasCalls = calls.Keys.Any(k => k.Item1 == index);
            seen.Check(!hasCalls || finished[index] is "tool_calls" or "length" or "content_filter", "calls, and another end");
        }
    }

    private static void Usage(JsonElement usage, RuleBook seen)
    {
        seen.Judge("CompletionUsage", usage);
        seen.Check(usage.GetProperty("prompt_tokens_details").TryGetProperty("cached_tokens", out _), "usage without cached_tokens");
        seen.Check(usage.GetProperty("completion_tokens_details").TryGetProperty("reasoning_tokens", out _),
            "usage without reasoning_tokens");
    }
}
