using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Relay;

/// <content>What vendors of Chat Completions take differently.</content>
internal sealed partial class RelayScan
{
    private int _message;

    private void ReadChatMember(string name, ref Utf8JsonReader reader)
    {
        switch (name)
        {
            case "messages":
                ReadMessages(ref reader);
                break;
            case "stream_options":
                ReadStreamOptions(ref reader);
                break;
            case "tools" when reader.TokenType == JsonTokenType.StartArray:
                ReadTools(ref reader);
                break;
            case "functions" or "function_call" when reader.TokenType != JsonTokenType.Null:
                Traits |= RelayTraits.OldFunctions | RelayTraits.Tools;
                break;
            case "tool_choice" when reader.TokenType != JsonTokenType.Null:
                Traits |= reader.TokenType == JsonTokenType.StartObject || reader.ValueTextEquals("required"u8)
                    ? RelayTraits.RequiredTools : 0;
                break;
            case "response_format" when reader.TokenType == JsonTokenType.StartObject:
                ReadFormat(ref reader);
                break;
            case "web_search_options" when reader.TokenType != JsonTokenType.Null:
                Traits |= RelayTraits.WebSearch;
                break;
        }
    }

    private void ReadStreamOptions(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            var isUsage = reader.ValueTextEquals("include_usage"u8);
            reader.Read();
            IncludesUsage |= isUsage && reader.TokenType == JsonTokenType.True;
            JsonRead.Skip(ref reader);
        }
    }

    private void ReadTools(ref Utf8JsonReader reader)
    {
        while (JsonRead.NextItem(ref reader))
        {
            Traits |= RelayTraits.Tools;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            while (JsonRead.Next(ref reader))
            {
                Traits |= reader.ValueTextEquals("custom"u8) ? RelayTraits.CustomTools : 0;
                JsonRead.Skip(ref reader);
            }
        }
    }

    private void ReadFormat(ref Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType && reader.TokenType == JsonTokenType.String)
            {
                Traits |= reader.ValueTextEquals("json_schema"u8) ? RelayTraits.Schema
                    : reader.ValueTextEquals("json_object"u8) ? RelayTraits.JsonObject : 0;
            }

            JsonRead.Skip(ref reader);
        }
    }

    private void ReadMessages(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        for (_message = 0; JsonRead.NextItem(ref reader); _message++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadMessage(ref reader);
            }
            else
            {
                _hasMore = true;
                JsonRead.Skip(ref reader);
            }
        }
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        var hasContent = false;
        BeginPlain();
        while (JsonRead.Next(ref reader))
        {
            var name = reader.ValueSpan;
            if (name.SequenceEqual("content"u8))
            {
                reader.Read();
                hasContent = reader.TokenType != JsonTokenType.Null;
                NotePlain(isRole: false, isContent: true, ref reader);
                ReadContent(ref reader);
                continue;
            }

            var trait = name.SequenceEqual("name"u8) ? RelayTraits.Names
                : name.SequenceEqual("refusal"u8) ? RelayTraits.Refusal
                : name.SequenceEqual("function_call"u8) ? RelayTraits.OldFunctions
                : name.StartsWith("reasoning"u8) ? RelayTraits.Reasoning
                : name.SequenceEqual("audio"u8) ? RelayTraits.Audio
                : RelayTraits.None;
            var isRole = name.SequenceEqual("role"u8);
            var isId = name.SequenceEqual("tool_call_id"u8);
            var isCalls = name.SequenceEqual("tool_calls"u8);
            reader.Read();
            NotePlain(isRole, isContent: false, ref reader);
            if (isRole && reader.TokenType == JsonTokenType.String)
            {
                trait = reader.ValueTextEquals("developer"u8) ? RelayTraits.Developer
                    : reader.ValueTextEquals("function"u8) ? RelayTraits.OldFunctions : 0;
            }

            Traits |= reader.TokenType != JsonTokenType.Null || trait == RelayTraits.Refusal ? trait : 0;
            if (trait == RelayTraits.Audio && reader.TokenType == JsonTokenType.StartObject)
            {
                // What the model said, by its id in the account.
                _uses.Add(new(RelayUseKind.Account, $"messages[{_message}].audio.id"));
            }

            if (isId)
            {
                NoteId(ref reader);
            }

            if (isCalls && reader.TokenType == JsonTokenType.StartArray)
            {
                ReadCalls(ref reader);
            }

            JsonRead.Skip(ref reader);
        }

        EndPlain();
        Traits |= hasContent ? 0 : RelayTraits.NoContent;
    }

    private void ReadCalls(ref Utf8JsonReader reader)
    {
        while (JsonRead.NextItem(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            while (JsonRead.Next(ref reader))
            {
                var isId = reader.ValueTextEquals("id"u8);
                reader.Read();
                if (isId)
                {
                    NoteId(ref reader);
                }

                JsonRead.Skip(ref reader);
            }
        }
    }

    private void NoteId(ref Utf8JsonReader reader)
    {
        Traits |= RelayTraits.Calls;
        var id = reader.ValueSpan;
        var isNine = reader.TokenType == JsonTokenType.String && id.Length == 9;
        for (var i = 0; isNine && i < id.Length; i++)
        {
            isNine = char.IsAsciiLetterOrDigit((char)id[i]);
        }

        Traits |= isNine ? 0 : RelayTraits.LongIds;
    }

    private void ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonRead.Skip(ref reader);
            return;
        }

        Traits |= RelayTraits.Parts;
        for (var part = 0; JsonRead.NextItem(ref reader); part++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            while (JsonRead.Next(ref reader))
            {
                var name = reader.ValueSpan;
                Traits |= name.SequenceEqual("file"u8) ? RelayTraits.Files
                    : name.SequenceEqual("input_audio"u8) ? RelayTraits.Audio
                    : name.SequenceEqual("video_url"u8) ? RelayTraits.Video : 0;
                if (name.SequenceEqual("file"u8))
                {
                    reader.Read();
                    if (Inner(ref reader, "file_id"u8, Word) is not null)
                    {
                        _uses.Add(new(RelayUseKind.Account, $"messages[{_message}].content[{part}].file.file_id"));
                    }
                }

                JsonRead.Skip(ref reader);
            }
        }
    }
}
