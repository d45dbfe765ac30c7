using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of a model: what it takes and what it costs.</summary>
internal static class ModelKinds
{
    public static readonly ChangeKind Added = Note("model-added", "Model in use", "Targets use it now.");

    public static readonly ChangeKind Removed = Warning("model-removed", "Model no longer in use",
        "No target uses it, and its member of Prices is gone.");

    public static readonly ChangeKind WindowLowered = Warning("window-lowered", "Window smaller",
        "Larger requests skip its targets.");

    public static readonly ChangeKind WindowRaised = Note("window-raised", "Window larger", "Its targets accept larger requests.");

    public static readonly ChangeKind OutputLowered = Warning("model-output-lowered", "Shorter output",
        "Longer replies of it are cut off.");

    public static readonly ChangeKind OutputRaised = Note("model-output-raised", "Longer output", "It may reply at greater length.");

    public static readonly ChangeKind VectorLengthChanged = Error("vector-length-changed", "Vectors of another length",
        "Vectors that were kept cannot be compared with new ones.");

    public static readonly ChangeKind FeatureLost = Warning("feature-lost", "Feature lost",
        "Requests that need it skip its targets.");

    public static readonly ChangeKind FeatureGained = Note("feature-gained", "Feature gained", "Its targets take requests that need it.");

    public static readonly ChangeKind FeaturesUnstated = Note("features-unstated", "Features no longer stated",
        "Nothing is ruled out any more.");

    public static readonly ChangeKind FeaturesStated = Note("features-stated", "Features stated", "They rule nothing out.");

    public static readonly ChangeKind OptionLost = Warning("option-lost", "Option no longer sent",
        "Callers' values of it are not sent to this model.");

    public static readonly ChangeKind OptionGained = Note("option-gained", "Option sent", "Callers' values of it are sent to this model.");

    public static readonly ChangeKind Retired = Error("model-retired", "Model out of service",
        "Its provider has taken it out of service, so that calls fail there.");

    public static readonly ChangeKind Retiring = Warning("model-retiring", "Model about to go out of service",
        "Its provider takes it out of service within 90 days.");

    public static readonly ChangeKind RetirementChanged = Note("retirement-changed", "Day of retirement changed",
        "It is more than 90 days away, or no longer stated.");

    public static readonly ChangeKind PriceRaised = Warning("price-raised", "Price raised", "Calls that it serves cost more.");

    public static readonly ChangeKind PriceLowered = Note("price-lowered", "Price lowered", "Calls that it serves cost less.");

    public static readonly ChangeKind PriceLost = Warning("price-lost", "Price no longer known",
        "What is not known is not free: costs become unknown or upper bounds, and budgets reserve by guess.");

    public static readonly ChangeKind PriceStated = Note("price-stated", "Price stated", "Costs that were unknown are known.");

    public static readonly ChangeKind PriceRestated = Note("price-restated", "Price stated otherwise", "It comes to the same.");

    public static readonly ChangeKind PriceScheduleChanged = Warning("price-schedule-changed", "Dated prices changed",
        "Other prices hold from a day on.");

    public static readonly ChangeKind RegionalPriceRaised = Warning("regional-price-raised", "Regional uplift raised",
        "The model costs more in that region.");

    public static readonly ChangeKind RegionalPriceLowered = Note("regional-price-lowered", "Regional uplift lowered",
        "The model costs less in that region.");

    public static readonly ChangeKind PriceDateChanged = Note("price-date-changed", "Day of the price changed",
        "The price was looked up on another day.");

    public static readonly ChangeKind PriceOld = Warning("price-old", "Price of long ago",
        "The price was true more than 90 days ago; look it up again.");

    public static readonly ChangeKind PriceSourceChanged = Note("price-source-changed", "Source of the price changed",
        "The price was looked up elsewhere.");
}
