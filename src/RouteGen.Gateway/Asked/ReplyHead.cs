namespace RouteGen.Gateway.Asked;

/// <summary>What a reply begins with, whatever the dialect.</summary>
/// <param name="CallId">The id of the call's record.</param>
/// <param name="CreatedAt">When the call began.</param>
/// <param name="Model">The model's name, as the caller sent it.</param>
/// <param name="Tier">The service tier that served; null where nothing is to be said of it.</param>
internal readonly record struct ReplyHead(Guid CallId, DateTimeOffset CreatedAt, string Model, string? Tier = null);
