#pragma warning disable MEAI001 // Some of these tools are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;
using Dialect = RouteGen.Dialects.Responses;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>Reads a tool that the provider runs. What Microsoft.Extensions.AI has no type for rides along as it is.</summary>
internal readonly ref struct HostedToolReader(RequestReading reading, ResponsesAsked asked)
{
    // What names things in an account, or a host to call.
    private static readonly string[] OfAccount =
        ["vector_store_ids", "server_url", "connector_id", "authorization", "file_ids", "input_image_mask", "headers"];

    public AITool Read(ref Utf8JsonReader reader, string type)
    {
        var copy = reader;
        Dictionary<string, object?> members = [];
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                continue;
            }

            NoteAccount(reader, name);
            if (name != "type")
            {
                members[name] = JsonRead.Element(ref reader);
            }
        }

        return Tool(type, members) ?? Raw(ref copy, type);
    }

    private void NoteAccount(in Utf8JsonReader reader, string name)
    {
        // A container by its name is one that is there already; one of type "auto" is made for the call.
        if (Array.IndexOf(OfAccount, name) >= 0 || (name == "container" && reader.TokenType == JsonTokenType.String))
        {
            asked.AccountMembers.Add(reading.Path.To(name));
        }
    }

    private static AITool? Tool(string type, Dictionary<string, object?> members)
    {
        if (type.StartsWith("web_search", StringComparison.Ordinal))
        {
            return new HostedWebSearchTool(members);
        }

        switch (type)
        {
            case "code_interpreter" when Container(members) is { } files:
                return new HostedCodeInterpreterTool(members) { Inputs = files.Count > 0 ? files : null };
            case "file_search" when members.Remove("vector_store_ids", out var stores) && stores is JsonElement ids:
                return new HostedFileSearchTool(members)
                {
                    Inputs = Texts(ids, static id => new HostedVectorStoreContent(id)),
                    MaximumResultCount = members.Remove("max_num_results", out var most)
                        && most is JsonElement { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var count)
                            ? count
                            : null,
                };
            case "image_generation":
                return new HostedImageGenerationTool(members);
            default:
                return null;
        }
    }

    /// <summary>The files in a container that is made for the call; null for any other container.</summary>
    private static List<AIContent>? Container(Dictionary<string, object?> members)
    {
        if (members.GetValueOrDefault("container") is not JsonElement { ValueKind: JsonValueKind.Object } container
            || !container.TryGetProperty("type", out var type) || !type.ValueEquals("auto"u8))
        {
            return null;
        }

        List<AIContent> files = [];
        foreach (var member in container.EnumerateObject())
        {
            if (member.NameEquals("file_ids"u8))
            {
                files = Texts(member.Value, static id => new HostedFileContent(id));
            }
            else if (!member.NameEquals("type"u8))
            {
                return null;
            }
        }

        members.Remove("container");
        return files;
    }

    private static List<AIContent> Texts(JsonElement texts, Func<string, AIContent> create)
    {
        List<AIContent> contents = [];
        if (texts.ValueKind == JsonValueKind.Array)
        {
            foreach (var text in texts.EnumerateArray())
            {
                if (text.ValueKind == JsonValueKind.String)
                {
                    contents.Add(create(text.GetString()!));
                }
            }
        }

        return contents;
    }

    private Dialect.RawTool Raw(ref Utf8JsonReader reader, string type)
    {
        asked.DialectMembers.Add(reading.Path.To());
        return new(type, reading.Slice(ref reader));
    }
}
