using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Reads the blocks of tools that the provider runs (docs.anthropic.com/en/docs/agents-and-tools/tool-use/web-search-tool,
/// …/web-fetch-tool, …/code-execution-tool, …/tool-search-tool, …/mcp-connector). Each keeps the block as it came, to go back with it.
/// </summary>
internal static class ServerTools
{
    private const string Unnamed = "unknown";

    /// <summary>Reads a block of a kind; one that nobody knows is kept as it is.</summary>
    public static AIContent Read(string type, string? id, ReadOnlySpan<byte> block)
    {
        var json = block.ToArray();
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, MaxDepth = 256 });
        var root = document.RootElement;

        // Microsoft.Extensions.AI takes no empty names.
        var content = Read(type, string.IsNullOrWhiteSpace(id) ? Unnamed : id, root);
        content.RawRepresentation = new RawBlock(json);
        return content;
    }

    private static AIContent Read(string type, string id, JsonElement block) => type switch
    {
        "server_tool_use" => Call(id, block),
        "mcp_tool_use" => McpCall(id, block),
        "mcp_tool_result" => McpResult(id, block),
        "web_search_tool_result" or "web_fetch_tool_result" => new WebSearchToolResultContent(id) { Outputs = Found(block) },
        "code_execution_tool_result" or "bash_code_execution_tool_result" or "text_editor_code_execution_tool_result" =>
            new CodeInterpreterToolResultContent(id) { Outputs = Ran(block) },
        "container_upload" => new HostedFileContent(id),
        _ => type.EndsWith("_tool_result", StringComparison.Ordinal) ? new ToolResultContent(id) : new AIContent(),
    };

    private static ToolCallContent Call(string id, JsonElement block)
    {
        var input = Member(block, "input");
        var name = Text(block, "name");
        switch (name)
        {
            case "web_search" or "web_fetch":
                return new WebSearchToolCallContent(id) { Queries = Text(input, "query") is { } query ? [query] : null };
            case "code_execution" or "bash_code_execution" or "text_editor_code_execution":
                var code = Text(input, "code") ?? Text(input, "command");
                var form = name == "code_execution" ? "text/x-python" : name == "bash_code_execution" ? "application/x-sh" : "text/plain";
                return new CodeInterpreterToolCallContent(id)
                {
                    Inputs = code is null ? null : [new DataContent(Encoding.UTF8.GetBytes(code), form)],
                };
            default:
                return new ToolCallContent(id);
        }
    }

    private static McpServerToolCallContent McpCall(string id, JsonElement block)
    {
        var name = Text(block, "name") is { } stated && !string.IsNullOrWhiteSpace(stated) ? stated : Unnamed;
        var call = new McpServerToolCallContent(id, name, Text(block, "server_name"));
        if (Member(block, "input") is { ValueKind: JsonValueKind.Object } input)
        {
            var text = Encoding.UTF8.GetString(JsonMarshal.GetRawUtf8Value(input));
            call.Arguments = ToolArguments.Create(text, id, name).Arguments;
        }

        return call;
    }

    private static McpServerToolResultContent McpResult(string id, JsonElement block)
    {
        var outputs = new List<AIContent>();
        var content = Member(block, "content");
        var isError = Member(block, "is_error").ValueKind == JsonValueKind.True;
        if (content.ValueKind == JsonValueKind.String)
        {
            outputs.Add(Said(TextOf(content)!, isError));
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                if (Text(part, "text") is { } text)
                {
                    outputs.Add(Said(text, isError));
                }
            }
        }

        return new McpServerToolResultContent(id) { Outputs = outputs };
    }

    private static AIContent Said(string text, bool isError) => isError ? new ErrorContent(text) : new TextContent(text);

    /// <summary>Pages of a search, the page that was fetched, or why there are none.</summary>
    private static List<AIContent>? Found(JsonElement block)
    {
        var content = Member(block, "content");
        if (content.ValueKind == JsonValueKind.Object)
        {
            return Text(content, "error_code") is { } code ? [new ErrorContent(null) { ErrorCode = code }]
                : Page(content) is { } page ? [page]
                : null;
        }

        List<AIContent>? pages = null;
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var result in content.EnumerateArray())
            {
                if (Page(result) is { } page)
                {
                    (pages ??= []).Add(page);
                }
            }
        }

        return pages;
    }

    private static UriContent? Page(JsonElement result)
    {
        if (!Uri.TryCreate(Text(result, "url"), UriKind.Absolute, out var url))
        {
            return null;
        }

        var page = new UriContent(url, MediaTypes.OfPath(url.AbsolutePath));
        if (Text(result, "title") is { } title)
        {
            page.AdditionalProperties = new() { ["title"] = title };
        }

        return page;
    }

    private static List<AIContent>? Ran(JsonElement block)
    {
        var result = Member(block, "content");
        List<AIContent>? outputs = null;
        if (Text(result, "error_code") is { } failure)
        {
            return [new ErrorContent(Text(result, "error_message")) { ErrorCode = failure }];
        }

        var inner = Member(result, "content");
        if (inner.ValueKind == JsonValueKind.String)
        {
            (outputs ??= []).Add(new TextContent(TextOf(inner)));
        }

        if (Text(result, "stdout") is { } said && !string.IsNullOrWhiteSpace(said))
        {
            (outputs ??= []).Add(new TextContent(said));
        }

        var code = Member(result, "return_code") is { ValueKind: JsonValueKind.Number } number
            && number.TryGetInt64(out var stated) ? stated : 0;
        if (Text(result, "stderr") is var wrong && (!string.IsNullOrWhiteSpace(wrong) || code != 0))
        {
            (outputs ??= []).Add(new ErrorContent(wrong) { ErrorCode = code.ToString(CultureInfo.InvariantCulture) });
        }

        AddLines(result, ref outputs);
        if (inner.ValueKind == JsonValueKind.Array)
        {
            foreach (var file in inner.EnumerateArray())
            {
                if (Text(file, "file_id") is { } id && !string.IsNullOrWhiteSpace(id))
                {
                    (outputs ??= []).Add(new HostedFileContent(id));
                }
            }
        }

        return outputs;
    }

    /// <summary>What an editor says of an edit.</summary>
    private static void AddLines(JsonElement result, ref List<AIContent>? outputs)
    {
        if (Member(result, "is_file_update") is { ValueKind: JsonValueKind.True or JsonValueKind.False } update)
        {
            (outputs ??= []).Add(new TextContent(update.ValueKind == JsonValueKind.True ? "File updated" : "File created"));
        }

        if (Member(result, "lines") is { ValueKind: JsonValueKind.Array } lines && lines.GetArrayLength() > 0)
        {
            (outputs ??= []).Add(new TextContent(string.Join('\n', lines.EnumerateArray().Select(static line => TextOf(line) ?? ""))));
        }
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) ? value : default;

    private static string? Text(JsonElement parent, string name) => TextOf(Member(parent, name));

    private static string? TextOf(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var reader = JsonRead.Start(JsonMarshal.GetRawUtf8Value(value));
        return JsonRead.Text(ref reader);
    }
}
