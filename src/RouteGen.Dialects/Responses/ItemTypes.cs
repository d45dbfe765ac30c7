using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>The kinds of output items that are more to a caller than their text.</summary>
internal enum ItemType
{
    Other,
    Message,
    Reasoning,
    FunctionCall,
    FunctionCallOutput,
    CustomToolCall,
    WebSearchCall,
    FileSearchCall,
    ImageGenerationCall,
    CodeInterpreterCall,
    McpCall,
    McpApprovalRequest,
    McpApprovalResponse,
    McpListTools,
    ComputerCall,
}

/// <summary>Their names in the API.</summary>
internal static class ItemTypes
{
    public static ItemType Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            JsonRead.Skip(ref reader);
            return ItemType.Other;
        }

        return reader.ValueTextEquals("message"u8) ? ItemType.Message
            : reader.ValueTextEquals("reasoning"u8) ? ItemType.Reasoning
            : reader.ValueTextEquals("function_call"u8) ? ItemType.FunctionCall
            : reader.ValueTextEquals("custom_tool_call"u8) ? ItemType.CustomToolCall
            : reader.ValueTextEquals("web_search_call"u8) ? ItemType.WebSearchCall
            : reader.ValueTextEquals("image_generation_call"u8) ? ItemType.ImageGenerationCall
            : reader.ValueTextEquals("code_interpreter_call"u8) ? ItemType.CodeInterpreterCall
            : reader.ValueTextEquals("file_search_call"u8) ? ItemType.FileSearchCall
            : reader.ValueTextEquals("mcp_call"u8) ? ItemType.McpCall
            : reader.ValueTextEquals("mcp_approval_request"u8) ? ItemType.McpApprovalRequest
            : reader.ValueTextEquals("mcp_approval_response"u8) ? ItemType.McpApprovalResponse
            : reader.ValueTextEquals("mcp_list_tools"u8) ? ItemType.McpListTools
            : reader.ValueTextEquals("computer_call"u8) ? ItemType.ComputerCall
            : reader.ValueTextEquals("function_call_output"u8) ? ItemType.FunctionCallOutput
            : ItemType.Other;
    }
}
