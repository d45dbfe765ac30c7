namespace RouteGen.Model.Tables;

/// <summary>
/// With how many keys a target can be asked: each that is refused or at its limit is followed by the next,
/// so that one visit can be as many attempts.
/// </summary>
internal static class ProviderKeys
{
    /// <summary>
    /// The keys that the file names for a target's provider; 1 where it names one or none, or where the target is not known.
    /// </summary>
    public static int Count(string target, RouteTable table) =>
        table.TargetNamed(target)?.Provider is { } provider ? Math.Max(1, table.ProviderNamed(provider)?.ApiKeyEnvs.Count ?? 1) : 1;

    /// <summary>The same of a table that is still being read.</summary>
    public static int Count(string target, Dictionary<string, TargetEntry> targets, Dictionary<string, ProviderEntry> providers) =>
        targets.TryGetValue(target, out var entry) && providers.TryGetValue(entry.Provider, out var provider)
            ? Math.Max(1, provider.ApiKeyEnvs.Count)
            : 1;
}
