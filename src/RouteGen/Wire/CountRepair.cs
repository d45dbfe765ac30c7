using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace RouteGen.Wire;

/// <summary>
/// Puts right, in the text of a reply or of one of its events, counts of tokens that are none: null, negative, a text, with a fraction, or
/// beyond any request. SDKs throw
/// over them, and Anthropic's over one that is missing. They become 0, which is not believed where there is something to count.
/// </summary>
/// <remarks>
/// Looked at are <c>usage</c> at the top, in <c>response</c> (OpenAI's Responses) and in <c>message</c> (Anthropic's <c>message_start</c>),
/// and Ollama's counts at the top.
/// </remarks>
internal static class CountRepair
{
    private const string NoInput = "\"input_tokens\":0";
    private const string NoOutput = "\"output_tokens\":0";

    /// <summary>The piece with its counts put right; null where nothing is wrong with them.</summary>
    /// <param name="piece">A JSON document, or a line of a stream that holds one, after <c>data:</c> or not.</param>
    public static byte[]? Repair(ReadOnlySpan<byte> piece)
    {
        if (piece.IndexOf("\"usage\""u8) < 0 && piece.IndexOf("eval_count\""u8) < 0
            && piece.IndexOf("\"message_"u8) < 0 && piece.IndexOf("\"stop_reason\""u8) < 0)
        {
            return null;
        }

        var start = piece.IndexOf((byte)'{');
        if (start < 0 || (!piece.StartsWith("data:"u8) && piece[..start].IndexOfAnyExcept(" \t\r\n"u8) >= 0))
        {
            return null;
        }

        try
        {
            var walk = new Walk(piece[start..]);
            return walk.Edits() is { } edits ? Apply(piece, start, edits) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // No JSON: the SDK says so itself.
            return null;
        }
    }

    private static byte[] Apply(ReadOnlySpan<byte> piece, int start, List<Edit> edits)
    {
        var repaired = new MemoryStream(piece.Length + 64);
        var done = 0;
        foreach (var edit in edits.OrderBy(static e => e.At))
        {
            repaired.Write(piece[done..(start + edit.At)]);
            repaired.Write(Encoding.ASCII.GetBytes(edit.Text));
            done = start + edit.At + edit.Length;
        }

        repaired.Write(piece[done..]);
        return repaired.ToArray();
    }

    private readonly record struct Edit(int At, int Length, string Text);

    private ref struct Walk(ReadOnlySpan<byte> json)
    {
        private Utf8JsonReader _reader = new(json);
        private List<Edit>? _edits;
        private bool _isMessage;
        private bool _isDelta;

        // Where the object is that has to hold a usage, and where its usage is.
        private int _owner;
        private bool _hasUsage;
        private (int At, int Length) _nothing;
        private (int At, bool IsEmpty) _counts;
        private bool _hasInput;
        private bool _hasOutput;

        public List<Edit>? Edits()
        {
            if (!_reader.Read() || _reader.TokenType != JsonTokenType.StartObject)
            {
                return null;
            }

            _owner = After();
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                Property();
            }

            if (_isMessage || _isDelta)
            {
                // A delta counts the input only where the start did not.
                _hasInput |= _isDelta;
                Complete();
            }

            return _edits;
        }

        private void Property()
        {
            if (_reader.ValueTextEquals("usage"u8))
            {
                Usage();
            }
            else if (_reader.ValueTextEquals("response"u8) || _reader.ValueTextEquals("message"u8))
            {
                Owner();
            }
            else if (_reader.ValueTextEquals("type"u8))
            {
                _reader.Read();
                var isWord = _reader.TokenType == JsonTokenType.String;
                _isMessage = isWord && (_reader.ValueTextEquals("message"u8) || _reader.ValueTextEquals("message_start"u8));
                _isDelta = isWord && _reader.ValueTextEquals("message_delta"u8);
                Skip();
            }
            else if (_reader.ValueTextEquals("prompt_eval_count"u8) || _reader.ValueTextEquals("eval_count"u8))
            {
                _reader.Read();
                Count();
            }
            else
            {
                _reader.Skip();
            }
        }

        private void Owner()
        {
            _reader.Read();
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                Skip();
                return;
            }

            _owner = After();
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                if (_reader.ValueTextEquals("usage"u8))
                {
                    Usage();
                }
                else
                {
                    _reader.Skip();
                }
            }
        }

        private void Usage()
        {
            _reader.Read();
            _hasUsage = true;
            var at = (int)_reader.TokenStartIndex;
            if (_reader.TokenType != JsonTokenType.StartObject)
            {
                var isNull = _reader.TokenType == JsonTokenType.Null;
                Skip();
                _nothing = (at, After() - at);
                if (!isNull)
                {
                    Replace(at, "null");
                }

                return;
            }

            _counts = (After(), true);
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                _counts.IsEmpty = false;
                _hasInput |= _reader.ValueTextEquals("input_tokens"u8);
                _hasOutput |= _reader.ValueTextEquals("output_tokens"u8);
                var isCount = IsCount();
                _reader.Read();
                if (isCount)
                {
                    Count();
                }
                else if (_reader.TokenType == JsonTokenType.StartObject)
                {
                    Details();
                }
                else
                {
                    Skip();
                }
            }
        }

        private void Details()
        {
            while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
            {
                var isCount = IsCount();
                _reader.Read();
                if (isCount)
                {
                    Count();
                }
                else
                {
                    Skip();
                }
            }
        }

        private readonly bool IsCount() => _reader.ValueSpan.EndsWith("_tokens"u8);

        private void Count()
        {
            var at = (int)_reader.TokenStartIndex;
            switch (_reader.TokenType)
            {
                case JsonTokenType.Number when _reader.TryGetInt64(out var whole) && whole is >= 0 and <= int.MaxValue:
                    return;
                case JsonTokenType.Number:
                    Replace(at, Rounded(_reader.TryGetDouble(out var number) ? number : 0));
                    return;
                case JsonTokenType.String:
                    var text = _reader.ValueSpan;
                    Replace(at, Rounded(Utf8Parser.TryParse(text, out double stated, out var used) && used == text.Length ? stated : 0));
                    return;
                default:
                    Skip();
                    Replace(at, "0");
                    return;
            }
        }

        /// <summary>Adds what Anthropic's SDK insists on.</summary>
        private void Complete()
        {
            var missing = _hasInput ? NoOutput : _hasOutput ? NoInput : $"{NoInput},{NoOutput}";
            if (!_hasUsage)
            {
                (_edits ??= []).Add(new Edit(_owner, 0, $"\"usage\":{{{missing}}},"));
            }
            else if (_nothing.Length > 0)
            {
                _edits?.RemoveAll(static e => e.Text == "null");
                (_edits ??= []).Add(new Edit(_nothing.At, _nothing.Length, $"{{{missing}}}"));
            }
            else if (!_hasInput || !_hasOutput)
            {
                (_edits ??= []).Add(new Edit(_counts.At, 0, _counts.IsEmpty ? missing : missing + ","));
            }
        }

        private void Replace(int at, string text) => (_edits ??= []).Add(new Edit(at, After() - at, text));

        private void Skip()
        {
            if (_reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                _reader.Skip();
            }
        }

        private readonly int After() => (int)_reader.BytesConsumed;

        private static string Rounded(double count) =>
            count is >= 0 and <= int.MaxValue ? Math.Ceiling(count).ToString("F0", CultureInfo.InvariantCulture) : "0";
    }
}
