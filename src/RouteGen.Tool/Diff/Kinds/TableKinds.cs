using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of a table as a whole.</summary>
internal static class TableKinds
{
    public static readonly ChangeKind Renamed = Error("table-renamed", "Table renamed",
        "Code that names the class does not compile; settings, budget accounts and HTTP clients are under the new name.");

    public static readonly ChangeKind NamespaceChanged = Error("namespace-changed", "Namespace changed",
        "Code that names the table's types does not compile.");

    public static readonly ChangeKind VisibilityNarrowed = Error("visibility-narrowed", "Types no longer public",
        "Code of other assemblies does not compile.");

    public static readonly ChangeKind VisibilityWidened = Note("visibility-widened", "Types now public", "Other assemblies can use them.");

    public static readonly ChangeKind CostBucketRemoved = Error("cost-bucket-removed", "Cost bucket removed",
        "The member of CostBucket is gone, so code that names it does not compile.");

    public static readonly ChangeKind CostBucketRespelled = Warning("cost-bucket-respelled", "Cost bucket spelled otherwise",
        "Code compiles, and reports show calls under another name from now on.");

    public static readonly ChangeKind CostBucketAdded = Note("cost-bucket-added", "Cost bucket added", "CostBucket has one more member.");

    public static readonly ChangeKind IdentifierChanged = Error("identifier-changed", "Identifier changed",
        "Code that names it does not compile.");

    public static readonly ChangeKind OrderChanged = Note("order-changed", "Order changed", "Nothing follows from it but other positions.");

    public static readonly ChangeKind AboutChanged = Note("about-changed", "Description changed", "Only hover documentation changes.");

    public static readonly ChangeKind Reviewed = Note("reviewed", "Review recorded", "The table says that it was looked through.");

    public static readonly ChangeKind ReviewBackdated = Warning("review-backdated", "Review taken back",
        "The day of the last review is earlier than it was, or gone.");

    public static readonly ChangeKind RuleError = Error("rule-error", "Rule newly broken",
        "A build reports it as an error.");

    public static readonly ChangeKind RuleWarning = Warning("rule-warning", "Rule newly broken", "A build reports it as a warning.");

    public static readonly ChangeKind RuleFixed = Note("rule-fixed", "Rule no longer broken", "A build no longer reports it.");

    public static readonly ChangeKind SuppressionAdded = Warning("suppression-added", "Rule suppressed",
        "What the rule finds there is no longer reported.");

    public static readonly ChangeKind SuppressionRemoved = Note("suppression-removed", "Suppression removed",
        "What the rule finds there is reported again.");

    public static readonly ChangeKind SuppressionChanged = Note("suppression-changed", "Reason of a suppression changed",
        "Only the reason differs.");

    public static readonly ChangeKind Other = Warning("other-change", "Other change",
        "The table's hash differs, and none of the comparisons says why.");
}
