#pragma warning disable SCME0001 // The SDK keeps unknown members nowhere but in its experimental patches.
using System.Text;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.OpenAI.Requests;

namespace RouteGen.OpenAI;

/// <summary>
/// Puts the calls of a stream together from their pieces. Microsoft.Extensions.AI does so only when the stream is over, by index alone: a
/// connection that breaks after the finish reason loses them, a server that says a call again in its last chunk spoils it, and parallel
/// calls under one index, as Gemini's endpoint sends them, run into one another.
/// </summary>
internal sealed class StreamedToolCalls
{
    private readonly List<Call> _calls = [];

    /// <summary>Whether the finish reason has come; what follows it belongs to no call.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Reads a chunk. The calls are added to the update of the one with the finish reason.</summary>
    public void AddTo(ChatResponseUpdate update, StreamingChatCompletionUpdate chunk)
    {
        if (IsOver)
        {
            return;
        }

        foreach (var piece in chunk.ToolCallUpdates)
        {
            Add(piece);
        }

        if (chunk.FinishReason is null)
        {
            return;
        }

        IsOver = true;
        for (var i = 0; i < _calls.Count; i++)
        {
            update.Contents.Add(_calls[i].ToContent(i));
        }
    }

    private void Add(StreamingChatToolCallUpdate piece)
    {
        var text = piece.FunctionArgumentsUpdate?.ToString() ?? "";
        var call = _calls.FindLast(known => known.Index == piece.Index);
        if (call is null || IsAnother(call, piece))
        {
            _calls.Add(call = new Call { Index = piece.Index });
        }

        call.Id ??= piece.ToolCallId;
        call.Name ??= piece.FunctionName;
        call.Extra ??= piece.Patch.TryGetJson("$.extra_content"u8, out var json) ? Encoding.UTF8.GetString(json.Span) : null;

        // Said again whole, it is the same call. Anything else after a whole object makes it unreadable, as it should.
        if (text.Length > 0 && !(call.Arguments.Length > 0 && ToolCallArguments.AreSame(text, call.Arguments.ToString())))
        {
            call.Arguments.Append(text);
        }
    }

    // Some servers give every piece of one call an id of its own; only the first piece of a call names it.
    private static bool IsAnother(Call call, StreamingChatToolCallUpdate piece) =>
        !string.IsNullOrEmpty(piece.ToolCallId)
            && !string.IsNullOrEmpty(piece.FunctionName) && !string.IsNullOrEmpty(call.Id) && call.Id != piece.ToolCallId;

    private sealed class Call
    {
        public required int Index { get; init; }

        public string? Id { get; set; }

        public string? Name { get; set; }

        public string? Extra { get; set; }

        public StringBuilder Arguments { get; } = new();

        public FunctionCallContent ToContent(int place)
        {
            var content = ToolCallArguments.Read(Arguments.ToString(), Id ?? $"call_{place}", Name ?? "");
            if (Extra is not null)
            {
                ToolCallExtras.Keep(content, Extra);
            }

            return content;
        }
    }
}
