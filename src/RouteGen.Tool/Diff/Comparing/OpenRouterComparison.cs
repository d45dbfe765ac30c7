using RouteGen.Model.Fields;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what OpenRouter is asked to choose by; what is not stated is OpenRouter's default.</summary>
internal static class OpenRouterComparison
{
    private static readonly OpenRouterEntry Silent = new();

    public static void Compare(EntryChanges changes, OpenRouterEntry? before, OpenRouterEntry? after)
    {
        if (before == after)
        {
            return;
        }

        var (was, now) = (before ?? Silent, after ?? Silent);
        if (was == now)
        {
            changes.Add(ProviderKinds.OpenRouterChanged, "openRouter", "openRouter is stated otherwise and says nothing");
        }

        Names("order", was.Order, now.Order);
        Names("only", was.Only, now.Only);
        Names("ignore", was.Ignore, now.Ignore);
        Flag("allowFallbacks", was.AllowFallbacks, now.AllowFallbacks);
        Flag("requireParameters", was.RequireParameters, now.RequireParameters);

        // OpenRouter allows collection unless it is told not to, and keeps to endpoints without retention only where it is told to.
        changes.Compare(
            was.AllowsDataCollection == false ? ProviderKinds.OpenRouterPrivacyWeakened : ProviderKinds.OpenRouterChanged,
            "openRouter.dataCollection", was.AllowsDataCollection, now.AllowsDataCollection,
            static a => a is { } allows ? Show.Word(Words.DataCollection, allows) : null);
        changes.Compare(
            was.ZeroDataRetention == true ? ProviderKinds.OpenRouterPrivacyWeakened : ProviderKinds.OpenRouterChanged,
            "openRouter.zdr", was.ZeroDataRetention, now.ZeroDataRetention, static z => z is { } keepsNothing ? Show.Flag(keepsNothing)
                : null);
        Price("prompt", was.MaxPromptPrice, now.MaxPromptPrice);
        Price("completion", was.MaxCompletionPrice, now.MaxCompletionPrice);
        changes.Compare(ProviderKinds.OpenRouterChanged, "openRouter.referer", was.Referer, now.Referer);
        changes.Compare(ProviderKinds.OpenRouterChanged, "openRouter.title", was.Title, now.Title);

        void Names(string property, EquatableArray<string>? from, EquatableArray<string>? to) => changes.Compare(
            ProviderKinds.OpenRouterChanged, "openRouter." + property, from, to, static n => n is { } names ? Show.Names(names) : null);

        void Flag(string property, bool? from, bool? to) => changes.Compare(
            ProviderKinds.OpenRouterChanged, "openRouter." + property, from, to, static f => f is { } flag ? Show.Flag(flag) : null);

        void Price(string property, decimal? from, decimal? to) => changes.Compare(
            ProviderKinds.OpenRouterChanged, "openRouter.maxPrice." + property, from, to, static p => p is { } price ? Show.Number(price)
                : null);
    }
}
