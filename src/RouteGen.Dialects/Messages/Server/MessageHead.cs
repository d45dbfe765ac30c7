namespace RouteGen.Dialects.Messages.Server;

/// <summary>What a reply begins with.</summary>
/// <param name="Id">The id, with the dialect's prefix: <c>msg_…</c>.</param>
/// <param name="Model">The model's name, as the caller asked for it.</param>
/// <param name="ServiceTier">The service tier that served it; null where that is not known.</param>
internal sealed record MessageHead(string Id, string Model, string? ServiceTier = null);
