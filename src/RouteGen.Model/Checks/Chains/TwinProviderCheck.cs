using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1032: two providers of one address and one credential in a chain, whose targets look independent and fail together.
/// </summary>
/// <remarks>
/// Where all of a chain is at one address, RG1002 says so. Two that speak different protocols, or that have OpenRouter choose differently,
/// are two entries for a reason.
/// </remarks>
internal static class TwinProviderCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        // In one walk over providers and one over routes: a table may have thousands of each, and is checked at every edit.
        var providers = table.Table.Providers;
        var identities = providers.Select(IdentityOf).ToArray();
        var shared = new HashSet<Identity>(
            identities.OfType<Identity>().GroupBy(static one => one).Where(static g => g.Count() > 1).Select(static g => g.Key));
        if (shared.Count == 0)
        {
            return;
        }

        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var at = 0; at < providers.Count; at++)
        {
            if (identities[at] is { } identity && shared.Contains(identity))
            {
                places[providers[at].Name] = at;
            }
        }

        var found = new SortedDictionary<int, Twins>();
        foreach (var route in table.Routes)
        {
            Find(route, places, identities, found);
        }

        foreach (var pair in found)
        {
            Report(table, providers[pair.Value.First], providers[pair.Key], pair.Value, findings);
        }
    }

    /// <summary>
    /// Notes, for each provider of a route that also asks somebody else, the first of the table that it is one with.
    /// </summary>
    private static void Find(
        RouteView route, Dictionary<string, int> places, Identity?[] identities, SortedDictionary<int, Twins> found)
    {
        var asked = OutageWays.All(route);
        var links = asked.Where(link => places.ContainsKey(link.Target.Provider.Name))
            .GroupBy(link => places[link.Target.Provider.Name]).Select(static g => (Place: g.Key, Link: g.First())).ToArray();
        foreach (var second in links)
        {
            foreach (var first in links)
            {
                if (first.Place < second.Place && identities[first.Place] == identities[second.Place]
                    && (!found.TryGetValue(second.Place, out var known) || first.Place < known.First)
                    && asked.Any(link => link.Target.FailureDomain != first.Link.Target.FailureDomain))
                {
                    found[second.Place] = new Twins(first.Place, route, first.Link, second.Link);
                }
            }
        }
    }

    /// <summary>What two providers share that are one; null where that is not known.</summary>
    private static Identity? IdentityOf(ProviderEntry provider)
    {
        var keys = OutagePart.KeysOf(provider);

        // A key that the table does not name is configured under the provider's name, so that two can differ.
        return Whereabout.AddressOf(provider) is not { } address || (keys.Count == 0 && provider.Auth == ProviderAuth.ApiKey) ? null
            : new Identity(
                address, provider.Api, provider.OpenRouter,
                keys.Count == 0 ? $"{provider.Auth} {provider.TokenScope}"
                    : string.Join("\n", keys.OrderBy(static key => key, StringComparer.Ordinal)));
    }

    private static void Report(
        TableView table, ProviderEntry first, ProviderEntry second, Twins twins, FindingList findings)
    {
        var (route, one, other) = (twins.Route, twins.One, twins.Other);
        var owner = new Owner(EntrySection.Providers, second.Name);
        var what = OutagePart.KeysOf(first).Count > 0 ? "the address and the key" : "the address";
        var finding = TableRules.TwinProviders.At(
            table.PlaceOf(owner).Key, PlainText.Escape(second.Name), what, PlainText.Escape(first.Name),
                PlainText.Escape(other.Target.Name),
            PlainText.Escape(route.Name), PlainText.Escape(one.Target.Name),
            $"use provider '{PlainText.Escape(first.Name)}' for both, or give '{PlainText.Escape(second.Name)}' an address of its own");
        findings.Add(finding, owner, new Owner(EntrySection.Providers, first.Name), route.Owner);
    }

    private sealed record Identity(string Address, ProviderApi Api, OpenRouterEntry? OpenRouter, string Credential);

    private sealed record Twins(int First, RouteView Route, ChainLink One, ChainLink Other);
}
