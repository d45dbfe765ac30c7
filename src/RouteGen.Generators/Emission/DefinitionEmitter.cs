using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Plans;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using static RouteGen.Generators.Emission.RuntimeNames;
using static RouteGen.Generators.Writing.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "definition": the table as static data, so that nothing is read or parsed at run time.</summary>
/// <remarks>
/// Fields are named by what they are, such as <c>OpenaiProvider</c> and <c>GptMiniTarget</c>: two entries of a table never make the same,
/// nor a name that the class has of its own. They are set in the order of the text, so that each is behind those that it refers to.
/// </remarks>
internal static class DefinitionEmitter
{
    public static GeneratedFile Emit(TableSource source)
    {
        var writer = SourceFile.Begin(source, "The definition");
        writer.Namespace(source.Namespace);
        using (writer.TableClass(source))
        {
            if (!source.IsBroken)
            {
                Write(writer, source);
            }
        }

        return writer.End(source, "Definition");
    }

    private static void Write(SourceWriter writer, TableSource source)
    {
        var table = source.Table;
        var prices = $"What follows from its prices is in {source.FileName}.Prices.g.cs, so that a new price changes that file alone.";
        writer.Comment("// ", "The table as data. " + prices);
        writer.Lines(Attributes.OfCode);
        using var type = writer.Braces($"private static partial class {source.Compiled()}");
        for (var i = 0; i < table.Providers.Count; i++)
        {
            WriteProvider(writer, table.Providers[i], source.Adapters[i]);
        }

        foreach (var model in table.Models)
        {
            WriteModel(writer, model);
        }

        foreach (var target in table.Targets)
        {
            WriteTarget(writer, table, target);
        }

        foreach (var budget in table.Budgets)
        {
            BudgetDefinitionWriter.Write(writer, budget);
        }

        foreach (var route in table.Routes)
        {
            RouteDefinitionWriter.Write(writer, table, route);
        }

        WriteTable(writer, table);
    }

    /// <summary>Begins a field with an initializer.</summary>
    public static SourceWriter.Block Definition(this SourceWriter writer, string type, string name)
    {
        writer.Gap();
        return writer.Braces($"internal static readonly {type} {name} = new()", "};");
    }

    private static void WriteProvider(SourceWriter writer, ProviderEntry provider, string adapter)
    {
        using var definition = writer.Definition(ProviderDefinition, $"{provider.Identifier}Provider");
        writer.Set("Name", Literal(provider.Name));
        writer.Set("Kind", Literal(provider.Kind));
        writer.Set("Adapter", adapter.Length > 0 ? $"global::{adapter}.Instance" : "null");
        writer.Set("Auth", Literal(provider.Auth));
        writer.Set("ApiKeyVariable", LiteralOrNull(provider.ApiKeyEnv));
        writer.Set("ApiKeyVariables", Keys(provider.ApiKeyEnvs));
        writer.Set("Endpoint", LiteralOrNull(provider.Endpoint));
        writer.Set("EndpointVariable", LiteralOrNull(provider.EndpointEnv));
        writer.Set("ConnectionName", LiteralOrNull(provider.ConnectionName));
        writer.Set("TokenScope", LiteralOrNull(provider.TokenScope));
        writer.Set("Api", provider.Api == ProviderApi.Default ? null : Literal(provider.Api));
        writer.Set("Region", LiteralOrNull(provider.Region));
        writer.Set("IsGateway", TrueOrNull(provider.IsGateway));
        WriteCredits(writer, provider.Credits);
    }

    private static void WriteCredits(SourceWriter writer, CreditEntry? credits)
    {
        if (credits is null)
        {
            return;
        }

        var members = new List<string> { $"Usd = {LiteralOrNull(credits.Usd)}" };
        if (credits.Until is { } until)
        {
            members.Add($"Until = new({Day(until)})");
        }

        if (credits.Then != CreditEndAction.Skip)
        {
            members.Add($"Then = {Literal(credits.Then)}");
        }

        writer.Initializer("Credits = new()", members, ",");
    }

    private static string? Keys(EquatableArray<string> variables) =>
        variables.Count == 0 ? null : $"[{string.Join(", ", variables.Select(Literal))}]";

    private static void WriteModel(SourceWriter writer, ModelEntry model)
    {
        using var definition = writer.Definition(ModelDefinition, $"{model.Identifier}Model");
        writer.Set("Name", Literal(model.Name));
        writer.Set("ContextWindow", LiteralOrNull(model.ContextWindow));
        writer.Set("MaxInput", LiteralOrNull(model.MaxInput));
        writer.Set("MaxOutput", LiteralOrNull(model.MaxOutput));
        writer.Set("Dimensions", LiteralOrNull(model.Dimensions));
        writer.Set("Features", model.Features is { } features ? Flags(features) : null);
        writer.Set("Unsupported", model.Unsupported == default ? null : Flags(model.Unsupported));
        writer.Set("Retires", model.Retires is { } day ? $"new({Day(day)})" : null);
        writer.Set("Price", model.Price is null ? null : $"Prices.{MemberName.In("Prices", model.Identifier)}");
    }

    private static void WriteTarget(SourceWriter writer, RouteTable table, TargetEntry target)
    {
        using var definition = writer.Definition(TargetDefinition, $"{target.Identifier}Target");
        writer.Set("Name", Literal(target.Name));
        writer.Set("Provider", $"{table.ProviderNamed(target.Provider)!.Identifier}Provider");
        writer.Set("Model", $"{table.ModelNamed(target.Model)!.Identifier}Model");
        writer.Set("Deployment", Literal(target.Deployment));
        writer.Set("Api", LiteralOrNull(target.Api));
        writer.Set("Lacks", target.Lacks == default ? null : Flags(target.Lacks));
        writer.Set("Dimensions", LiteralOrNull(target.Dimensions));
        writer.Set("PriceFactor", $"{target.Identifier}PriceFactor");
        writer.Set("IsProvisioned", TrueOrNull(target.IsProvisioned));
        writer.Set("ServiceTier", LiteralOrNull(target.ServiceTier));
        writer.Set("RequestsPerMinute", LiteralOrNull(target.RequestsPerMinute));
        writer.Set("TokensPerMinute", LiteralOrNull(target.TokensPerMinute));
        writer.Set("Concurrency", LiteralOrNull(target.Concurrency));
        writer.Set("RequestBody", LiteralOrNull(OpenRouterBody.Write(target.OpenRouter)));
        OpenRouterHeaders.Write(writer, target.OpenRouter);
    }

    private static void WriteTable(SourceWriter writer, RouteTable table)
    {
        using var definition = writer.Definition(RouteTableDefinition, "Table");
        writer.Set("Name", Literal(table.ClassName));
        writer.Set("Hash", "Hash");
        WriteList(writer, "Providers", table.Providers.Select(provider => $"{provider.Identifier}Provider"));
        WriteList(writer, "Targets", table.Targets.Select(target => $"{target.Identifier}Target"));
        WriteList(writer, "Routes", table.Routes.Select(route => $"{route.Identifier}Route"));
    }

    private static void WriteList(SourceWriter writer, string member, IEnumerable<string> elements)
    {
        using var list = writer.List(member);
        foreach (var element in elements)
        {
            writer.Line(element + ",");
        }
    }
}
