using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares targets.</summary>
internal static class TargetComparison
{
    public static void Compare(Comparison comparison) => EntryPairs.Compare(
        new Section<TargetEntry>(EntrySection.Targets, static t => t.Name)
        {
            Gone = static (changes, target) => changes.Add(TargetKinds.Removed, "", $"target '{Show.Name(target.Name)}' is gone"),
            Come = static (changes, target) => changes.Add(TargetKinds.Added, "",
                $"target '{Show.Name(target.Name)}': {Show.Name(target.Model)} at {Show.Name(target.Provider)}"),
            Both = (changes, was, now) => Both(changes, was, now, comparison.Renames),
            IsSame = (was, now) =>
                was with { Provider = comparison.Renames.Later(EntrySection.Providers, was.Provider) } == now,
        },
        comparison.Before.Table.Targets, comparison.After.Table.Targets, comparison);

    private static void Both(EntryChanges changes, TargetEntry was, TargetEntry now, Renames renames)
    {
        if (was.Name != now.Name)
        {
            changes.Add(was.Identifier == now.Identifier ? TargetKinds.Respelled : TargetKinds.Renamed, "",
                $"'{Show.Name(was.Name)}' → '{Show.Name(now.Name)}'", was.Name, now.Name);
        }
        else
        {
            changes.Compare(TableKinds.IdentifierChanged, "identifier", was.Identifier, now.Identifier);
        }

        if (renames.Later(EntrySection.Providers, was.Provider) != now.Provider)
        {
            changes.Compare(TargetKinds.ProviderChanged, "provider", was.Provider, now.Provider);
        }

        changes.Compare(TargetKinds.ModelChanged, "model", was.Model, now.Model);
        if (was.Deployment != was.Model || now.Deployment != now.Model)
        {
            changes.Compare(TargetKinds.DeploymentChanged, "deployment", was.Deployment, now.Deployment);
        }

        changes.Compare(TargetKinds.ApiChanged, "api", was.Api, now.Api, static a => a is { } api ? Show.Word(Words.Api, api) : null);
        changes.List(
            "lacks", Show.Words(Words.Features, was.Lacks), Show.Words(Words.Features, now.Lacks),
            feature => changes.Add(TargetKinds.FeatureLost, "lacks", $"lacks: + {feature}", null, feature),
            feature => changes.Add(TargetKinds.FeatureGained, "lacks", $"lacks: - {feature}", feature));
        changes.Compare(
            ModelKinds.VectorLengthChanged, "dimensions", was.Dimensions, now.Dimensions, static d => d is { } n ? Show.Count(n) : null);
        Limit("rpm", was.RequestsPerMinute, now.RequestsPerMinute);
        Limit("tpm", was.TokensPerMinute, now.TokensPerMinute);
        Limit("concurrency", was.Concurrency, now.Concurrency);
        changes.Compare(
            TargetKinds.BillingChanged, "billing", was.IsProvisioned, now.IsProvisioned, static b => Show.Word(Words.Billings, b));
        changes.Compare(
            TargetKinds.ServiceTierChanged, "serviceTier", was.ServiceTier, now.ServiceTier,
            static t => t is { } tier ? Show.Word(Words.ServiceTiers, tier) : null);
        OpenRouterComparison.Compare(changes, was.OpenRouter, now.OpenRouter);
        changes.Compare(TableKinds.AboutChanged, "about", was.About, now.About);

        void Limit(string property, int? from, int? to) =>
            changes.Bound(TargetKinds.LimitLowered, TargetKinds.LimitRaised, property, from, to, Show.Count);
    }
}
