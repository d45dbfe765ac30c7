using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Writes tools and which of them to use (docs.anthropic.com/en/docs/agents-and-tools/tool-use): the caller's functions, and those that the
/// provider runs.
/// </summary>
internal static class ToolDefinitions
{
    /// <summary>What the API wants in <c>anthropic-beta</c> to call MCP servers (…/agents-and-tools/mcp-connector).</summary>
    public const string ServersBeta = "mcp-client-2025-11-20";

    /// <summary>The settings of hosted tools that go out under the same names (…/tool-use/web-search-tool).</summary>
    private static readonly string[] Settings = ["max_uses", "allowed_domains", "blocked_domains", "user_location", "max_content_tokens"];

    /// <summary>Whether MCP servers are among the tools.</summary>
    public static bool HasServers(ChatOptions? options)
    {
        var tools = options?.Tools;
        for (var i = 0; i < tools?.Count; i++)
        {
            if (tools[i] is HostedMcpServerTool)
            {
                return true;
            }
        }

        return false;
    }

    public static void Write(Utf8JsonWriter json, ChatOptions options, DroppedOptions dropped)
    {
        var isOpen = false;
        var tools = options.Tools;
        for (var i = 0; i < tools?.Count; i++)
        {
            var tool = tools[i];
            if (tool is not (AIFunctionDeclaration or HostedWebSearchTool or HostedCodeInterpreterTool or HostedMcpServerTool)
                && RawOf(tool) is null)
            {
                dropped.Add($"tool ({tool.Name})");
                continue;
            }

            if (!isOpen)
            {
                json.WriteStartArray("tools"u8);
                isOpen = true;
            }

            Write(json, tool);
        }

        if (!isOpen)
        {
            // A choice among no tools is refused.
            return;
        }

        json.WriteEndArray();
        WriteChoice(json, options);
        if (HasServers(options))
        {
            WriteServers(json, tools!, dropped);
        }
    }

    // The tool's bytes, where a caller of the endpoint stated it in this dialect.
    private static RawBlock? RawOf(AITool tool) => tool.GetService(typeof(RawBlock)) as RawBlock;

    private static void Write(Utf8JsonWriter json, AITool tool)
    {
        if (RawOf(tool) is { } raw)
        {
            raw.Write(json);
            return;
        }

        json.WriteStartObject();
        switch (tool)
        {
            case AIFunctionDeclaration function:
                WriteFunction(json, function);
                break;
            case HostedMcpServerTool server:
                WriteToolset(json, server);
                break;
            default:
                var isSearch = tool is HostedWebSearchTool;
                json.WriteString("type"u8, isSearch ? "web_search_20250305"u8 : "code_execution_20250825"u8);
                json.WriteString("name"u8, isSearch ? "web_search"u8 : "code_execution"u8);
                foreach (var setting in Settings)
                {
                    WriteKept(json, setting, tool.AdditionalProperties, setting);
                }

                break;
        }

        CacheControl.Write(json, tool.AdditionalProperties);
        json.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter json, AIFunctionDeclaration function)
    {
        json.WriteString("name"u8, function.Name);
        if (function.Description is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WritePropertyName("input_schema"u8);
        SchemaRules.Write(json, SchemaRules.OfFunction(function), isClosed: false);
        var properties = function.AdditionalProperties;
        if (properties is { Count: > 0 })
        {
            WriteKept(json, "strict", properties, "strict", "Strict");
            WriteKept(json, "defer_loading", properties, "DeferLoading", "defer_loading");
            WriteKept(json, "input_examples", properties, "InputExamples", "input_examples");
            WriteKept(json, "allowed_callers", properties, "allowed_callers");
        }
    }

    /// <summary>All tools of a server, or those that are allowed.</summary>
    private static void WriteToolset(Utf8JsonWriter json, HostedMcpServerTool server)
    {
        json.WriteString("type"u8, "mcp_toolset"u8);
        json.WriteString("mcp_server_name"u8, server.ServerName);
        if (server.AllowedTools is not { } allowed)
        {
            return;
        }

        json.WriteStartObject("default_config"u8);
        json.WriteBoolean("enabled"u8, false);
        json.WriteEndObject();
        json.WriteStartObject("configs"u8);
        for (var i = 0; i < allowed.Count; i++)
        {
            json.WriteStartObject(allowed[i]);
            json.WriteBoolean("enabled"u8, true);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteServers(Utf8JsonWriter json, IList<AITool> tools, DroppedOptions dropped)
    {
        json.WriteStartArray("mcp_servers"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is not HostedMcpServerTool server)
            {
                continue;
            }

            json.WriteStartObject();
            json.WriteString("type"u8, "url"u8);
            json.WriteString("url"u8, server.ServerAddress);
            json.WriteString("name"u8, server.ServerName);
            foreach (var (name, value) in server.Headers ?? new Dictionary<string, string>())
            {
                if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                    && value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
                {
                    json.WriteString("authorization_token"u8, value.AsSpan("Bearer ".Length).Trim());
                }
                else
                {
                    dropped.Add("mcp.headers");
                }
            }

            if (server.ApprovalMode is not (null or HostedMcpServerToolNeverRequireApprovalMode))
            {
                dropped.Add("mcp.approvalMode");
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChoice(Utf8JsonWriter json, ChatOptions options)
    {
        // Whether several calls at once are allowed is part of the choice.
        var mode = options.ToolMode ?? (options.AllowMultipleToolCalls is null ? null : ChatToolMode.Auto);
        if (mode is null)
        {
            return;
        }

        json.WriteStartObject("tool_choice"u8);
        switch (mode)
        {
            case NoneChatToolMode:
                json.WriteString("type"u8, "none"u8);
                json.WriteEndObject();
                return;
            case RequiredChatToolMode { RequiredFunctionName: { } name }:
                json.WriteString("type"u8, "tool"u8);
                json.WriteString("name"u8, name);
                break;
            case RequiredChatToolMode:
                json.WriteString("type"u8, "any"u8);
                break;
            default:
                json.WriteString("type"u8, "auto"u8);
                break;
        }

        if (options.AllowMultipleToolCalls is { } several)
        {
            json.WriteBoolean("disable_parallel_tool_use"u8, !several);
        }

        json.WriteEndObject();
    }

    private static void WriteKept(
        Utf8JsonWriter json, string member, IReadOnlyDictionary<string, object?>? properties, string key, string? otherKey = null)
    {
        if (properties is null)
        {
            return;
        }

        if ((properties.TryGetValue(key, out var value) && value is not null)
            || (otherKey is not null && properties.TryGetValue(otherKey, out value) && value is not null))
        {
            json.WritePropertyName(member);
            JsonValues.Write(json, value);
        }
    }
}
