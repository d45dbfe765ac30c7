using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of targets.</summary>
internal static class TargetKinds
{
    public static readonly ChangeKind Added = Note("target-added", "Target added", "Chains can use it.");

    public static readonly ChangeKind Removed = Error("target-removed", "Target removed",
        "Its constant in Targets is gone, so code that names it does not compile.");

    public static readonly ChangeKind Renamed = Error("target-renamed", "Target renamed",
        "It is the same otherwise; code that names it does not compile.");

    public static readonly ChangeKind Respelled = Warning("target-respelled", "Target spelled otherwise",
        "Code compiles; limits, budgets per target and reports are under the new name.");

    public static readonly ChangeKind ProviderChanged = Warning("target-provider-changed", "Target at another provider",
        "Its requests go to another provider.");

    public static readonly ChangeKind ModelChanged = Warning("target-model-changed", "Target of another model",
        "Another model replies, at its own price.");

    public static readonly ChangeKind DeploymentChanged = Warning("target-deployment-changed", "Deployment changed",
        "The provider is asked for another name.");

    public static readonly ChangeKind ApiChanged = Warning("target-api-changed", "Protocol changed", "Another protocol is spoken to it.");

    public static readonly ChangeKind BillingChanged = Warning("billing-changed", "Billing changed",
        "Its requests are billed otherwise, and budgets count them otherwise.");

    public static readonly ChangeKind ServiceTierChanged = Warning("service-tier-changed", "Service tier changed",
        "Requests are served, and billed, at another tier.");

    public static readonly ChangeKind FeatureLost = Warning("target-feature-lost", "Target lacks a feature",
        "Requests that need it skip the target.");

    public static readonly ChangeKind FeatureGained = Note("target-feature-gained", "Target no longer lacks a feature",
        "It takes requests that need it, if its model has it.");

    public static readonly ChangeKind LimitLowered = Warning("target-limit-lowered", "Target limited",
        "It is skipped sooner.");

    public static readonly ChangeKind LimitRaised = Note("target-limit-raised", "Target's limit raised", "It is skipped later.");
}
