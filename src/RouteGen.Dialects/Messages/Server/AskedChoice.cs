using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Reads which tools are to be used, and whether several at once.</summary>
internal static class AskedChoice
{
    public static void Read(ref Utf8JsonReader reader, RequestReading reading, ChatOptions options)
    {
        if (!reading.Object(ref reader, "tool_choice"))
        {
            return;
        }

        string? type = null;
        string? name = null;
        reading.Path.Enter("tool_choice");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("disable_parallel_tool_use"u8))
            {
                reader.Read();
                options.AllowMultipleToolCalls = !reading.Flag(ref reader, "disable_parallel_tool_use");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        switch (type)
        {
            case "auto":
                options.ToolMode = ChatToolMode.Auto;
                break;
            case "none":
                options.ToolMode = ChatToolMode.None;
                break;
            case "any":
                options.ToolMode = ChatToolMode.RequireAny;
                break;
            case "tool" when !string.IsNullOrWhiteSpace(name):
                options.ToolMode = ChatToolMode.RequireSpecific(name);
                break;
            case "tool":
                reading.Missing("name");
                break;
            default:
                reading.Refuse("type", "is none of 'auto', 'any', 'tool' and 'none'.", "invalid_value");
                break;
        }

        reading.Path.Leave();
    }
}
