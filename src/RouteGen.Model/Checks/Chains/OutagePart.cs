using RouteGen.Model.Checks.Views;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>What a table depends on that can go down as one.</summary>
internal enum OutageKind
{
    /// <summary>A provider, and those at its address.</summary>
    Provider,

    /// <summary>A credential, by its environment variable: revoked, or out of credit.</summary>
    Key,

    /// <summary>A region, and those named after it.</summary>
    Region,

    /// <summary>A model, by the table's name or its name on the wire: withdrawn.</summary>
    Model,

    /// <summary>One target.</summary>
    Target,
}

/// <summary>Something that a table depends on.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name.</param>
internal sealed record OutagePart(OutageKind Kind, string Name)
{
    private static readonly Fault[] Refused = [Fault.Unauthorized, Fault.QuotaExhausted];
    private static readonly Fault[] Withdrawn = [Fault.ModelNotFound];

    /// <summary>How requests fail that need it.</summary>
    public IReadOnlyList<Fault> Faults => Kind switch
    {
        OutageKind.Key => Refused,
        OutageKind.Model => Withdrawn,
        _ => OutageWays.Outages,
    };

    /// <summary>Whether such requests are answered at once.</summary>
    public bool IsAnswered => Kind is OutageKind.Key or OutageKind.Model;

    /// <summary>
    /// Every provider, credential and region that targets of the table depend on, in the order of the table; providers at one address
    /// are one, by the name of the first.
    /// </summary>
    public static IReadOnlyList<OutagePart> Enumerate(TableView table)
    {
        var providers = table.Targets.GroupBy(static t => t.FailureDomain, StringComparer.Ordinal)
            .Select(static domain => new OutagePart(OutageKind.Provider, domain.First().Provider.Name));
        var keys = table.Targets.SelectMany(static t => KeysOf(t.Provider)).Distinct(StringComparer.Ordinal)
            .Select(static name => new OutagePart(OutageKind.Key, name));
        var regions = table.Targets.Select(static t => t.Provider.Region).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(static name => new OutagePart(OutageKind.Region, name));
        return [.. providers, .. keys, .. regions];
    }

    /// <summary>The variables that hold a provider's credentials.</summary>
    public static IReadOnlyList<string> KeysOf(ProviderEntry provider) =>
        provider.ApiKeyEnvs.Count > 0 ? [.. provider.ApiKeyEnvs] : provider.ApiKeyEnv is { } only ? [only] : [];

    /// <summary>Whether a target needs it; of several keys it needs none in particular, and of a key this says no.</summary>
    public bool IsNeededBy(TargetView target, TableView table) => Kind switch
    {
        OutageKind.Provider => table.Targets.Any(t => t.Provider.Name == Name && t.FailureDomain == target.FailureDomain),
        OutageKind.Region => target.Provider.Region is { } region
            && (region == Name || region.StartsWith(Name + "-", StringComparison.Ordinal)),
        OutageKind.Model => target.Model.Name == Name || target.Entry.Deployment == Name,
        OutageKind.Target => target.Name == Name,
        _ => false,
    };
}
