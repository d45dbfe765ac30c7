#pragma warning disable MEAI001 // Some of these tools are experimental.
using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Writes tools that the provider runs itself (platform.openai.com/docs/guides/tools). What Microsoft.Extensions.AI leaves to a tool's
/// additional properties is written under the API's name: <c>SearchContextSize</c> as <c>search_context_size</c>.
/// </summary>
internal static class HostedTools
{
    public static bool TryWrite(Utf8JsonWriter json, AITool tool)
    {
        switch (tool)
        {
            case HostedWebSearchTool:
                Begin(json, "web_search"u8);
                break;
            case HostedFileSearchTool files:
                Begin(json, "file_search"u8);
                WriteStores(json, files.Inputs);
                if (files.MaximumResultCount is { } most)
                {
                    json.WriteNumber("max_num_results"u8, most);
                }

                break;
            case HostedCodeInterpreterTool code:
                Begin(json, "code_interpreter"u8);
                WriteContainer(json, code.Inputs);
                break;
            case HostedImageGenerationTool images:
                Begin(json, "image_generation"u8);
                WriteOptions(json, images.Options);
                break;
            default:
                return false;
        }

        WriteProperties(json, tool);
        json.WriteEndObject();
        return true;
    }

    public static void Write(Utf8JsonWriter json, HostedMcpServerTool server, bool isDeferred)
    {
        Begin(json, "mcp"u8);
        json.WriteString("server_label"u8, server.ServerName);
        var isAddress = Uri.TryCreate(server.ServerAddress, UriKind.Absolute, out var address);
        json.WriteString(isAddress ? "server_url"u8 : "connector_id"u8, isAddress ? address!.AbsoluteUri : server.ServerAddress);
        if (server.ServerDescription is { } description)
        {
            json.WriteString("server_description"u8, description);
        }

        WriteHeaders(json, server.Headers, isAddress);
        if (server.AllowedTools is { } allowed)
        {
            json.WriteStartObject("allowed_tools"u8);
            WriteNames(json, "tool_names"u8, allowed);
            json.WriteEndObject();
        }

        WriteApproval(json, server.ApprovalMode);
        if (isDeferred)
        {
            json.WriteBoolean("defer_loading"u8, true);
        }

        WriteProperties(json, server);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, ReadOnlySpan<byte> type)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, type);
    }

    private static void WriteStores(Utf8JsonWriter json, IList<AIContent>? inputs)
    {
        json.WriteStartArray("vector_store_ids"u8);
        for (var i = 0; i < inputs?.Count; i++)
        {
            if (inputs[i] is HostedVectorStoreContent store)
            {
                json.WriteStringValue(store.VectorStoreId);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteContainer(Utf8JsonWriter json, IList<AIContent>? inputs)
    {
        json.WriteStartObject("container"u8);
        json.WriteString("type"u8, "auto"u8);
        var isOpen = false;
        for (var i = 0; i < inputs?.Count; i++)
        {
            if (inputs[i] is HostedFileContent file)
            {
                if (!isOpen)
                {
                    json.WriteStartArray("file_ids"u8);
                    isOpen = true;
                }

                json.WriteStringValue(file.FileId);
            }
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteOptions(Utf8JsonWriter json, ImageGenerationOptions? options)
    {
        if (options?.ModelId is { } model)
        {
            json.WriteString("model"u8, model);
        }

        if (options?.ImageSize is { } size)
        {
            json.WriteString("size"u8, $"{size.Width}x{size.Height}");
        }

        if (options?.MediaType is "image/png" or "image/jpeg" or "image/webp")
        {
            json.WriteString("output_format"u8, options.MediaType["image/".Length..]);
        }

        if (options?.StreamingCount is { } partial)
        {
            json.WriteNumber("partial_images"u8, partial);
        }
    }

    private static void WriteHeaders(Utf8JsonWriter json, IDictionary<string, string>? headers, bool isAddress)
    {
        if (headers is not { Count: > 0 })
        {
            return;
        }

        if (!isAddress)
        {
            if (headers.TryGetValue("Authorization", out var value)
                && value.AsSpan().Trim() is var text && text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase))
            {
                json.WriteString("authorization"u8, text["Bearer ".Length..].TrimStart());
            }

            return;
        }

        json.WriteStartObject("headers"u8);
        foreach (var (name, value) in headers)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
    }

    private static void WriteApproval(Utf8JsonWriter json, HostedMcpServerToolApprovalMode? mode)
    {
        switch (mode)
        {
            case HostedMcpServerToolAlwaysRequireApprovalMode:
                json.WriteString("require_approval"u8, "always"u8);
                break;
            case HostedMcpServerToolNeverRequireApprovalMode:
                json.WriteString("require_approval"u8, "never"u8);
                break;
            case HostedMcpServerToolRequireSpecificApprovalMode specific:
                json.WriteStartObject("require_approval"u8);
                WriteFilter(json, "always"u8, specific.AlwaysRequireApprovalToolNames);
                WriteFilter(json, "never"u8, specific.NeverRequireApprovalToolNames);
                json.WriteEndObject();
                break;
        }
    }

    private static void WriteFilter(Utf8JsonWriter json, ReadOnlySpan<byte> name, IList<string>? tools)
    {
        if (tools is { Count: > 0 })
        {
            json.WriteStartObject(name);
            WriteNames(json, "tool_names"u8, tools);
            json.WriteEndObject();
        }
    }

    private static void WriteNames(Utf8JsonWriter json, ReadOnlySpan<byte> name, IList<string> values)
    {
        json.WriteStartArray(name);
        for (var i = 0; i < values.Count; i++)
        {
            json.WriteStringValue(values[i]);
        }

        json.WriteEndArray();
    }

    private static void WriteProperties(Utf8JsonWriter json, AITool tool)
    {
        foreach (var (name, value) in tool.AdditionalProperties)
        {
            if (value is null)
            {
                continue;
            }

            json.WritePropertyName(NameOf(name));
            switch (value)
            {
                case BinaryData data:
                    json.WriteRawValue(data.ToMemory().Span, skipInputValidation: true);
                    break;
                case IJsonModel<object> model:
                    model.Write(json, ModelReaderWriterOptions.Json);
                    break;
                case ValueType when value.GetType().Namespace == "OpenAI.Responses":
                    // The SDK's words, such as a size of context.
                    json.WriteStringValue(value.ToString());
                    break;
                default:
                    JsonValues.Write(json, value);
                    break;
            }
        }
    }

    private static string NameOf(string name) => name switch
    {
        "ModerationLevel" => "moderation",
        "OutputCompressionFactor" => "output_compression",
        _ => JsonNamingPolicy.SnakeCaseLower.ConvertName(name),
    };
}
