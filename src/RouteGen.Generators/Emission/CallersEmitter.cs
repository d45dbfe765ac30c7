using RouteGen.Generators.Projection;
using RouteGen.Model.Naming;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>The concern "callers": on whose behalf a route is called, and to which account.</summary>
internal static class CallersEmitter
{
    private static readonly (BudgetScope Scope, string Parameter, string Property, string Meaning)[] Callers =
    [
        (BudgetScope.User, "user", "User", "The user, by an id that may appear in logs."),
        (BudgetScope.Agent, "agent", "Agent", "The agent."),
        (BudgetScope.Tenant, "tenant", "Tenant", "The customer."),
        (BudgetScope.Operation, "operationId", "OperationId", "Groups calls, such as those of a tool loop."),
    ];

    /// <summary>The base of a route: no chat client where a budget counts by the caller, since a call could then escape it.</summary>
    public static string BaseOf(RouteTable table, RouteEntry route) => (ScopesOf(table, route).Any(), route.Type) switch
    {
        (true, RouteType.Embedding) => "global::RouteGen.ScopedEmbeddingRoute",
        (false, RouteType.Embedding) => "global::RouteGen.EmbeddingRoute",
        (true, _) => "global::RouteGen.ScopedRoute",
        (false, _) => "global::RouteGen.ChatRoute",
    };

    /// <summary>Writes <c>For(…)</c> where the base's own does not do: a caller is required, or accounts are declared.</summary>
    public static void WriteFor(SourceWriter writer, TableSource source, RouteEntry route)
    {
        var scopes = new HashSet<BudgetScope>(ScopesOf(source.Table, route));
        var hasBuckets = source.Table.CostBuckets.Count > 0;
        if (scopes.Count == 0 && !hasBuckets)
        {
            return;
        }

        var bucket = hasBuckets ? source.TypeName(source.Table.ClassName) + ".CostBucket" : "";
        var required = Callers.Where(caller => scopes.Contains(caller.Scope)).ToArray();
        var optional = Callers.Where(caller => !scopes.Contains(caller.Scope)).ToArray();
        writer.Line($"/// <summary>The route on behalf of a caller{(scopes.Count == 0 ? ", with its calls charged back to an account" : "")}.</summary>");
        // Beside the base's own For, which takes no account, this one has to require it.
        var first = scopes.Count == 0 ? Parameter(bucket, "costBucket", "The chargeback account.") : null;
        var last = scopes.Count > 0 && hasBuckets ? Parameter(bucket + "?", "costBucket", "The chargeback account; the route's own where null.", " = null") : null;
        var parameters = new[] { first }
            .Concat(required.Select(caller => Parameter("string", caller.Parameter, caller.Meaning)))
            .Concat(optional.Select(caller => Parameter("string?", caller.Parameter, caller.Meaning, " = null")))
            .Append(Parameter("global::System.Collections.Generic.IReadOnlyDictionary<string, string>?", "tags", "Anything else to account by.", " = null"))
            .Append(last)
            .OfType<(string Declaration, string Documentation)>()
            .ToArray();
        if (scopes.Count > 0)
        {
            foreach (var parameter in parameters)
            {
                writer.Line(parameter.Documentation);
            }

            writer.Line($"/// <returns>The {(route.Type == RouteType.Embedding ? "embedding generator" : "chat client")}.</returns>");
        }

        var caller = string.Join(", ", Callers.Select(c => $"{c.Property} = {c.Parameter}"));
        var names = source.TypeName(source.Table.ClassName) + ".__CostBuckets.Of";
        var account = !hasBuckets ? "null" : scopes.Count == 0 ? $"{names}(costBucket)" : $"costBucket is null ? null : {names}(costBucket.Value)";
        var client = $"global::RouteGen.{(route.Type == RouteType.Embedding ? "EmbeddingRouteClient" : "RouteClient")}<{source.TypeName(route.Identifier + "Target")}>";
        var made = source.IsBroken ? BrokenTable.Throw(source) : $"ClientFor(new global::RouteGen.RouteCaller {{ {caller}, Tags = tags }}, {account});";
        writer.Line($"public {client} For({string.Join(", ", parameters.Select(parameter => parameter.Declaration))}) => {made}");
    }

    /// <summary>Writes the declared accounts as an enum, numbered from 1 so that the default is none of them.</summary>
    public static void WriteCostBuckets(SourceWriter writer, TableSource source)
    {
        var table = source.Table;
        if (table.CostBuckets.Count == 0)
        {
            return;
        }

        var buckets = table.CostBuckets.Select(name => (Name: name, Identifier: Identifiers.FromName(name))).Where(b => b.Identifier is not null).GroupBy(b => b.Identifier).Select(g => g.First()).ToArray();
        writer.Line("/// <summary>The chargeback accounts.</summary>");
        using (writer.Braces(source.Accessibility() + " enum CostBucket"))
        {
            var number = 1;
            foreach (var bucket in buckets)
            {
                writer.Line($"/// <summary>{DocText.Code(bucket.Name)}.</summary>");
                writer.Line($"{bucket.Identifier} = {CSharpText.Literal(number++)},");
            }
        }

        using (writer.Braces("internal static class __CostBuckets"))
        {
            using (writer.Braces("internal static string Of(CostBucket bucket)"))
            using (writer.Braces("switch (bucket)"))
            {
                foreach (var bucket in buckets)
                {
                    writer.Line($"case CostBucket.{bucket.Identifier}: return {CSharpText.Literal(bucket.Name)};");
                }

                writer.Line("default: throw new global::System.ArgumentOutOfRangeException(\"bucket\");");
            }
        }
    }

    private static IEnumerable<BudgetScope> ScopesOf(RouteTable table, RouteEntry route) => table.Budgets
        .Where(budget => route.Budgets.Contains(budget.Name) && Callers.Any(caller => caller.Scope == budget.Per))
        .Select(budget => budget.Per);

    private static (string Declaration, string Documentation)? Parameter(string type, string name, string meaning, string value = "") =>
        ($"{type} {name}{value}", $"/// <param name=\"{name}\">{meaning}</param>");
}
