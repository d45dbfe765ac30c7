using System.Text.Json;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Capabilities;

/// <summary>
/// The endpoint as an OpenAPI 3.1 document: its paths, with the routes of one key as the values of <c>model</c>. Requests and replies are
/// those of OpenAI and Anthropic, whose own documents describe them; what is said here is which of their members are read.
/// </summary>
internal static class OpenApiDocument
{
    private static readonly (string Name, string About)[] Headers =
    [
        ("x-request-id", "The id of the call's record."),
        ("x-routegen-target", "The target that served."),
        ("x-routegen-attempts", "How many requests were sent to providers."),
        ("x-routegen-skipped", "Targets that were not asked."),
        ("x-routegen-lane", "relay or translate."),
        ("x-routegen-dropped", "What of the request did not reach the target."),
        ("x-routegen-cost-usd", "What the call cost, in USD; of whole replies."),
    ];

    /// <summary>Writes the document.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="routes">The routes that the key may use, and the names by which it may ask for each.</param>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<(CatalogRoute Route, IReadOnlyList<string> Names)> routes)
    {
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.1.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "RouteGen"u8);
        json.WriteString("version"u8, "1"u8);
        json.WriteString("description"u8, "One endpoint for clients of OpenAI and Anthropic, over compiled routes."u8);
        json.WriteEndObject();
        WriteSecurity(json);
        json.WriteStartObject("paths"u8);
        WritePost(json, "/v1/chat/completions", "createChatCompletion", "Chat Completions (OpenAI)", "ChatCompletionsRequest",
            "OpenAIError");
        WritePost(json, "/v1/responses", "createResponse", "Responses (OpenAI), without state", "ResponsesRequest", "OpenAIError");
        WritePost(json, "/v1/messages", "createMessage", "Messages (Anthropic)", "MessagesRequest", "AnthropicError");
        WritePost(json, "/v1/messages/count_tokens", "countTokens", "Counts tokens by estimate; no provider is asked", "CountRequest",
            "AnthropicError");
        WritePost(json, "/v1/embeddings", "createEmbedding", "Embeddings (OpenAI)", "EmbeddingsRequest", "OpenAIError");
        WriteGet(json, "/v1/models", "listModels", "The models that the key may use", null);
        WriteGet(json, "/v1/models/{model}", "getModel", "One model", "model");
        WriteGet(json, "/v1/records/{id}", "getRecord", "The record of a call of the key's own", "id");
        WriteGet(json, "/v1/me/usage", "getUsage", "What the key has used", null);
        WriteGet(json, "/v1/openapi.json", "getDocument", "This document", null);
        json.WriteEndObject();
        WriteComponents(json, routes);
        json.WritePropertyName("x-routegen-capabilities"u8);
        CapabilityTable.Write(json, routes);
        json.WriteEndObject();
    }

    private static void WriteSecurity(Utf8JsonWriter json)
    {
        json.WriteStartArray("security"u8);
        foreach (var scheme in (ReadOnlySpan<string>)["bearer", "apiKey"])
        {
            json.WriteStartObject();
            json.WriteStartArray(scheme);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WritePost(Utf8JsonWriter json, string path, string id, string summary, string request, string error)
    {
        json.WriteStartObject(path);
        json.WriteStartObject("post"u8);
        json.WriteString("operationId"u8, id);
        json.WriteString("summary"u8, summary);
        json.WriteStartObject("requestBody"u8);
        json.WriteBoolean("required"u8, true);
        WriteContent(json, request, isStreamed: false);
        json.WriteEndObject();
        WriteReplies(json, error, isStreamed: path is "/v1/chat/completions" or "/v1/responses" or "/v1/messages");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteGet(Utf8JsonWriter json, string path, string id, string summary, string? parameter)
    {
        json.WriteStartObject(path);
        json.WriteStartObject("get"u8);
        json.WriteString("operationId"u8, id);
        json.WriteString("summary"u8, summary);
        if (parameter is not null)
        {
            json.WriteStartArray("parameters"u8);
            json.WriteStartObject();
            json.WriteString("name"u8, parameter);
            json.WriteString("in"u8, "path"u8);
            json.WriteBoolean("required"u8, true);
            json.WriteStartObject("schema"u8);
            json.WriteString("type"u8, "string"u8);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteReplies(json, "OpenAIError", isStreamed: false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteReplies(Utf8JsonWriter json, string error, bool isStreamed)
    {
        json.WriteStartObject("responses"u8);
        json.WriteStartObject("200"u8);
        json.WriteString("description"u8, "The reply"u8);
        json.WriteStartObject("headers"u8);
        foreach (var (name, about) in Headers)
        {
            json.WriteStartObject(name);
            json.WriteString("description"u8, about);
            json.WriteStartObject("schema"u8);
            json.WriteString("type"u8, "string"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        WriteContent(json, "Reply", isStreamed);
        json.WriteEndObject();
        json.WriteStartObject("default"u8);
        json.WriteString("description"u8, "An error, in the dialect of the path"u8);
        WriteContent(json, error, isStreamed: false);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteContent(Utf8JsonWriter json, string schema, bool isStreamed)
    {
        json.WriteStartObject("content"u8);
        json.WriteStartObject("application/json"u8);
        WriteReference(json, "schema", schema);
        json.WriteEndObject();
        if (isStreamed)
        {
            json.WriteStartObject("text/event-stream"u8);
            json.WriteStartObject("schema"u8);
            json.WriteString("type"u8, "string"u8);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, string member, string schema)
    {
        json.WriteStartObject(member);
        json.WriteString("$ref"u8, $"#/components/schemas/{schema}");
        json.WriteEndObject();
    }

    private static void WriteComponents(Utf8JsonWriter json, IReadOnlyList<(CatalogRoute Route, IReadOnlyList<string> Names)> routes)
    {
        json.WriteStartObject("components"u8);
        json.WriteStartObject("securitySchemes"u8);
        json.WriteStartObject("bearer"u8);
        json.WriteString("type"u8, "http"u8);
        json.WriteString("scheme"u8, "bearer"u8);
        json.WriteEndObject();
        json.WriteStartObject("apiKey"u8);
        json.WriteString("type"u8, "apiKey"u8);
        json.WriteString("in"u8, "header"u8);
        json.WriteString("name"u8, "x-api-key"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartObject("schemas"u8);
        WriteModel(json, "ChatModel", routes, embeddings: false);
        WriteModel(json, "EmbeddingModel", routes, embeddings: true);
        WriteRequest(json, "ChatCompletionsRequest", "ChatModel", MemberNames.ChatCompletions, "messages");
        WriteRequest(json, "ResponsesRequest", "ChatModel", MemberNames.Responses, "input");
        WriteRequest(json, "MessagesRequest", "ChatModel", MemberNames.Messages, "max_tokens", "messages");
        WriteRequest(json, "CountRequest", "ChatModel", MemberNames.Messages, "messages");
        WriteRequest(json, "EmbeddingsRequest", "EmbeddingModel", MemberNames.Embeddings, "input");
        WriteObject(json, "Reply", []);
        WriteError(json, "OpenAIError", "message", "type", "param", "code");
        WriteError(json, "AnthropicError", "type", "message");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // What an alias with a star stands for cannot be listed, and is a pattern.
    private static void WriteModel(
        Utf8JsonWriter json, string name, IReadOnlyList<(CatalogRoute Route, IReadOnlyList<string> Names)> routes, bool embeddings)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "string"u8);
        json.WriteStartArray("anyOf"u8);
        json.WriteStartObject();
        json.WriteStartArray("enum"u8);
        foreach (var (route, names) in routes)
        {
            for (var i = 0; route.IsEmbedding == embeddings && i < names.Count; i++)
            {
                json.WriteStringValue(names[i]);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        foreach (var (route, _) in routes)
        {
            for (var i = 0; route.IsEmbedding == embeddings && i < route.Aliases.Count; i++)
            {
                if (route.Aliases[i].Contains('*', StringComparison.Ordinal))
                {
                    json.WriteStartObject();
                    json.WriteString("pattern"u8, $"^{Pattern(route.Aliases[i])}$");
                    json.WriteEndObject();
                }
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Pattern(string alias) =>
        System.Text.RegularExpressions.Regex.Escape(alias).Replace("\\*", ".*", StringComparison.Ordinal);

    private static void WriteRequest(Utf8JsonWriter json, string name, string model, MemberNames members,
        params ReadOnlySpan<string> required)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartArray("required"u8);
        json.WriteStringValue("model"u8);
        foreach (var member in required)
        {
            json.WriteStringValue(member);
        }

        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        WriteReference(json, "model", model);
        foreach (var member in members.All)
        {
            if (member != "model")
            {
                json.WriteBoolean(member, true);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, string name, ReadOnlySpan<string> required)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartArray("required"u8);
        foreach (var member in required)
        {
            json.WriteStringValue(member);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteError(Utf8JsonWriter json, string name, params ReadOnlySpan<string> members)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "object"u8);
        json.WriteStartArray("required"u8);
        json.WriteStringValue("error"u8);
        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        WriteObject(json, "error", members);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
