using RouteGen.Model.Checks.Prices;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Fixes;

/// <summary>The fixes that a machine can know, for code fixes and for the command line.</summary>
public static class TableFixes
{
    private const string Price = "usdPerMTok";

    /// <summary>RG0002, RG0007 and RG0010: writes the name that was probably meant.</summary>
    public static readonly TableFix MeantName = new(
        [FileRules.UnknownProperty, FileRules.UnknownReference, FileRules.UnknownProviderKind],
        suggested => $"Change to '{suggested}'",
        (_, place, suggested) => suggested is null ? [] : JsonEdits.Replace(place.Node, suggested));

    /// <summary>RG1001, RG1002 and RG1003: adds the cheapest target that fails on its own and can serve the route.</summary>
    public static readonly TableFix AddFallback = new(
        [TableRules.MissingFallback, TableRules.DependentFallback, TableRules.NoDirectTarget],
        suggested => $"Add '{suggested}' to the chain",
        (text, place, suggested) => suggested is not null && place.Node is JsonArray { Items.Count: > 0 } chain
            ? JsonEdits.Append(text, chain, suggested)
            : [])
    {
        Choices = [TableRules.MissingFallback, TableRules.DependentFallback, TableRules.NoDirectTarget],
    };

    /// <summary>RG1004: takes an unreachable target out of its chain, or out of the list of the fault that leads to it.</summary>
    public static readonly TableFix RemoveTarget = new(
        [TableRules.UnreachableTarget],
        _ => "Remove from the chain",
        (text, place, _) =>
        {
            // Reported is the target's name; an entry with options is an object around it.
            var item = place.Property is null ? place : place.Above;

            // The one target that a fault leads to goes with the fault: an empty list is not a list of targets.
            return item is null
                ? []
                : JsonEdits.Remove(
                    text, item is { Parent: JsonArray { Items.Count: 1 }, Above: { Property: not null } list } ? list : item);
        })
    {
        Choices = [TableRules.UnreachableTarget],
    };

    /// <summary>RG1008: removes an entry that nothing refers to.</summary>
    public static readonly TableFix RemoveUnused = new(
        [TableRules.Unused],
        _ => "Remove what nothing uses",
        (text, place, _) => JsonEdits.Remove(text, place));

    /// <summary>
    /// RG1014, RG1015 and RG1016: writes the catalog's price, with its day and its source, into a model that states none, and in the place
    /// of one that is far from it.
    /// </summary>
    public static readonly TableFix WritePrice = new(
        [TableRules.UnpricedLimitedTarget, TableRules.UnpricedTarget, TableRules.ImplausiblePrice],
        _ => "Write the catalog's price, with its day, into the table",

        // Of RG1016 only what was compared with the catalog suggests one of its models.
        (text, place, suggested) => suggested is null ? AddedPrice(text, place) : ReplacedPrice(place))
    {
        Choices = [TableRules.ImplausiblePrice],
    };

    /// <summary>RG1022: removes a suppression that suppresses nothing, and <c>suppress</c> with the last of them.</summary>
    public static readonly TableFix RemoveSuppression = new(
        [TableRules.IdleSuppression],
        _ => "Remove the suppression",
        (text, place, _) => JsonEdits.Remove(
            text, place.Parent is JsonObject { Properties.Count: 1 } && place.Above is { Property.Name: "suppress" } all ? all : place));

    /// <summary>
    /// RG1024: writes the rates that a model's price lacks, as the finding suggests them: the catalog's where it has this price, else those
    /// that are charged without them.
    /// </summary>
    public static readonly TableFix WriteRate = new(
        [TableRules.MissingRate],
        suggested => $"Write {suggested} into the price",
        (text, place, suggested) =>
            suggested is not null && place.Property?.Value is JsonObject model && model.Find(Price)?.Value is JsonObject price
                ? JsonEdits.Add(text, price, suggested)
                : []);

    /// <summary>RG1025: removes an alias without effect, and <c>aliases</c> with the last of them.</summary>
    public static readonly TableFix RemoveAlias = new(
        [TableRules.IdleAlias],
        _ => "Remove the alias",
        (text, place, _) => JsonEdits.Remove(
            text, place is { Parent: JsonArray { Items.Count: 1 }, Above: { Property: not null } list } ? list : place));

    /// <summary>RG1027: removes a lack without effect, and <c>lacks</c> with the last of them.</summary>
    public static readonly TableFix RemoveLack = new(
        [TableRules.IdleLack],
        _ => "Remove it from what the target lacks",
        (text, place, _) => JsonEdits.Remove(
            text, place is { Parent: JsonArray { Items.Count: 1 }, Above: { Property: not null } list } ? list : place));

    /// <summary>
    /// RG1030: removes a time that never counts, or writes the one that counts in its place where the default is shorter. Nothing changes
    /// by it; but the other time may be what is wrong.
    /// </summary>
    public static readonly TableFix CutTimer = new(
        [TableRules.IdleTimer],
        suggested => suggested is null ? "Remove what never counts" : $"Lower to {suggested}, which counts now",
        (text, place, suggested) => suggested is null ? JsonEdits.Remove(text, place) : JsonEdits.Replace(place.Node, suggested))
    {
        Choices = [TableRules.IdleTimer],
    };

    /// <summary>RG1031: writes the output that the model has, where too much is allowed, or into the chain at one target.</summary>
    public static readonly TableFix CutOutput = new(
        [TableRules.OutputAboveModel],
        suggested => $"Allow {suggested} output tokens, as the model does",
        (text, place, suggested) => suggested is null ? [] : OutputFix.Edits(text, place, suggested))
    {
        Choices = [TableRules.OutputAboveModel],
    };

    /// <summary>RG1033: writes the base address that was meant. A person chooses it, since it says where prompts go.</summary>
    public static readonly TableFix WriteBase = new(
        [TableRules.NoBaseAddress],
        suggested => $"Change to '{suggested}'",
        (_, place, suggested) => suggested is null ? [] : JsonEdits.Replace(place.Node, suggested))
    {
        Choices = [TableRules.NoBaseAddress],
    };

    /// <summary>
    /// RG1021: names a variable in the place of a provider's key. A person chooses it, since the key has to be revoked and the variable
    /// set.
    /// </summary>
    public static readonly TableFix NameVariable = new(
        [TableRules.Secret],
        suggested => $"Name the environment variable {suggested} instead; the key still has to be revoked",
        (text, place, suggested) => suggested is null ? [] : SecretFix.Edits(text, place, suggested))
    {
        Choices = [TableRules.Secret],
    };

    /// <summary>RG0003: writes what was probably meant, such as 10s for 10.</summary>
    public static readonly TableFix MeantValue = new(
        [FileRules.InvalidValue],
        suggested => $"Change to {suggested}",
        (_, place, suggested) => suggested is null ? [] : [new(place.Node.Start, place.Node.Length, suggested)])
    {
        Choices = [FileRules.InvalidValue],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TableFix> All { get; } =
        [
            MeantName, AddFallback, RemoveTarget, RemoveUnused, WritePrice, RemoveSuppression, WriteRate, RemoveAlias, RemoveLack,
            CutTimer, CutOutput, WriteBase, NameVariable, MeantValue,
        ];

    /// <summary>The fix of a rule's problems; null where no machine knows one.</summary>
    public static TableFix? For(ProblemRule rule) => All.FirstOrDefault(fix => fix.Rules.Contains(rule));

    private static IReadOnlyList<TextEdit> AddedPrice(string text, JsonPlace place) =>
        place.Property?.Value is JsonObject model && model.Find(Price) is null && CatalogPrices.Find(place.Property.Name) is { } price
            ? JsonEdits.Add(text, model, $"\"{Price}\": {price.Text}")
            : [];

    /// <summary>
    /// The whole price, since a slip is seldom in one rate alone. Prices of other days, which the catalog does not know, would be lost.
    /// </summary>
    private static IReadOnlyList<TextEdit> ReplacedPrice(JsonPlace rate) =>
        rate.Above is { Property: { Name: Price, Value: JsonObject stated }, Above.Property: { } model }
            && stated.Find("changes") is null && CatalogPrices.Find(model.Name) is { } price
            ? [new(stated.Start, stated.Length, price.Text)]
            : [];
}
