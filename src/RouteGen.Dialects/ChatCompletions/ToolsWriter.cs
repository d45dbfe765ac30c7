using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Writes <c>tools</c>, <c>tool_choice</c>, <c>parallel_tool_calls</c> and <c>web_search_options</c>.</summary>
internal static class ToolsWriter
{
    public static void Write(Utf8JsonWriter json, ChatVendor vendor, ChatOptions options, DroppedOptions dropped)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        var (written, searches) = (0, false);
        for (var i = 0; i < tools.Count; i++)
        {
            switch (tools[i])
            {
                case AIFunctionDeclaration function when vendor.TakesTools:
                    if (written++ == 0)
                    {
                        json.WriteStartArray("tools"u8);
                    }

                    WriteFunction(json, function, options);
                    break;
                case HostedWebSearchTool when vendor.WebSearch != WebSearchForm.None:
                    searches |= vendor.WebSearch == WebSearchForm.Options;
                    break;
                default:
                    dropped.Add(tools[i] is AIFunctionDeclaration ? "tools" : "tools." + tools[i].Name);
                    break;
            }
        }

        if (written > 0)
        {
            json.WriteEndArray();
        }

        if (searches)
        {
            json.WriteStartObject("web_search_options"u8);
            json.WriteEndObject();
        }

        if (written == 0)
        {
            return;
        }

        WriteChoice(json, vendor, options.ToolMode, dropped);
        if (options.AllowMultipleToolCalls is { } parallel)
        {
            if (vendor.TakesParallelTools)
            {
                json.WriteBoolean("parallel_tool_calls"u8, parallel);
            }
            else
            {
                dropped.Add("allowMultipleToolCalls");
            }
        }
    }

    private static void WriteFunction(Utf8JsonWriter json, AIFunctionDeclaration function, ChatOptions options)
    {
        var strict = StrictSchemas.IsStrict(function.AdditionalProperties) ?? StrictSchemas.IsStrict(options.AdditionalProperties);
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteStartObject("function"u8);
        json.WriteString("name"u8, function.Name);
        json.WriteString("description"u8, function.Description);
        json.WritePropertyName("parameters"u8);
        StrictSchemas.WriteParameters(json, function, strict is true);
        if (strict is { } isStrict)
        {
            json.WriteBoolean("strict"u8, isStrict);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatVendor vendor, ChatToolMode? mode, DroppedOptions dropped)
    {
        if (mode is RequiredChatToolMode && !vendor.TakesRequiredTools)
        {
            dropped.Add("toolMode");
            mode = null;
        }

        switch (mode)
        {
            case NoneChatToolMode:
                json.WriteString("tool_choice"u8, "none"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
            case RequiredChatToolMode:
                json.WriteString("tool_choice"u8, "required"u8);
                break;
            default:
                json.WriteString("tool_choice"u8, "auto"u8);
                break;
        }
    }
}
