using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>A function that a caller declares, with the bytes in which it does.</summary>
internal sealed class AskedTool(
    string name, string description, JsonElement? schema, bool? strict, RawBlock raw) : AIFunctionDeclaration
{
    private static readonly JsonElement None = JsonElement.Parse("""{"type":"object","properties":{}}""");
    private static readonly ReadOnlyDictionary<string, object?> Strict = new(new Dictionary<string, object?> { ["strict"] = true });
    private static readonly ReadOnlyDictionary<string, object?> Lax = new(new Dictionary<string, object?> { ["strict"] = false });

    public override string Name => name;

    public override string Description => description;

    public override JsonElement JsonSchema => schema ?? None;

    public override IReadOnlyDictionary<string, object?> AdditionalProperties => strict switch
    {
        true => Strict,
        false => Lax,
        null => base.AdditionalProperties,
    };

    public override object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceType == typeof(RawBlock) ? raw : base.GetService(serviceType, serviceKey);

    /// <summary>Reads a tool: a function, or one that the provider runs.</summary>
    public static AITool? Read(ref Utf8JsonReader reader, RequestReading reading)
    {
        var at = reader;
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        string? type = null;
        string? name = null;
        string? description = null;
        JsonElement? schema = null;
        bool? strict = null;
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
            else if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                description = reading.Text(ref reader, "description");
            }
            else if (reader.ValueTextEquals("input_schema"u8))
            {
                reader.Read();
                schema = reading.Element(ref reader, "input_schema");
            }
            else if (reader.ValueTextEquals("strict"u8))
            {
                reader.Read();
                strict = reading.Flag(ref reader, "strict");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        var raw = new RawBlock(reading.Slice(ref at));
        if (type is not (null or "custom"))
        {
            return type.StartsWith("web_search_", StringComparison.Ordinal) ? new WebSearch(raw)
                : type.StartsWith("code_execution_", StringComparison.Ordinal) ? new CodeInterpreter(raw)
                : new HostedTool(name ?? type, raw);
        }

        if (string.IsNullOrEmpty(name))
        {
            reading.Missing("name");
            return null;
        }

        return new AskedTool(name, description ?? "", schema, strict, raw);
    }

    private sealed class WebSearch(RawBlock raw) : HostedWebSearchTool
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(RawBlock) ? raw : base.GetService(serviceType, serviceKey);
    }

    private sealed class CodeInterpreter(RawBlock raw) : HostedCodeInterpreterTool
    {
        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(RawBlock) ? raw : base.GetService(serviceType, serviceKey);
    }

    /// <summary>A tool of Anthropic's that Microsoft.Extensions.AI has no type for.</summary>
    private sealed class HostedTool(string name, RawBlock raw) : AITool
    {
        public override string Name => name;

        public override object? GetService(Type serviceType, object? serviceKey = null) =>
            serviceType == typeof(RawBlock) ? raw : base.GetService(serviceType, serviceKey);
    }
}
