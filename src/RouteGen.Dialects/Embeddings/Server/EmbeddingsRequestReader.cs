using System.Text.Json;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Embeddings.Server;

/// <summary>
/// Reads a request for embeddings (OpenAI's OpenAPI document, <c>CreateEmbeddingRequest</c>). Null is accepted for whatever may be left
/// out.
/// What is wrong is noted with its member, and never an exception.
/// </summary>
internal sealed class EmbeddingsRequestReader
{
    private readonly EmbeddingsAsked _asked = new();
    private readonly RequestReading _reading;

    private EmbeddingsRequestReader(ReadOnlyMemory<byte> body) => _reading = new(body, _asked.Problems);

    /// <summary>Reads a body, which must stay as it is: parts of it are kept.</summary>
    public static EmbeddingsAsked Read(ReadOnlyMemory<byte> body)
    {
        var reader = new EmbeddingsRequestReader(RequestReading.WithoutMark(body));
        if (reader._reading.ReadBody(reader.ReadMember))
        {
            reader.Complete();
        }

        return reader._asked;
    }

    private void Complete()
    {
        foreach (var name in (ReadOnlySpan<string>)["model", "input"])
        {
            if ((name == "model" ? _asked.Model.Length == 0 : _asked.Texts.Count + _asked.Tokens.Count == 0)
                && !_asked.Problems.Exists(problem => problem.Param?.StartsWith(name, StringComparison.Ordinal) is true))
            {
                _reading.Missing(name);
            }
        }
    }

    private void ReadMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "model":
                _asked.Model = _reading.Text(ref reader, name) ?? "";
                break;
            case "input":
                ReadInput(ref reader);
                break;
            case "dimensions":
                _asked.Dimensions = (int?)_reading.Integer(ref reader, name, 1, int.MaxValue);
                break;
            case "encoding_format":
                ReadFormat(ref reader, name);
                break;
            case "user":
                _asked.User = _reading.Text(ref reader, name);
                break;
            default:
                var isNull = reader.TokenType == JsonTokenType.Null;
                var json = _reading.Slice(ref reader);
                if (!isNull)
                {
                    _asked.Others.Add(new(name, json, IsKnown: false));
                }

                break;
        }
    }

    private void ReadFormat(ref Utf8JsonReader reader, string name)
    {
        var format = _reading.Text(ref reader, name);
        _asked.AsBase64 = format == "base64";
        if (format is not (null or "float" or "base64"))
        {
            _reading.Refuse(name, "must be 'float' or 'base64'.", "invalid_value");
        }
    }

    // A text, texts, the tokens of a text, or the tokens of each of several.
    private void ReadInput(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            _asked.Texts.Add(_reading.Text(ref reader, "input")!);
            return;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            _reading.RefuseUnlessNull(ref reader, "input", "a string, an array of strings, or tokens");
            return;
        }

        List<int>? tokens = null;
        _reading.Path.Enter("input");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            switch (reader.TokenType)
            {
                case JsonTokenType.String when tokens is null && _asked.Tokens.Count == 0:
                    _asked.Texts.Add(Text(ref reader));
                    break;
                case JsonTokenType.Number when _asked.Texts.Count + _asked.Tokens.Count == 0:
                    Add(ref reader, tokens ??= []);
                    break;
                case JsonTokenType.StartArray when tokens is null && _asked.Texts.Count == 0:
                    _asked.Tokens.Add(Tokens(ref reader));
                    break;
                default:
                    _reading.Refuse(null, "is of another kind than an input can be, or than those before it.");
                    JsonRead.Skip(ref reader);
                    break;
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
        if (tokens is not null)
        {
            _asked.Tokens.Add([.. tokens]);
        }
    }

    private string Text(ref Utf8JsonReader reader) => _reading.Text(ref reader, null) ?? "";

    private int[] Tokens(ref Utf8JsonReader reader)
    {
        var tokens = new List<int>();
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            Add(ref reader, tokens);
            _reading.Path.Leave();
        }

        return [.. tokens];
    }

    private void Add(ref Utf8JsonReader reader, List<int> tokens)
    {
        if (reader.TokenType == JsonTokenType.Number && _reading.Integer(ref reader, null, 0, int.MaxValue) is { } token)
        {
            tokens.Add((int)token);
        }
        else if (reader.TokenType != JsonTokenType.Number)
        {
            _reading.Refuse(null, "must be a token.");
            JsonRead.Skip(ref reader);
        }
    }
}
