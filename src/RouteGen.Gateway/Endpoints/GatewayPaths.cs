using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Asked;

namespace RouteGen.Gateway.Endpoints;

/// <summary>The paths that are served, and the dialect of whoever asks at a path.</summary>
internal static class GatewayPaths
{
    /// <summary>What is asked by POST.</summary>
    public static IReadOnlyList<string> Posted { get; } =
        ["/chat/completions", "/responses", "/messages", "/messages/count_tokens", "/embeddings"];

    /// <summary>Paths that are nearly always spelled as they are served.</summary>
    private static readonly string[] Exact = [.. Posted.Select(static path => "/v1" + path), "/v1/models"];

    /// <summary>What others serve at these paths and this endpoint does not, each with what to do instead.</summary>
    public static IReadOnlyList<(string Path, string Remedy)> NotServed { get; } =
    [
        ("/completions", "Ask /v1/chat/completions: text completions are not served."),
        ("/images", "Images are not served: ask the provider itself."),
        ("/audio", "Audio is not served: ask the provider itself."),
        ("/files", "Files are not kept here: put their content into the request."),
        ("/uploads", "Files are not kept here: put their content into the request."),
        ("/batches", "Batches are not served: send the requests one by one."),
        ("/messages/batches", "Batches are not served: send the requests one by one."),
        ("/realtime", "Realtime sessions are not served: ask the provider itself."),
        ("/rerank", "Reranking is not served: ask the provider itself."),
        ("/moderations", "Moderations are not served: ask the provider itself."),
        ("/fine_tuning", "Fine-tuning is not served: ask the provider itself."),
        ("/assistants", "Assistants keep state at a provider, which this endpoint does not: ask /v1/responses with the whole "
            + "conversation."),
        ("/threads", "Threads keep state at a provider, which this endpoint does not: ask /v1/responses with the whole conversation."),
        ("/conversations", "Conversations are not kept here: send the whole conversation to /v1/responses."),
        ("/vector_stores", "Vector stores are not served: ask the provider itself."),
        ("/responses", "Responses are not kept here: send the whole conversation to /v1/responses with \"store\": false."),
        ("/chat/completions", "Completions are not kept here."),
    ];

    /// <summary>The dialect in which errors are told at a path: Anthropic's under /v1/messages, and where its clients say so.</summary>
    public static CallerDialect DialectAt(HttpContext context)
    {
        var path = WithoutVersion(context.Request.Path);
        return path.StartsWithSegments("/messages", StringComparison.OrdinalIgnoreCase)
            || context.Request.Headers.ContainsKey("anthropic-version") ? CallerDialect.Messages
            : path.StartsWithSegments("/responses", StringComparison.OrdinalIgnoreCase) ? CallerDialect.Responses
            : CallerDialect.ChatCompletions;
    }

    /// <summary>A path without <c>/v1</c>, however often it stands there: clients add it to base addresses that have it.</summary>
    public static PathString WithoutVersion(PathString path)
    {
        while (path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase, out var rest))
        {
            path = rest;
        }

        return path;
    }

    /// <summary>
    /// The path that is served where a client means it: one <c>/v1</c>, single slashes, none at the end. Null where it means nothing here.
    /// </summary>
    public static string? Normalize(PathString asked)
    {
        var path = asked.Value ?? "";
        for (var i = 0; i < Exact.Length; i++)
        {
            if (path == Exact[i])
            {
                return path;
            }
        }

        if (path.Length > 512)
        {
            return path.StartsWith("/v1", StringComparison.OrdinalIgnoreCase) ? path : null;
        }

        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var first = 0;
        while (first < segments.Length && segments[first].Equals("v1", StringComparison.OrdinalIgnoreCase))
        {
            first++;
        }

        if (first == 0 && path.StartsWith("/v1", StringComparison.OrdinalIgnoreCase))
        {
            // Such as /v1%2fmodels, which is no path of ours, and is answered as one.
            return path;
        }

        var rest = "/" + string.Join('/', segments[first..]);
        return first > 0 || Means(rest) ? "/v1" + (rest == "/" ? "" : rest) : null;
    }

    private static bool Means(string path)
    {
        var asked = new PathString(path);
        for (var i = 0; i < Posted.Count; i++)
        {
            if (asked.StartsWithSegments(Posted[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return asked.StartsWithSegments("/models", StringComparison.OrdinalIgnoreCase);
    }
}
