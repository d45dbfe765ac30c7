using System.Text.Json;

namespace RouteGen.Testing;

/// <summary>A request that a simulated provider received.</summary>
public sealed class SimulatedRequest
{
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _aborted;

    internal SimulatedRequest(int number, string method, string path, IReadOnlyDictionary<string, string> headers, JsonElement body)
    {
        Number = number;
        Method = method;
        Path = path;
        Headers = headers;
        Body = body;
        Model = Text("model") ?? "";
        IsStreaming = Member("stream")?.ValueKind == JsonValueKind.True;
    }

    /// <summary>The request's place in the order of arrival, from 1.</summary>
    public int Number { get; }

    /// <summary>The HTTP method.</summary>
    public string Method { get; }

    /// <summary>The path, without the query.</summary>
    public string Path { get; }

    /// <summary>The headers, by case-insensitive name; several values are joined by a comma.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>The body; of kind <see cref="JsonValueKind.Undefined"/> when it is not JSON.</summary>
    public JsonElement Body { get; }

    /// <summary>The model asked for, or an empty text.</summary>
    public string Model { get; }

    /// <summary>Whether a stream was asked for.</summary>
    public bool IsStreaming { get; }

    /// <summary>Whether the client went away before the reply was complete. Final once <see cref="Ended"/> is.</summary>
    public bool IsAborted => _aborted;

    /// <summary>Completes when the provider is done with the request, in whatever way.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Whether the request carries a key or token, in any of the headers that providers use.</summary>
    public bool HasCredential =>
        (Headers.TryGetValue("Authorization", out var authorization)
            && authorization.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && authorization.Length > "Bearer ".Length)
        || (Headers.TryGetValue("x-api-key", out var key) && key.Length > 0)
        || (Headers.TryGetValue("api-key", out var azure) && azure.Length > 0);

    /// <summary>The texts of a request for embeddings; empty for any other.</summary>
    public IReadOnlyList<string> Texts => Member("input") switch
    {
        { ValueKind: JsonValueKind.String } text => [text.GetString()!],
        { ValueKind: JsonValueKind.Array } list => [
            .. list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)
        ],
        _ => [],
    };

    /// <summary>Method, path and model: no header and no body, since those hold keys and prompts.</summary>
    public override string ToString() => $"{Number}: {Method} {Path} {Model}{(IsStreaming ? " (streamed)" : "")}";

    /// <summary>Whether the provider itself broke the connection, which Kestrel reports like a client that went away.</summary>
    internal bool IsReset { get; set; }

    /// <summary>The messages of a request for a completion.</summary>
    internal IEnumerable<JsonElement> Messages => Member("messages") is { ValueKind: JsonValueKind.Array } messages
        ? messages.EnumerateArray().Where(message => message.ValueKind == JsonValueKind.Object)
        : [];

    internal void MarkAborted() => _aborted = true;

    internal void MarkEnded() => _ended.TrySetResult();

    internal JsonElement? Member(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) ? value : null;

    private string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;
}
