#pragma warning disable MEAI001 // The search for tools is experimental.
using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>Writes the tools of a request, and which of them is to be called.</summary>
internal static class RequestTools
{
    public static void Write(Utf8JsonWriter json, ChatOptions options, DroppedOptions dropped)
    {
        if (options.Tools is not { Count: > 0 } tools)
        {
            return;
        }

        var search = ToolSearch.In(tools);
        var any = false;
        json.WriteStartArray("tools"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            if (search is not null && search.HasInNamespace(tools[i]))
            {
                any = true;
            }
            else if (tools[i] is not HostedToolSearchTool || search?.IsFirst(tools[i]) is true)
            {
                any |= TryWrite(json, tools[i], options, search, dropped);
            }
        }

        search?.WriteNamespaces(json, tools, options, dropped);
        json.WriteEndArray();
        if (!any)
        {
            return;
        }

        if (options.AllowMultipleToolCalls is { } parallel)
        {
            json.WriteBoolean("parallel_tool_calls"u8, parallel);
        }

        if (CarriedMembers.In(options)?.Has("tool_choice") is not true)
        {
            WriteChoice(json, options.ToolMode, tools);
        }
    }

    /// <summary>Writes a tool, if there is a word for it.</summary>
    public static bool TryWrite(Utf8JsonWriter json, AITool tool, ChatOptions options, ToolSearch? search, DroppedOptions dropped)
    {
        switch (tool)
        {
            case CustomTool custom:
                json.WriteRawValue(custom.Json.Span, skipInputValidation: true);
                return true;
            case RawTool raw:
                json.WriteRawValue(raw.Json.Span, skipInputValidation: true);
                return true;
            case AIFunctionDeclaration function:
                WriteFunction(json, function, options, search?.IsDeferred(function.Name) is true);
                return true;
            case HostedMcpServerTool server:
                HostedTools.Write(json, server, search?.IsDeferred(server.ServerName) is true);
                return true;
            case HostedToolSearchTool:
                json.WriteStartObject();
                json.WriteString("type"u8, "tool_search"u8);
                json.WriteEndObject();
                return true;
            default:
                if (HostedTools.TryWrite(json, tool) || TryWriteModel(json, tool))
                {
                    return true;
                }

                dropped.Add("tools");
                return false;
        }
    }

    private static void WriteFunction(Utf8JsonWriter json, AIFunctionDeclaration function, ChatOptions options, bool isDeferred)
    {
        var strict = StrictSchemas.IsStrict(function.AdditionalProperties) ?? StrictSchemas.IsStrict(options.AdditionalProperties);
        json.WriteStartObject();
        json.WriteString("type"u8, "function"u8);
        json.WriteString("name"u8, function.Name);
        json.WriteString("description"u8, function.Description);
        json.WritePropertyName("parameters"u8);
        StrictSchemas.WriteParameters(json, function, strict is true);
        if (strict is { } isStrict)
        {
            json.WriteBoolean("strict"u8, isStrict);
        }
        else
        {
            json.WriteNull("strict"u8);
        }

        if (isDeferred)
        {
            json.WriteBoolean("defer_loading"u8, true);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a tool of the OpenAI SDK's own, as callers bring them with <c>AsAITool()</c>.</summary>
    private static bool TryWriteModel(Utf8JsonWriter json, AITool tool)
    {
        if (tool.GetService(typeof(IJsonModel<object>)) is not IJsonModel<object> model || model.GetType().Namespace != "OpenAI.Responses")
        {
            return false;
        }

        model.Write(json, ModelReaderWriterOptions.Json);
        return true;
    }

    /// <summary>Writes which tool is to be called.</summary>
    public static void WriteChoice(Utf8JsonWriter json, ChatToolMode? mode, IList<AITool> tools)
    {
        switch (mode)
        {
            case NoneChatToolMode:
                json.WriteString("tool_choice"u8, "none"u8);
                break;
            case AutoChatToolMode:
                json.WriteString("tool_choice"u8, "auto"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: null }:
                json.WriteString("tool_choice"u8, "required"u8);
                break;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteStartObject("tool_choice"u8);
                json.WriteString("type"u8, IsCustom(tools, name) ? "custom"u8 : "function"u8);
                json.WriteString("name"u8, name);
                json.WriteEndObject();
                break;
        }
    }

    private static bool IsCustom(IList<AITool> tools, string name)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is CustomTool tool && tool.Name == name)
            {
                return true;
            }
        }

        return false;
    }
}
