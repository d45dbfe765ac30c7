using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Puts the calls of a reply together, from pieces where it is a stream. Servers say a call again in their last chunk, send parallel calls
/// under one index, leave index and id out, or give each piece an id of its own.
/// </summary>
internal sealed class ToolCallPieces
{
    /// <summary>The place of the one call of <c>function_call</c>, the protocol's older form.</summary>
    private const int Legacy = -1;

    // Of so many, nearly all replies have fewer, the last one is found by looking.
    private const int Few = 16;

    private readonly List<Call> _calls = [];
    private Dictionary<int, Call>? _byIndex;
    private Dictionary<string, Call>? _byId;

    /// <summary>About how many characters the calls hold by now.</summary>
    public long Length { get; private set; }

    /// <summary>Whether there are any.</summary>
    public bool AreAny => _calls.Count > 0;

    /// <summary>Reads <c>tool_calls</c>.</summary>
    /// <param name="json">At the value; at its end afterwards.</param>
    /// <param name="text">What the reader reads.</param>
    /// <param name="arePieces">Whether an item may be a piece of a call, as in a stream, instead of a call of its own.</param>
    public void Read(ref Utf8JsonReader json, ReadOnlySpan<byte> text, bool arePieces)
    {
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        while (JsonRead.NextItem(ref json))
        {
            var piece = default(Piece);
            if (JsonRead.Enter(ref json))
            {
                ReadPiece(ref json, text, ref piece);
                Add(piece, arePieces);
            }
        }
    }

    /// <summary>Reads <c>function_call</c>.</summary>
    public void ReadLegacy(ref Utf8JsonReader json, ReadOnlySpan<byte> text)
    {
        var piece = new Piece { Index = Legacy };
        if (JsonRead.Enter(ref json))
        {
            ReadFunction(ref json, text, ref piece);
            Add(piece, arePieces: true);
        }
    }

    /// <summary>Adds the calls to contents.</summary>
    public void AddTo(List<AIContent> contents, string? responseId)
    {
        for (var i = 0; i < _calls.Count; i++)
        {
            if (_calls[i].ToContent(i, responseId) is { } content)
            {
                contents.Add(content);
            }
        }
    }

    private static void ReadPiece(ref Utf8JsonReader json, ReadOnlySpan<byte> text, ref Piece piece)
    {
        while (JsonRead.Next(ref json))
        {
            if (json.ValueTextEquals("function"u8) || json.ValueTextEquals("custom"u8))
            {
                piece.IsCustom |= json.ValueTextEquals("custom"u8);
                json.Read();
                if (JsonRead.Enter(ref json))
                {
                    ReadFunction(ref json, text, ref piece);
                }
            }
            else if (json.ValueTextEquals("id"u8))
            {
                json.Read();
                piece.Id = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("index"u8))
            {
                json.Read();
                piece.Index = JsonRead.Count(ref json) is { } index and < int.MaxValue ? (int)index : piece.Index;
            }
            else if (json.ValueTextEquals("extra_content"u8))
            {
                json.Read();
                piece.Extra = JsonRead.Element(ref json) is { ValueKind: not JsonValueKind.Null } extra ? extra.GetRawText() : null;
            }
            else if (json.ValueTextEquals("name"u8) || json.ValueTextEquals("arguments"u8))
            {
                // Some servers leave the object around them out.
                ReadFunctionMember(ref json, text, ref piece);
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private static void ReadFunction(ref Utf8JsonReader json, ReadOnlySpan<byte> text, ref Piece piece)
    {
        while (JsonRead.Next(ref json))
        {
            ReadFunctionMember(ref json, text, ref piece);
        }
    }

    private static void ReadFunctionMember(ref Utf8JsonReader json, ReadOnlySpan<byte> text, ref Piece piece)
    {
        if (json.ValueTextEquals("name"u8))
        {
            json.Read();
            piece.Name = JsonRead.Text(ref json);
        }
        else if (json.ValueTextEquals("arguments"u8) || json.ValueTextEquals("input"u8))
        {
            json.Read();

            // An object where the protocol has a text with one in it.
            piece.Arguments = json.TokenType == JsonTokenType.StartObject
                ? Encoding.UTF8.GetString(JsonRead.Slice(ref json, text))
                : JsonRead.Text(ref json);
        }
        else
        {
            JsonRead.Skip(ref json);
        }
    }

    private void Add(in Piece piece, bool arePieces)
    {
        var call = arePieces ? Find(piece) : null;
        Length += piece.Arguments?.Length ?? 0;
        if (call is null || IsAnother(call, piece))
        {
            Length += 64;
            _calls.Add(call = new Call { Index = piece.Index });
        }

        call.Add(piece);
        if (_calls.Count > Few)
        {
            Register(call);
        }
    }

    private void Register(Call last)
    {
        if (_byIndex is null || _byId is null)
        {
            (_byIndex, _byId) = ([], new(StringComparer.Ordinal));
            foreach (var call in _calls)
            {
                Register(call);
            }
        }
        else
        {
            if (last.Index is { } index)
            {
                _byIndex[index] = last;
            }

            if (!string.IsNullOrEmpty(last.Id))
            {
                _byId[last.Id] = last;
            }
        }
    }

    private Call? Find(in Piece piece)
    {
        if (piece.Index is null && string.IsNullOrEmpty(piece.Id))
        {
            return _calls.Count > 0 ? _calls[^1] : null;
        }

        if (_byIndex is not null && _byId is not null)
        {
            if (piece.Index is { } index ? _byIndex.TryGetValue(index, out var known) : _byId.TryGetValue(piece.Id!, out known))
            {
                return known;
            }
        }
        else
        {
            for (var i = _calls.Count - 1; i >= 0; i--)
            {
                if (piece.Index is not null ? _calls[i].Index == piece.Index : _calls[i].Id == piece.Id)
                {
                    return _calls[i];
                }
            }
        }

        // A piece that names neither a place nor a function goes on where the last one ended.
        return _calls.Count > 0 && (piece.Index is null ? string.IsNullOrEmpty(piece.Name) : _calls[^1].Index is null) ? _calls[^1] : null;
    }

    // Some servers give every piece of one call an id of its own; only the first piece of a call names it.
    private static bool IsAnother(Call call, in Piece piece) =>
        !string.IsNullOrEmpty(piece.Name)
        && (!string.IsNullOrEmpty(piece.Id) && !string.IsNullOrEmpty(call.Id)
            ? call.Id != piece.Id
            : piece.Index is null && call.Name is not null && piece.Arguments is { Length: > 0 } text && !call.Says(text));

    private struct Piece
    {
        public int? Index;
        public string? Id;
        public string? Name;
        public string? Arguments;
        public string? Extra;
        public bool IsCustom;
    }

    private sealed class Call
    {
        private string? _text;
        private StringBuilder? _pieces;
        private string? _extra;
        private bool _isCustom;

        public required int? Index { get; init; }

        public string? Id { get; private set; }

        public string? Name { get; private set; }

        private int Length => _pieces?.Length ?? _text?.Length ?? 0;

        /// <summary>Whether a text says the same arguments again.</summary>
        // Looked at only where it may be: pieces of a long text are not compared with all that came before.
        public bool Says(string text) =>
            Length > 0 && Length <= (4 * text.Length) + 256 && ToolArguments.AreSame(text, _pieces?.ToString() ?? _text!);

        public void Add(in Piece piece)
        {
            Id = string.IsNullOrEmpty(Id) ? piece.Id : Id;
            Name = string.IsNullOrEmpty(Name) ? piece.Name : Name;
            _extra ??= piece.Extra;
            _isCustom |= piece.IsCustom;

            // Said again whole, it is the same call. Anything else after a whole object makes it unreadable, as it should.
            if (piece.Arguments is not { Length: > 0 } text || (!_isCustom && Says(text)))
            {
                return;
            }

            if (_text is null)
            {
                _text = text;
            }
            else
            {
                (_pieces ??= new StringBuilder(_text, Math.Max(256, 2 * _text.Length))).Append(text);
            }
        }

        public FunctionCallContent? ToContent(int place, string? responseId)
        {
            var text = _pieces?.ToString() ?? _text ?? "";
            if (string.IsNullOrEmpty(Name) && text.Length == 0 && string.IsNullOrEmpty(Id))
            {
                // An empty item, as some servers send with their last chunk.
                return null;
            }

            // An id of one's own has to differ from those of other turns.
            var id = !string.IsNullOrEmpty(Id) ? Id : responseId is null ? $"call_{place}" : $"call_{responseId}_{place}";
            var call = _isCustom ? CustomCalls.Create(text, id, Name ?? "") : ToolArguments.Create(text, id, Name ?? "");
            if (_extra is not null)
            {
                ToolCallExtras.Keep(call, _extra);
            }

            return call;
        }
    }
}
