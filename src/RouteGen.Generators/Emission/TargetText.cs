using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>What a target is, as a reader of hover documentation wants it.</summary>
internal static class TargetText
{
    /// <summary>Beyond this a reference to a price would not fit a line.</summary>
    private const int LongestReference = 80;

    /// <summary>Provider, model and window.</summary>
    public static string Describe(RouteTable table, TargetEntry target)
    {
        var isKnown = target.Model.Length > 0 && target.Provider.Length > 0;
        var model = isKnown ? $": {DocText.Escape(target.Model)} at {DocText.Escape(target.Provider)}" : "";
        var window = table.ModelNamed(target.Model)?.ContextWindow is { } tokens ? $", window {DocText.Count(tokens)} tokens" : "";
        var about = target.About is null ? "" : " " + DocText.Sentence(DocText.Escape(target.About));
        return $"{DocText.Code(target.Name)}{model}{window}.{about}";
    }

    /// <summary>Where the price stands: the rates themselves would take the targets along with every change of one.</summary>
    public static string Price(RouteTable table, TargetEntry target)
    {
        if (target.IsProvisioned)
        {
            return " Provisioned, so that a request costs nothing more.";
        }

        if (table.ModelNamed(target.Model) is not { Price: not null } model)
        {
            return " No price is stated.";
        }

        return PriceReference(table, model) is { } reference ? $" Price: {reference}." : "";
    }

    /// <summary>A reference to a model's price, unless its name is too long for a line.</summary>
    public static string? PriceReference(RouteTable table, ModelEntry model)
    {
        var price = $"{CSharpText.Name(table.ClassName)}.Prices.{MemberName.In("Prices", model.Identifier)}";
        return price.Length > LongestReference ? null : $"<see cref=\"{price}\"/>";
    }
}
