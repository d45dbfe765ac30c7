using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares where requests go, and with what.</summary>
internal static class ProviderComparison
{
    public static void Compare(Comparison comparison)
    {
        EntryPairs.Compare(
            new Section<ProviderEntry>(EntrySection.Providers, static p => p.Name)
            {
                Gone = static (changes, provider) => changes.Add(ProviderKinds.Removed, "", $"provider '{Show.Name(provider.Name)}' is "
                    + $"gone"),
                Come = static (changes, provider) => Come(changes, provider),
                Both = static (changes, was, now) => Both(changes, was, now),
                IsSame = static (was, now) => was == now,
            },
            comparison.Before.Table.Providers, comparison.After.Table.Providers, comparison);
        Variables(comparison);
    }

    private static void Come(EntryChanges changes, ProviderEntry provider)
    {
        var region = provider.Region is { } place ? $" in {Show.Name(place)}" : "";
        changes.Add(ProviderKinds.Added, "", $"provider '{Show.Name(provider.Name)}' of kind {Show.Name(provider.Kind)}{region}");
    }

    private static void Both(EntryChanges changes, ProviderEntry was, ProviderEntry now)
    {
        if (was.Name != now.Name)
        {
            var isPure = was with { Name = now.Name, Identifier = now.Identifier } == now;
            changes.Add(ProviderKinds.Renamed, "",
                $"'{Show.Name(was.Name)}' → '{Show.Name(now.Name)}'{(isPure ? ", a rename and nothing else" : "")}", was.Name, now.Name);
        }
        else
        {
            changes.Compare(TableKinds.IdentifierChanged, "identifier", was.Identifier, now.Identifier);
        }

        changes.Compare(ProviderKinds.KindChanged, "kind", was.Kind, now.Kind);
        changes.Compare(ProviderKinds.EndpointChanged, "endpoint", was.Endpoint, now.Endpoint);
        changes.Compare(ProviderKinds.EndpointChanged, "endpointEnv", was.EndpointEnv, now.EndpointEnv);
        changes.Compare(ProviderKinds.EndpointChanged, "connectionName", was.ConnectionName, now.ConnectionName);
        changes.Compare(ProviderKinds.AuthChanged, "auth", was.Auth, now.Auth, static a => Show.Word(Words.Auth, a));
        changes.Compare(ProviderKinds.AuthChanged, "tokenScope", was.TokenScope, now.TokenScope);
        changes.Compare(ProviderKinds.KeysChanged, "apiKeyEnv", Keys(was), Keys(now));
        changes.Compare(ProviderKinds.ApiChanged, "api", was.Api, now.Api, static a => Show.Word(Words.Api, a));
        changes.Compare(ProviderKinds.GatewayChanged, "gateway", was.IsGateway, now.IsGateway, Show.Flag);
        changes.Compare(
            was.Region is null ? ProviderKinds.RegionStated : ProviderKinds.RegionChanged, "region", was.Region, now.Region);
        changes.Bound(
            ProviderKinds.RetentionStrengthened, ProviderKinds.RetentionWeakened, "dataRetention",
            was.DataRetentionDays, now.DataRetentionDays, Show.Days);
        changes.Bound<decimal>(
            ProviderKinds.PriceFactorLowered, ProviderKinds.PriceFactorRaised, "priceFactor", was.PriceFactor, now.PriceFactor,
                Show.Number);
        Credits(changes, was.Credits, now.Credits);
        OpenRouterComparison.Compare(changes, was.OpenRouter, now.OpenRouter);
    }

    private static void Credits(EntryChanges changes, CreditEntry? was, CreditEntry? now)
    {
        if (was is null || now is null)
        {
            if (was != now)
            {
                changes.Set(was is null ? ProviderKinds.CreditAdded : ProviderKinds.CreditRemoved, "credits", Say(was), Say(now));
            }

            return;
        }

        changes.Bound<decimal>(ProviderKinds.CreditLowered, ProviderKinds.CreditRaised, "credits.usd", was.Usd, now.Usd, Show.Usd);
        if (was.Until != now.Until)
        {
            var isSooner = was.Until is null || string.CompareOrdinal(now.Until, was.Until) < 0;
            changes.Set(
                isSooner && now.Until is not null ? ProviderKinds.CreditLowered : ProviderKinds.CreditRaised, "credits.until",
                was.Until, now.Until);
        }

        changes.Compare(
            ProviderKinds.CreditEndChanged, "credits.then", was.Then, now.Then, static t => Show.Word(Words.CreditEnds, t));

        static string? Say(CreditEntry? credit) => credit is null ? null
            : Show.Usd(credit.Usd) + (credit.Until is { } until ? $" until {until}" : "");
    }

    private static string? Keys(ProviderEntry provider) => provider.ApiKeyEnvs.Count > 0
        ? string.Join(", ", provider.ApiKeyEnvs.Prepend(provider.ApiKeyEnv).OfType<string>().Distinct(StringComparer.Ordinal))
        : provider.ApiKeyEnv;

    /// <summary>What has to be set where the table runs, and need not be set any more.</summary>
    private static void Variables(Comparison comparison)
    {
        var was = Needed(comparison.Before.Table);
        var now = Needed(comparison.After.Table);
        foreach (var (variable, use) in now.Where(v => !was.ContainsKey(v.Key)))
        {
            new EntryChanges(comparison.Changes, EntrySection.Providers, use.Provider).Add(
                ProviderKinds.VariableNeeded, use.Property, $"{Show.Name(variable)} is read for {use.What}", null, variable);
        }

        foreach (var (variable, use) in was.Where(v => !now.ContainsKey(v.Key)))
        {
            var provider = comparison.Renames.Later(EntrySection.Providers, use.Provider);
            new EntryChanges(comparison.Changes, EntrySection.Providers, provider).Add(
                ProviderKinds.VariableUnneeded, use.Property, $"{Show.Name(variable)} was read for {use.What}", variable);
        }
    }

    private static Dictionary<string, (string Provider, string Property, string What)> Needed(RouteTable table)
    {
        var needed = new Dictionary<string, (string, string, string)>(StringComparer.Ordinal);
        foreach (var provider in table.Providers)
        {
            foreach (var key in provider.ApiKeyEnvs.Prepend(provider.ApiKeyEnv).OfType<string>())
            {
                _ = needed.TryAdd(key, (provider.Name, "apiKeyEnv", "a key"));
            }

            if (provider.ConnectionName is { } connection)
            {
                _ = needed.TryAdd($"ConnectionStrings__{connection}", (provider.Name, "connectionName", "address and key"));
            }

            if (provider.EndpointEnv is { } address)
            {
                _ = needed.TryAdd(address, (provider.Name, "endpointEnv", "an address"));
            }
        }

        return needed;
    }
}
