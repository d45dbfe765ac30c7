#pragma warning disable MEAI001 // Some of these tools are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
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
            case "code_interpreter" when IsAutomatic(members):
                members.Remove("container");
                return new HostedCodeInterpreterTool(members);
            case "image_generation":
                return new HostedImageGenerationTool(members);
            default:
                return null;
        }
    }

    private static bool IsAutomatic(Dictionary<string, object?> members) =>
        members.GetValueOrDefault("container") is JsonElement { ValueKind: JsonValueKind.Object } container
            && container.EnumerateObject().Count() == 1 && container.TryGetProperty("type", out var type) && type.ValueEquals("auto"u8);

    private Dialect.RawTool Raw(ref Utf8JsonReader reader, string type)
    {
        asked.DialectMembers.Add(reading.Path.To());
        return new(type, reading.Slice(ref reader));
    }
}
