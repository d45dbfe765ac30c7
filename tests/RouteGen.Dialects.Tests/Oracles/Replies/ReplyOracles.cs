using RouteGen.Dialects.Tests.Oracles.Requests;
using RouteGen.Dialects.Tests.Oracles.Wires;

namespace RouteGen.Dialects.Tests.Oracles.Replies;

/// <summary>What each SDK makes of replies, and what it loses of them.</summary>
internal static class ReplyOracles
{
    public static Dictionary<string, Func<ReplyOracle>> All { get; } = new()
    {
        ["Chat Completions"] = () => new()
        {
            Sdk = ChatCompletionsRequests.Sdk,
            Ours = ChatCompletionsRequests.Ours,
            Whole = ChatCompletionsWire.Whole,
            Streamed = ChatCompletionsWire.Streamed,
            Lost =
            [
                new("Citations", "the SDK has no annotations in its chunks", reading => reading.Streamed && reading.Theirs == ""),
                new("Refusal", "a streamed refusal without calls is passed over", reading => reading.Streamed && reading.Theirs is null),
                new("Finish", "a streamed refusal ends as one", reading => reading.Streamed && reading.Reply.Refuses
                    && reading.Ours == "content_filter"),
            ],
        },
        ["Responses"] = () => new()
        {
            Sdk = ResponsesRequests.Sdk,
            Ours = ResponsesRequests.Ours,
            Whole = ResponsesWire.Whole,
            Streamed = ResponsesWire.Streamed,
            Lost =
            [
                new("Finish", "why a whole reply ended is not told", reading => reading is { Streamed: false, Theirs: null }),
                new("Finish", "response.incomplete is passed over", reading =>
                    reading is { Streamed: true, Theirs: null, Reply.End: End.Length or End.Filter }),
                new("Finish", "a refusal ends as one", reading => reading.Reply.Refuses && reading.Ours == "content_filter"),
                new("Usage", "and the bill in it", reading =>
                    reading is { Streamed: true, Theirs: "none", Reply.End: End.Length or End.Filter }),
            ],
        },
        ["Messages"] = () => new()
        {
            Sdk = MessagesRequests.Sdk,
            Ours = MessagesRequests.Ours,
            Whole = MessagesWire.Whole,
            Streamed = MessagesWire.Streamed,
            Lost = [],
        },
        ["Ollama"] = () => new()
        {
            Sdk = OllamaRequests.Sdk,
            Ours = OllamaRequests.Ours,
            Whole = OllamaWire.Whole,
            Streamed = OllamaWire.Streamed,
            StreamType = CannedReply.Lines,
            Lost =
            [
                new("Calls", "OllamaSharp makes up the ids of calls", reading => WithoutIds(reading.Theirs) == WithoutIds(reading.Ours)),
                new("Finish", "calls are to be answered", reading => reading is { Theirs: "stop", Ours: "tool_calls" }),
                new("Id", "OllamaSharp makes up the id of a stream", reading => reading.Streamed),
            ],
        },
    };

    private static string? WithoutIds(string? calls) =>
        calls is null ? null : string.Join('|', calls.Split('|').Select(call => call[(call.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
}
