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
        var providers = table.Table.Providers;
        for (var i = 1; i < providers.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (AreOne(providers[j], providers[i]) && FirstUse(table, providers[j], providers[i]) is ({ } route, var one, var other))
                {
                    Report(table, providers[j], providers[i], route, one!, other!, findings);
                    break;
                }
            }
        }
    }

    private static bool AreOne(ProviderEntry first, ProviderEntry second) =>
        Whereabout.AddressOf(first) is { } address && address == Whereabout.AddressOf(second)
        && first.Api == second.Api && first.OpenRouter == second.OpenRouter
        && HaveOneCredential(first, second);

    private static bool HaveOneCredential(ProviderEntry first, ProviderEntry second)
    {
        var keys = OutagePart.KeysOf(first);
        var others = OutagePart.KeysOf(second);
        return keys.Count == 0 && others.Count == 0
            // A key that the table does not name is configured under the provider's name, so that two can differ.
            ? first.Auth == second.Auth && first.Auth != ProviderAuth.ApiKey && first.TokenScope == second.TokenScope
            : keys.Count == others.Count && keys.All(others.Contains);
    }

    /// <summary>The first route that asks both and somebody else.</summary>
    private static (RouteView? Route, ChainLink? One, ChainLink? Other) FirstUse(
        TableView table, ProviderEntry first, ProviderEntry second)
    {
        foreach (var route in table.Routes)
        {
            var asked = OutageWays.All(route);
            var one = asked.FirstOrDefault(link => link.Target.Provider.Name == first.Name);
            var other = asked.FirstOrDefault(link => link.Target.Provider.Name == second.Name);
            if (one is not null && other is not null && asked.Any(link => link.Target.FailureDomain != one.Target.FailureDomain))
            {
                return (route, one, other);
            }
        }

        return default;
    }

    private static void Report(
        TableView table, ProviderEntry first, ProviderEntry second, RouteView route, ChainLink one, ChainLink other, FindingList findings)
    {
        var owner = new Owner(EntrySection.Providers, second.Name);
        var what = OutagePart.KeysOf(first).Count > 0 ? "the address and the key" : "the address";
        var finding = TableRules.TwinProviders.At(
            table.PlaceOf(owner).Key, PlainText.Escape(second.Name), what, PlainText.Escape(first.Name),
                PlainText.Escape(other.Target.Name),
            PlainText.Escape(route.Name), PlainText.Escape(one.Target.Name),
            $"use provider '{PlainText.Escape(first.Name)}' for both, or give '{PlainText.Escape(second.Name)}' an address of its own");
        findings.Add(finding, owner, new Owner(EntrySection.Providers, first.Name), route.Owner);
    }
}
