using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>Reads what a reply says of its failure.</summary>
internal static class ReplyErrors
{
    /// <summary>The error at which the reader is: an object, or a text alone; null for null and for anything else.</summary>
    public static ErrorContent? Read(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonRead.Text(ref reader) is { Length: > 0 } text ? new ErrorContent(text) : null;
            case JsonTokenType.StartObject:
                var error = default(Fields);
                error.ReadAll(ref reader);
                return error.IsEmpty ? null : error.ToContent();
            default:
                JsonRead.Skip(ref reader);
                return null;
        }
    }

    /// <summary>An event of type <c>error</c>, whose members stand beside its type or in an object of their own.</summary>
    public static ErrorContent ReadEvent(ref Utf8JsonReader reader)
    {
        var error = default(Fields);
        error.ReadAll(ref reader);
        if (error.Type == "error")
        {
            error.Type = null;
        }

        return error.ToContent();
    }

    /// <summary>The failure of a response that says no more than its status.</summary>
    public static ErrorContent Failure(string status) => new($"The response ended as {Word(status)}.") { ErrorCode = Word(status) };

    private static string Word(string status) =>
        status is "cancelled" or "in_progress" or "queued" or "incomplete" or "expired" ? status : "failed";

    private struct Fields
    {
        public string? Message;
        public string? Code;
        public string? Type;
        public string? Param;

        /// <summary>Some servers send an empty error with every good reply.</summary>
        public readonly bool IsEmpty => string.IsNullOrEmpty(Message) && string.IsNullOrEmpty(Code) && string.IsNullOrEmpty(Type);

        public void ReadAll(ref Utf8JsonReader reader)
        {
            if (!JsonRead.Enter(ref reader))
            {
                return;
            }

            while (JsonRead.Next(ref reader))
            {
                if (reader.ValueTextEquals("message"u8))
                {
                    reader.Read();
                    Message = JsonRead.Text(ref reader) ?? Message;
                }
                else if (reader.ValueTextEquals("code"u8))
                {
                    reader.Read();
                    Code = JsonRead.Text(ref reader) ?? Code;
                }
                else if (reader.ValueTextEquals("type"u8))
                {
                    reader.Read();
                    var type = JsonRead.Text(ref reader);
                    Type = type is null or "error" ? Type ?? type : type;
                }
                else if (reader.ValueTextEquals("param"u8))
                {
                    reader.Read();
                    Param = JsonRead.Text(ref reader) ?? Param;
                }
                else if (reader.ValueTextEquals("error"u8))
                {
                    reader.Read();
                    ReadNested(ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        private void ReadNested(ref Utf8JsonReader reader)
        {
            if (reader.TokenType == JsonTokenType.String)
            {
                Message ??= JsonRead.Text(ref reader);
            }
            else
            {
                ReadAll(ref reader);
            }
        }

        public readonly ErrorContent ToContent() => new(Message) { ErrorCode = Code ?? Type, Details = Param };
    }
}
