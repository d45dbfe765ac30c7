using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Messages;
using RouteGen.Dialects.Ollama;
using RouteGen.Dialects.Responses;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Fuzz;

/// <summary>What a client made of a reply.</summary>
/// <param name="Updates">The updates of a stream, or the response as updates.</param>
/// <param name="Error">What was thrown.</param>
/// <param name="Allocated">Bytes allocated meanwhile.</param>
/// <param name="Cpu">What the process computed meanwhile.</param>
internal sealed record FuzzReading(IReadOnlyList<ChatResponseUpdate> Updates, Exception? Error, long Allocated, TimeSpan Cpu)
{
    private static readonly ChatMessage[] Messages = [new(ChatRole.User, "Good morning")];

    /// <summary>The reason that was given for the end; null where none was.</summary>
    public ChatFinishReason? Finish => Updates.Select(update => update.FinishReason).LastOrDefault(reason => reason is not null);

    public string Text => string.Concat(Updates.Select(update => update.Text));

    /// <summary>Whether what was thrown is what a client says that it throws.</summary>
    public bool HasDocumentedError => Error is null or InvalidReplyException or HttpRequestException or IOException;

    public static FuzzReading Read(CorpusReply reply, Stream wire, int maxBytes = 64 * 1024 * 1024)
    {
        using var transport = new FuzzTransport(() => reply.By(wire));
        using var http = new HttpClient(transport);
        using var client = Client(reply, new()
        {
            HttpClient = http,
            Endpoint = new Uri("http://127.0.0.1:9/v1"),
            Model = "m",
            MaxReplyBytes = maxBytes,
        });
        var before = GC.GetAllocatedBytesForCurrentThread();
        var cpu = Environment.CpuUsage.TotalTime;
        var updates = new List<ChatResponseUpdate>();
        Exception? error = null;
        try
        {
            var reading = reply.IsStreamed ? ReadStreamAsync(client, updates) : ReadWholeAsync(client, updates);
            Assert.True(reading.IsCompleted, "Everything that arrives is there at once: nothing may be done on other threads.");
            reading.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not Xunit.Sdk.XunitException)
        {
            error = e;
        }

        return new(updates, error, GC.GetAllocatedBytesForCurrentThread() - before, Environment.CpuUsage.TotalTime - cpu);
    }

    /// <summary>All that it says, in one text: two readings that say the same have the same.</summary>
    public string Tell()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Error?.GetType().Name} finish {Finish} ");
        foreach (var update in Updates)
        {
            text.Append(CultureInfo.InvariantCulture, $"[{update.ResponseId} {update.ModelId} {update.FinishReason} {update.Role}");
            foreach (var content in update.Contents)
            {
                text.Append(' ').Append(content switch
                {
                    TextContent words => words.Text,
                    TextReasoningContent thought => "thought " + thought.Text,
                    FunctionCallContent call => $"call {call.CallId} {call.Name} {Arguments(call)}",
                    UsageContent { Details: var counts } => $"usage {counts.InputTokenCount} {counts.OutputTokenCount}"
                        + $" {counts.CachedInputTokenCount} {counts.ReasoningTokenCount} {counts.TotalTokenCount}",
                    ErrorContent failure => $"error {failure.ErrorCode} {failure.Message}",
                    _ => content.GetType().Name,
                });
            }

            foreach (var (name, value) in (update.AdditionalProperties ?? []).OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $" {name}={value}");
            }

            text.Append(']');
        }

        return text.ToString();
    }

    private static string Arguments(FunctionCallContent call) =>
        call.Exception?.GetType().Name ?? JsonSerializer.Serialize(call.Arguments, AIJsonUtilities.DefaultOptions);

    private static async Task ReadWholeAsync(IChatClient client, List<ChatResponseUpdate> updates) =>
        updates.AddRange((await client.GetResponseAsync(Messages)).ToChatResponseUpdates());

    private static async Task ReadStreamAsync(IChatClient client, List<ChatResponseUpdate> updates)
    {
        await foreach (var update in client.GetStreamingResponseAsync(Messages))
        {
            updates.Add(update);
        }
    }

    private static DialectChatClient Client(CorpusReply reply, DialectConnection connection) => reply.Dialect switch
    {
        FuzzedDialect.Responses => new ResponsesChatClient(connection),
        FuzzedDialect.Messages => new MessagesClient(connection),
        FuzzedDialect.Ollama => new OllamaClient(connection),
        _ => new ChatCompletionsClient(connection, ChatVendors.Find(reply.Kind)!),
    };
}
