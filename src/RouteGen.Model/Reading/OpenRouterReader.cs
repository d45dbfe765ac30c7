using RouteGen.Model.Checks;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads <c>openRouter</c> of a provider or a target (openrouter.ai/docs/features/provider-routing).</summary>
internal static class OpenRouterReader
{
    public const string Kind = "openrouter";

    private const string Name = "openRouter";

    /// <param name="owner">The provider or target.</param>
    /// <param name="kind">The provider's kind; null where it is not known, which is reported elsewhere.</param>
    /// <param name="role">What the object is of its owner.</param>
    public static OpenRouterEntry? Read(ObjectReader owner, string? kind, string role)
    {
        var preferences = owner.Object(Name, Shapes.OpenRouter, role);
        if (owner[Name] is not null && kind is not (null or "" or Kind))
        {
            owner.Problems.Add(FileRules.InvalidValue, owner.KeyOf(Name), Name, "omitted where the provider's kind is not \"openrouter\"", "remove it: no other provider knows these preferences");
        }

        if (preferences is null)
        {
            return null;
        }

        var price = preferences.Object("maxPrice", Shapes.OpenRouterPrice, "the maxPrice of ");
        return new OpenRouterEntry
        {
            Order = Names(preferences, "order"),
            Only = Names(preferences, "only"),
            Ignore = Names(preferences, "ignore"),
            AllowFallbacks = preferences.Flag("allowFallbacks"),
            RequireParameters = preferences.Flag("requireParameters"),
            AllowsDataCollection = preferences.Word("dataCollection", Words.DataCollection),
            ZeroDataRetention = preferences.Flag("zdr"),
            MaxPromptPrice = Price(price, "prompt"),
            MaxCompletionPrice = Price(price, "completion"),
            Referer = preferences.Text("referer", text => IsHeader(text) && ProviderReader.IsAddress(text)),
            Title = preferences.Text("title", IsHeader),
        };
    }

    private static EquatableArray<string>? Names(ObjectReader preferences, string name) =>
        preferences[name] is null ? null : preferences.ListOfTexts(name).Select(text => text.Value).ToEquatableArray();

    private static decimal? Price(ObjectReader? price, string name) =>
        price?.Number(name, usd => usd is >= 0 and <= 1_000_000 && ExactDecimal.HasAtMostFractionDigits(usd, 6));

    // Both become headers, which take printable ASCII only.
    private static bool IsHeader(string text) => text.Trim().Length > 0 && text.Length <= 200 && text.All(c => c is >= ' ' and <= '~');
}
