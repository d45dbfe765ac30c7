using System.Globalization;
using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Relay;

/// <content>
/// What of the provider's a request names or spends. Only members are looked at that mean that: the arguments of tools and their schemas
/// may call anything a <c>file_id</c>.
/// </content>
internal sealed partial class RelayScan
{
    private readonly List<RelayUse> _uses = [];

    /// <summary>What the request uses beyond the model itself.</summary>
    public IReadOnlyList<RelayUse> Uses => _uses;

    /// <summary>Notes what a member of the body uses, with the reader at its value, which it leaves there.</summary>
    private void NoteUse(string name, Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.False || Dialect == RelayDialect.Embeddings)
        {
            return;
        }

        switch (name)
        {
            case "n" when Dialect == RelayDialect.ChatCompletions && Whole(ref reader) > 1:
                _uses.Add(new(RelayUseKind.Choices, name));
                break;
            case "service_tier" or "speed" when reader.TokenType == JsonTokenType.String:
                _uses.Add(new(RelayUseKind.Tier, name, Word(ref reader)));
                break;
            case "store" or "background":
                _uses.Add(new(RelayUseKind.Kept, name));
                break;
            case "previous_response_id" or "conversation" or "prompt" when Dialect == RelayDialect.Responses:
                _uses.Add(new(RelayUseKind.Account, name == "prompt" ? "prompt.id" : name));
                break;
            case "container" when Dialect == RelayDialect.Messages:
                _uses.Add(new(RelayUseKind.Account, name));
                break;
            case "mcp_servers" when Dialect == RelayDialect.Messages && !IsEmpty(reader):
                _uses.Add(new(RelayUseKind.Host, name));
                break;
            case "fallbacks" when Dialect == RelayDialect.Messages && !IsEmpty(reader):
                _uses.Add(new(RelayUseKind.Models, name));
                break;
            case "web_search_options":
                _uses.Add(new(RelayUseKind.WebSearch, name));
                break;
        }
    }

    private static bool IsEmpty(Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.StartArray && reader.Read() && reader.TokenType == JsonTokenType.EndArray;

    /// <summary>Reads the turns or items of a conversation.</summary>
    private void ReadItems(string name, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                ReadPart($"{name}[", i, null, ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    /// <summary>Reads an item, a turn or a part of one; the path is made only where something is found.</summary>
    private void ReadPart(string prefix, int index, string? parent, ref Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            var name = reader.ValueSpan;
            if (name.SequenceEqual("type"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("item_reference"u8))
                {
                    _uses.Add(new(RelayUseKind.Account, Path(prefix, index, "id")));
                }

                JsonRead.Skip(ref reader);
            }
            else if (name.SequenceEqual("file_id"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    _uses.Add(new(RelayUseKind.Account, Path(prefix, index, parent is null ? "file_id" : $"{parent}.file_id")));
                }

                JsonRead.Skip(ref reader);
            }
            else if (name.SequenceEqual("source"u8) || name.SequenceEqual("output"u8) || name.SequenceEqual("content"u8))
            {
                var inner = name[0] == 's' ? "source" : name[0] == 'o' ? "output" : "content";
                reader.Read();
                ReadInner(prefix, index, inner, ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private void ReadInner(string prefix, int index, string inner, ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            ReadPart(prefix, index, inner, ref reader);
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            string? path = null;
            for (var i = 0; JsonRead.NextItem(ref reader); i++)
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadPart(path ??= Path(prefix, index, inner) + "[", i, null, ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }

    private static string Path(string prefix, int index, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}{index}].{name}");

    /// <summary>Reads tools: those that the provider runs.</summary>
    private void ReadHostedTools(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return;
        }

        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            string? type = null;
            var (stores, container, host) = (false, false, (string?)null);
            while (JsonRead.Next(ref reader))
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isStores = reader.ValueTextEquals("vector_store_ids"u8);
                var isContainer = reader.ValueTextEquals("container"u8);
                var isUrl = reader.ValueTextEquals("server_url"u8);
                var isConnector = reader.ValueTextEquals("connector_id"u8);
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    type = isType ? Word(ref reader) : type;
                    stores |= isStores;
                    container |= isContainer && reader.TokenType == JsonTokenType.String;
                    host = isUrl ? "server_url" : isConnector ? "connector_id" : host;
                }

                JsonRead.Skip(ref reader);
            }

            NoteTool(i, type, stores, container, host);
        }
    }

    private void NoteTool(int index, string? type, bool stores, bool container, string? host)
    {
        if (type is null or "function" or "custom")
        {
            return;
        }

        if (stores)
        {
            _uses.Add(new(RelayUseKind.Account, Path("tools[", index, "vector_store_ids")));
        }
        else if (container)
        {
            _uses.Add(new(RelayUseKind.Account, Path("tools[", index, "container")));
        }
        else if (host is not null || type is "mcp" || type.StartsWith("mcp_", StringComparison.Ordinal))
        {
            _uses.Add(new(RelayUseKind.Host, Path("tools[", index, host ?? "type")));
        }
        else if (type.StartsWith("web_search", StringComparison.Ordinal))
        {
            _uses.Add(new(RelayUseKind.WebSearch, Path("tools[", index, "type")));
        }
        else if (IsRunByProvider(type))
        {
            _uses.Add(new(RelayUseKind.HostedTool, Path("tools[", index, "type"), type));
        }
    }

    // The others are run by whoever asks: shells, editors, Anthropic's computers, or namespaces of functions.
    private static bool IsRunByProvider(string type) =>
        type is "file_search" or "code_interpreter" or "image_generation" or "shell" or "computer_use_preview"
        || type.StartsWith("web_fetch", StringComparison.Ordinal) || type.StartsWith("code_execution", StringComparison.Ordinal)
        || type.StartsWith("advisor", StringComparison.Ordinal);
}
