using RouteGen.Generators.Projection;
using RouteGen.Model.Checks;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.CSharpText;

namespace RouteGen.Generators.Emission;

/// <summary>Writes the table as static data of its class, so that nothing is read or parsed at run time.</summary>
/// <remarks>Members begin with an underscore, as no name made from a table does.</remarks>
internal static class DefinitionsEmitter
{
    private const string Definitions = "global::RouteGen.Definitions";

    public static void Write(SourceWriter writer, TableSource source)
    {
        var table = source.Table;
        using var type = writer.Braces($"partial class {Name(table.ClassName)}");
        using (writer.Braces("private static class __Providers"))
        {
            for (var i = 0; i < table.Providers.Count; i++)
            {
                Field(writer, "ProviderDefinition", table.Providers[i].Identifier, Provider(table.Providers[i], source.Adapters[i]));
            }
        }

        using (writer.Braces("private static class __Models"))
        {
            foreach (var model in table.Models)
            {
                Field(writer, "ModelDefinition", model.Identifier, Model(model));
            }
        }

        using (writer.Braces("private static class __Targets"))
        {
            foreach (var target in table.Targets)
            {
                Field(writer, "TargetDefinition", target.Identifier, Target(table, target));
            }
        }

        BudgetsEmitter.Write(writer, table);
        using (writer.Braces("private static class __Routes"))
        {
            foreach (var route in table.Routes)
            {
                WriteRoute(writer, table, route);
            }
        }

        using (writer.Braces("private static class __Table"))
        {
            using var definition = writer.Braces($"internal static readonly {Definitions}.RouteTableDefinition Definition = new()", "};");
            writer.Line($"Name = {Literal(table.ClassName)},");
            writer.Line("Hash = __Costs.Hash,");
            writer.Line($"Providers = new {Definitions}.ProviderDefinition[] {{ {List("__Providers", table.Providers.Select(provider => provider.Identifier))} }},");
            writer.Line($"Targets = new {Definitions}.TargetDefinition[] {{ {List("__Targets", table.Targets.Select(target => target.Identifier))} }},");
            writer.Line($"Routes = new {Definitions}.RouteDefinition[] {{ {List("__Routes", table.Routes.Select(route => route.Identifier))} }},");
        }
    }

    private static void Field(SourceWriter writer, string type, string identifier, string value) =>
        writer.Line($"internal static readonly {Definitions}.{type} _{identifier} = new() {{ {value} }};");

    private static string List(string owner, IEnumerable<string> identifiers) => string.Join(", ", identifiers.Select(identifier => $"{owner}._{identifier}"));

    private static string Provider(ProviderEntry provider, string adapter) => Members(
        $"Name = {Literal(provider.Name)}",
        $"Kind = {Literal(provider.Kind)}",
        $"Adapter = {(adapter.Length > 0 ? $"global::{adapter}.Instance" : "null!")}",
        $"Auth = global::RouteGen.ProviderAuth.{provider.Auth}",
        $"ApiKeyVariable = {Literal(provider.ApiKeyEnv)}",
        $"ApiKeyVariables = {(provider.ApiKeyEnvs.Count == 0 ? "null" : $"[{string.Join(", ", provider.ApiKeyEnvs.Select(Literal))}]")}",
        $"Endpoint = {Literal(provider.Endpoint)}",
        $"EndpointVariable = {Literal(provider.EndpointEnv)}",
        $"TokenScope = {Literal(provider.TokenScope)}",
        $"Api = {(provider.Api == ProviderApi.Default ? "null" : $"global::RouteGen.ProviderApi.{provider.Api}")}",
        $"IsGateway = {Literal(provider.IsGateway)}");

    private static string Model(ModelEntry model) => Members(
        $"Name = {Literal(model.Name)}",
        $"ContextWindow = {Literal(model.ContextWindow)}",
        $"MaxInput = {Literal(model.MaxInput)}",
        $"MaxOutput = {Literal(model.MaxOutput)}",
        $"Dimensions = {Literal(model.Dimensions)}",
        $"Features = {(model.Features is { } features ? Flags(features) : "null")}",
        $"Unsupported = {Flags(model.Unsupported)}",
        $"Retires = {(model.Retires is { } day ? Day(day) : "null")}",
        $"Price = {(model.Price is null ? "null" : $"Prices.{MemberName.In("Prices", model.Identifier)}")}");

    private static string Target(RouteTable table, TargetEntry target) => Members(
        $"Name = {Literal(target.Name)}",
        $"Provider = __Providers._{table.ProviderNamed(target.Provider)!.Identifier}",
        $"Model = __Models._{table.ModelNamed(target.Model)!.Identifier}",
        $"Deployment = {Literal(target.Deployment)}",
        $"Api = {(target.Api is { } api ? $"global::RouteGen.ProviderApi.{api}" : "null")}",
        $"Dimensions = {Literal(target.Dimensions)}",
        $"PriceFactor = __PriceFactors._{target.Identifier}",
        $"IsProvisioned = {Literal(target.IsProvisioned)}",
        $"ServiceTier = {(target.ServiceTier is { } tier ? $"global::RouteGen.ServiceTier.{tier}" : "null")}",
        $"RequestsPerMinute = {Literal(target.RequestsPerMinute)}",
        $"TokensPerMinute = {Literal(target.TokensPerMinute)}",
        $"Concurrency = {Literal(target.Concurrency)}",
        $"RequestBody = {Literal(OpenRouterRequest.Body(target.OpenRouter))}",
        $"RequestHeaders = {OpenRouterRequest.Headers(target.OpenRouter)}");

    private static void WriteRoute(SourceWriter writer, RouteTable table, RouteEntry route)
    {
        var worst = WorstCase.Of(table, route);
        using var definition = writer.Braces($"internal static readonly {Definitions}.RouteDefinition _{route.Identifier} = new()", "};");
        writer.Line(Members($"Name = {Literal(route.Name)}", $"Type = {(route.Type == RouteType.Chat ? "null" : $"global::RouteGen.RouteType.{route.Type}")}", $"CostBucket = {Literal(route.CostBucket)}", $"Strict = {Literal(route.Strict)}", $"Strategy = {(route.Strategy == RouteStrategy.Ordered ? "null" : $"global::RouteGen.RouteStrategy.{route.Strategy}")}", $"Requires = {Flags(route.Requires)}", $"Budgets = {BudgetsEmitter.OfRoute(table, route)}") + ",");
        var reach = route.Reach();
        WriteEntries(writer, "Chain", reach.Take(route.Chain.Count).Select(entry => Entry(table, reach, entry)));
        WriteEntries(writer, "OnTargets", reach.Skip(route.Chain.Count).Select(entry => Entry(table, reach, entry)));
        if (route.On.Count > 0)
        {
            writer.Line($"On = {Rules(route.On)},");
        }

        writer.Line($"TotalTimeout = {Literal(route.Timeouts.Total)}, AttemptTimeout = {Literal(route.Timeouts.Attempt)}, FirstTokenTimeout = {Literal(route.Timeouts.FirstToken)}, IdleTimeout = {Literal(route.Timeouts.Idle)}, StreamTotalTimeout = {Literal(route.Timeouts.StreamTotal)},");
        writer.Line(Members($"MaxAttempts = {Literal(route.Limits.Attempts)}", $"InputTokenLimit = {Literal(route.Limits.InputTokens)}", $"OutputTokenLimit = {Literal(route.Limits.OutputTokens)}", $"CostLimitUsd = {Literal(route.Limits.CostUsd)}") + $", MaxRetries = {Literal(route.Retry.MaxRetries)}, RetryDelay = {Literal(route.Retry.Delay)}, MaxRetryDelay = {Literal(route.Retry.MaxDelay)}, WorstCase = new() {{ Attempts = {Literal(worst.Attempts)}, WhenFailing = {Literal(worst.WhenFailing)}, WhenTimingOut = {Literal(worst.WhenTimingOut)}, WhenRateLimited = {Literal(worst.WhenRateLimited)}, CostUsd = __Costs._{route.Identifier} }},");
    }

    private static void WriteEntries(SourceWriter writer, string name, IEnumerable<string> entries)
    {
        var lines = entries.ToArray();
        if (lines.Length > 0)
        {
            writer.Line($"{name} = new {Definitions}.ChainEntryDefinition[] {{");
            foreach (var line in lines)
            {
                writer.Line($"    new() {{ {line} }},");
            }

            writer.Line("},");
        }
    }

    private static string Rules(EquatableArray<OnFault> rules) => $"new {Definitions}.OnFaultDefinition[] {{ {string.Join(", ", rules.Select(Rule))} }}";

    private static string Rule(OnFault rule) =>
        $"new({Fault(rule.Fault)}, global::RouteGen.OnFaultAction.{rule.Action}{string.Concat(rule.Targets.Select(target => ", " + Literal(target)))})";

    private static string Entry(RouteTable table, IReadOnlyList<ChainEntry> reach, ChainEntry entry) => Members(
        $"Target = __Targets._{table.TargetNamed(entry.Target)!.Identifier}",
        $"Temperature = {FloatLiteral(entry.Temperature)}",
        $"TopP = {FloatLiteral(entry.TopP)}",
        $"ReasoningEffort = {Literal(entry.ReasoningEffort)}",
        $"MaxOutputTokens = {Literal(entry.MaxOutputTokens)}",
        $"Weight = {(entry.Weight is > 0 ? Literal(entry.Weight) : "null")}",
        $"On = {(entry.On.Count > 0 ? Rules(entry.On) : "null")}");
}
