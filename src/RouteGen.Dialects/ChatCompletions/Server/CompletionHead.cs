namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>What a reply, and every chunk of a streamed one, begins with.</summary>
/// <param name="Id">The id, with the dialect's prefix: <c>chatcmpl-…</c>.</param>
/// <param name="Created">When the reply was made.</param>
/// <param name="Model">The model's name, as the caller asked for it.</param>
/// <param name="ServiceTier">The service tier that served it; null where that is not known.</param>
internal sealed record CompletionHead(string Id, DateTimeOffset Created, string Model, string? ServiceTier = null);
