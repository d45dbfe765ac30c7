using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>
/// Reads a request in Chat Completions (OpenAI's OpenAPI document, <c>CreateChatCompletionRequest</c>) as Microsoft.Extensions.AI says
/// it. Null
/// is accepted for whatever may be left out. What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed partial class ChatCompletionsRequestReader
{
    private readonly ChatCompletionsAsked _asked = new();
    private readonly RequestReading _reading;
    private ToolChoice _choice;
    private long? _maxTokens;
    private long? _maxCompletionTokens;
    private string? _user;
    private bool _isWithoutMessages;

    private ChatCompletionsRequestReader(ReadOnlyMemory<byte> body)
    {
        _reading = new(body, _asked.Problems);
        _choice = new(_reading);
    }

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    public static ChatCompletionsAsked Read(ReadOnlyMemory<byte> body)
    {
        var reader = new ChatCompletionsRequestReader(RequestReading.WithoutMark(body));
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }

    /// <summary>
    /// Reads a request of which <see cref="RelayScan.Plain"/> says that its messages are well formed: all but these. Nothing is walked over
    /// twice that way, and no text is made into a string that only goes on.
    /// </summary>
    public static ChatCompletionsAsked ReadWithoutMessages(RelayScan scan)
    {
        var messages = scan.Find("messages")!.Value;
        var body = scan.Body.Span;
        byte[] others = [.. body[..messages.ValueStart], .. "null"u8, .. body[messages.End..]];
        var reader = new ChatCompletionsRequestReader(others) { _isWithoutMessages = true };
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }
}
