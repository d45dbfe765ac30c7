using RouteGen.Generators.Projection;
using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;
using static RouteGen.Generators.Emission.RuntimeNames;

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
        (BudgetScope.Key, "key", "Key", "The key that the call came with, by its public id."),
    ];

    /// <summary>Null where the bases' own <c>For(…)</c> does for every route.</summary>
    public static GeneratedFile? Emit(TableSource source)
    {
        var hasBuckets = source.Table.CostBuckets.Count > 0;
        var routes = source.Table.Routes.Where(route => hasBuckets || ScopesOf(source.Table, route).Count > 0).ToArray();
        if (routes.Length == 0 && !hasBuckets)
        {
            return null;
        }

        var writer = SourceFile.Begin(source, "The callers");
        writer.Namespace(source.Namespace);
        if (hasBuckets)
        {
            CostBucketsWriter.Write(writer, source);
        }

        var names = $"{source.FullName()}.{source.CostBucketNames()}.GetName";
        foreach (var route in routes)
        {
            writer.Gap();
            using var type = writer.RouteClass(source, route.Identifier);
            WriteFor(writer, source, route, names);
        }

        return writer.End(source, "Callers");
    }

    /// <summary>The base of a route: no chat client where a budget counts by the caller, since a call could then escape it.</summary>
    public static string BaseOf(RouteTable table, RouteEntry route) => (ScopesOf(table, route).Count > 0, route.Type) switch
    {
        (true, RouteType.Embedding) => ScopedEmbeddingRoute,
        (false, RouteType.Embedding) => EmbeddingRoute,
        (true, _) => ScopedRoute,
        (false, _) => ChatRoute,
    };

    /// <summary>Writes <c>For(…)</c>, which requires what the base's own omits: a caller, or an account.</summary>
    private static void WriteFor(SourceWriter writer, TableSource source, RouteEntry route, string names)
    {
        var isEmbedding = route.Type == RouteType.Embedding;
        var isScoped = ScopesOf(source.Table, route).Count > 0;
        var parameters = Parameters(source.Table, route).ToArray();
        writer.Doc("summary", $"The route on behalf of a caller{(isScoped ? "" : ", with its calls charged back to an account")}.");
        foreach (var parameter in parameters)
        {
            writer.Doc("param", parameter.Meaning, $" name=\"{parameter.Name}\"");
        }

        writer.Doc("returns", $"The {(isEmbedding ? "embedding generator" : "chat client")}.");
        writer.Lines(Attributes.OfCode);
        using (writer.Indented($"public {(isEmbedding ? EmbeddingRouteClient : RouteClient)}<{route.Identifier}Target> For("))
        {
            foreach (var parameter in parameters)
            {
                var end = ReferenceEquals(parameter, parameters[parameters.Length - 1]) ? ")" : ",";
                writer.Line($"{parameter.Type} {parameter.Name}{(parameter.IsOptional ? " = null" : "")}{end}");
            }
        }

        using (writer.Body())
        {
            WriteClient(writer, source, route, names);
        }
    }

    private static void WriteClient(SourceWriter writer, TableSource source, RouteEntry route, string names)
    {
        if (source.IsBroken)
        {
            writer.Line(BrokenTable.Throw(source) + ";");
            return;
        }

        var scopes = ScopesOf(source.Table, route);
        using (writer.Braces($"{RouteCaller} caller = new()", "};"))
        {
            foreach (var caller in CallersFor(scopes))
            {
                writer.Set(caller.Property, caller.Parameter);
            }

            writer.Set("Tags", "tags");
        }

        var account = source.Table.CostBuckets.Count == 0 ? "null"
            : scopes.Count > 0 ? $"costBucket is null ? null : {names}(costBucket.Value)"
            : $"{names}(costBucket)";
        writer.Line($"return CreateClient(caller, {account});");
    }

    private static IEnumerable<Parameter> Parameters(RouteTable table, RouteEntry route)
    {
        var scopes = ScopesOf(table, route);
        var bucket = $"{CSharpText.Name(table.ClassName)}.CostBucket";

        // Beside the base's own For, which takes no account, this one has to require it.
        if (scopes.Count == 0)
        {
            yield return new Parameter(bucket, "costBucket", "The chargeback account.", IsOptional: false);
        }

        foreach (var caller in CallersFor(scopes).OrderBy(caller => scopes.Contains(caller.Scope) ? 0 : 1))
        {
            var isOptional = !scopes.Contains(caller.Scope);
            yield return new Parameter(isOptional ? "string?" : "string", caller.Parameter, caller.Meaning, isOptional);
        }

        yield return new Parameter(Tags + "?", "tags", "Anything else to account by.", IsOptional: true);
        if (scopes.Count > 0 && table.CostBuckets.Count > 0)
        {
            yield return new Parameter(bucket + "?", "costBucket", "The chargeback account; the route's own where null.", IsOptional: true);
        }
    }

    // In process, calls come with a key only where a budget counts by it.
    private static IEnumerable<(BudgetScope Scope, string Parameter, string Property, string Meaning)> CallersFor(
        HashSet<BudgetScope> scopes) => Callers.Where(caller => caller.Scope != BudgetScope.Key || scopes.Contains(BudgetScope.Key));

    private static HashSet<BudgetScope> ScopesOf(RouteTable table, RouteEntry route) => [.. table.BudgetsNamed(route.Budgets)
        .Select(budget => budget.Per)
        .Where(scope => Callers.Any(caller => caller.Scope == scope))];

    private sealed record Parameter(string Type, string Name, string Meaning, bool IsOptional);
}
