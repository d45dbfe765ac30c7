using System.Reflection;
using RouteGen.Costs;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Schema;

/// <summary>
/// A property that is in a list is read into its record and counts for the hash; a member of a record is made of a property.
/// </summary>
public class FieldListTests
{
    // Hover documentation of what generates no code, and what an editor alone reads.
    private static readonly string[] WithoutEffect = ["model.about", "provider.about", ".$schema"];

    private static readonly string[] Names = ["Name", "Identifier"];

    [Fact]
    public void Target() =>
        Check(TargetFields.All, Shapes.Target, new TargetEntry { Name = "", Identifier = "", Provider = "", Model = "", Deployment = "" },
            [.. Names, "Provider", "Model", "OpenRouter"]);

    [Fact]
    public void Provider() => Check(ProviderFields.All, Shapes.Provider, new ProviderEntry { Name = "", Identifier = "", Kind = "" },
        [.. Names, "Kind", "Auth", "ApiKeyEnv", "ApiKeyEnvs", "OpenRouter", "Credits"]);

    [Fact]
    public void Credits() => Check(CreditFields.All, Shapes.Credits, new CreditEntry(), []);

    [Fact]
    public void Model() => Check(ModelFields.All, Shapes.Model, new ModelEntry { Name = "", Identifier = "" }, [.. Names, "Price"]);

    [Fact]
    public void Price() => Check(PriceFields.All, Shapes.Price, new ModelPrice(new PriceSheet(), null, null), ["Sheet", "Changes"]);

    [Fact]
    public void Sheet() => Check(SheetFields.All, Shapes.Price, new PriceSheet(), []);

    [Fact]
    public void OpenRouter() =>
        Check(OpenRouterFields.All, Shapes.OpenRouter, new OpenRouterEntry(), ["MaxPromptPrice", "MaxCompletionPrice"]);

    [Fact]
    public void OpenRouterPrice() => Check(OpenRouterFields.OfPrice, Shapes.OpenRouterPrice, new OpenRouterEntry(), null);

    [Fact]
    public void Budget() => Check(BudgetFields.All, Shapes.Budget, new BudgetEntry { Name = "", Identifier = "" },
        [.. Names, "Per", "Tag", "Period", "Sliding", "LimitUsd", "LimitTokens", "LimitCalls"]);

    [Fact]
    public void BudgetLimit() => Check(BudgetFields.OfLimit, Shapes.BudgetLimit, new BudgetEntry { Name = "", Identifier = "" }, null);

    [Fact]
    public void Route() => Check(RouteFields.All, Shapes.Route, new RouteEntry { Name = "", Identifier = "", CostBucket = "" },
        [.. Names, "Chain", "On", "Timeouts", "Limits", "Retry", "Budgets", "CostBucket"]);

    [Fact]
    public void ChainEntry() =>
        Check(ChainFields.OfOptions, Shapes.ChainOptions, new ChainEntry { Target = "" }, ["Target", "Weight", "On"]);

    [Fact]
    public void Timeouts() => Check(TimeoutFields.All, Shapes.Timeouts, new RouteTimeouts(), []);

    [Fact]
    public void Limits() => Check(LimitFields.All, Shapes.Limits, new RouteLimits(), []);

    [Fact]
    public void Retry() =>
        Check(RetryFields.All, Shapes.Retry, new RouteRetry { MaxRetries = 7, Delay = TimeSpan.Zero, MaxDelay = TimeSpan.Zero }, []);

    [Fact]
    public void Table() => Check(TableFields.All, Shapes.Table, new RouteTable { ClassName = "" },
        ["ClassName", "Models", "Providers", "Targets", "Budgets", "CostBuckets", "Routes"]);

    /// <summary>Reads each property's examples alone, and all of them together.</summary>
    /// <param name="fields">The list.</param>
    /// <param name="shape">The object that it is in.</param>
    /// <param name="silent">What is read of an object that states nothing.</param>
    /// <param name="elsewhere">
    /// Members that a reader fills in, since they depend on others; null where the list is a part of a record.
    /// </param>
    private static void Check<T>(FieldList<T> fields, Shape shape, T silent, string[]? elsewhere)
        where T : notnull
    {
        var reached = new HashSet<string>();
        foreach (var field in fields.Fields.Where(field => field.GetType().GetGenericTypeDefinition() == typeof(Field<,>)))
        {
            var changed = false;
            foreach (var example in Items($"[{field.Shown ?? field.Example}, {field.Example}]"))
            {
                var value = Read(fields, shape, silent, $"{{ \"{field.Name}\": {example} }}");
                changed |= CanonicalText.Write(fields, value) != CanonicalText.Write(fields, silent);
                reached.UnionWith(Members(typeof(T))
                    .Where(member => !Equals(member.GetValue(value), member.GetValue(silent)))
                    .Select(member => member.Name));
            }

            Assert.True(
                changed != WithoutEffect.Contains($"{shape.Name}.{field.Name}"),
                $"'{field.Name}' of '{shape.Name}' is read and does not count for the hash.");
        }

        if (elsewhere is not null)
        {
            Assert.Equal(Members(typeof(T)).Select(member => member.Name).Order(), reached.Concat(elsewhere).Distinct().Order());
        }
    }

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties().Where(property => property.CanWrite);

    private static IEnumerable<string> Items(string list) =>
        ((JsonArray)JsonParser.Parse("x", list).Root).Items.Select(item => list.Substring(item.Start, item.Length));

    private static T Read<T>(FieldList<T> fields, Shape shape, T silent, string text)
    {
        var problems = new ProblemList();
        var reader = ObjectReader.Open(JsonParser.Parse("x", text).Root, shape, "x", new Whereabouts("the object"), null, problems)!;
        var read = fields.Read(silent, reader);
        Assert.DoesNotContain(problems.InOrder("x"), problem => problem.Rule != FileRules.MissingProperty);
        return read;
    }
}
