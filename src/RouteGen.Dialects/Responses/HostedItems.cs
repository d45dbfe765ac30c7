#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>Writes calls of tools at servers that speak the Model Context Protocol, and what was decided about them.</summary>
internal static class HostedItems
{
    public static void WriteMcpCall(Utf8JsonWriter json, McpServerToolCallContent call, McpServerToolResultContent result)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "mcp_call"u8);
        json.WriteString("id"u8, call.CallId);
        WriteCall(json, call);
        var outputs = result.Outputs;
        string? text = null;
        for (var i = 0; i < outputs?.Count; i++)
        {
            if (outputs[i] is ErrorContent error)
            {
                json.WriteString("error"u8, error.Message);
                json.WriteEndObject();
                return;
            }

            text = outputs[i] is TextContent part ? text + part.Text : text;
        }

        json.WriteString("output"u8, text ?? "");
        json.WriteEndObject();
    }

    public static void WriteApprovalRequest(Utf8JsonWriter json, string id, McpServerToolCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "mcp_approval_request"u8);
        json.WriteString("id"u8, id);
        WriteCall(json, call);
        json.WriteEndObject();
    }

    public static void WriteApprovalResponse(Utf8JsonWriter json, ToolApprovalResponseContent response)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "mcp_approval_response"u8);
        json.WriteString("approval_request_id"u8, response.RequestId);
        json.WriteBoolean("approve"u8, response.Approved);
        if (response.Reason is { } reason)
        {
            json.WriteString("reason"u8, reason);
        }

        json.WriteEndObject();
    }

    private static void WriteCall(Utf8JsonWriter json, McpServerToolCallContent call)
    {
        json.WriteString("server_label"u8, call.ServerName);
        json.WriteString("name"u8, call.Name);
        json.WriteString("arguments"u8, call.Arguments is { } arguments ? JsonValues.Text(arguments) : "{}");
    }
}
