namespace RouteGen.Records;

/// <summary>Who was asked. The attempts at a target share one, so that none carries five names of its own.</summary>
/// <param name="Target">The target's name.</param>
/// <param name="Provider">The provider's name.</param>
/// <param name="Model">The model's name in the table.</param>
/// <param name="Host">The host and port; null for a client of the application's.</param>
/// <param name="Deployment">The model's name on the wire.</param>
/// <param name="Credential">The place of the key among several, from 1; null where there is one, or none.</param>
internal sealed record AttemptedTarget(string Target, string Provider, string Model, string? Host, string Deployment, int? Credential)
{
    /// <summary>Nobody yet.</summary>
    public static AttemptedTarget None { get; } = new("", "", "", null, "", null);
}
