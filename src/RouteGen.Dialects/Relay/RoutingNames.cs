namespace RouteGen.Dialects.Relay;

/// <summary>
/// Names by which gateways let a request choose a host, a key or a provider (docs.litellm.ai/docs/completion/input, which has
/// <c>api_base</c>, <c>api_key</c> and more; portkey.ai/docs): what stands behind a provider's address may be one, so they never go on.
/// </summary>
internal static class RoutingNames
{
    private static readonly string[] Parts =
    [
        "api_", "apikey", "url", "endpoint", "host", "proxy", "header", "credential", "secret", "key", "provider", "organization",
        "litellm", "portkey", "vertex", "azure", "aws", "region_name", "deployment",
    ];

    /// <summary>Whether a member that no dialect's description names reads as one of them.</summary>
    public static bool IsOne(string name)
    {
        foreach (var part in Parts)
        {
            if (name.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
