using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RouteGen.Definitions;
using RouteGen.Targets;

namespace RouteGen.Hosting;

/// <summary>Checks settings against the compiled table: at host start, on first use, and on each reload.</summary>
internal sealed class RouteTableValidation(RouteTableDefinition table, CustomClients customClients, IServiceProvider services)
    : IValidateOptions<RouteTableSettings>
{
    public ValidateOptionsResult Validate(string? name, RouteTableSettings options)
    {
        if (name != table.Name)
        {
            return ValidateOptionsResult.Skip;
        }

        var problems = new List<string>(options.Problems);
        if (!SettingsCheck.Check(RouteTableSettings.SectionOf(table.Name), options, problems))
        {
            return Failed(problems);
        }

        OperationCheck.Check(table, options, problems);
        foreach (var provider in table.Providers)
        {
            var routes = table.Routes.Where(r => r.Reach.Any(e => e.Target.Provider == provider)).Select(r => r.Name).ToArray();
            if (routes.Length == 0 || table.Targets.Where(t => t.Provider == provider).All(t => TargetSlot.IsDisabledBy(options, t)))
            {
                continue;
            }

            var access = ProviderAccess.Resolve(provider, table.Name, options, services);
            if (access.Problem is { } problem && !access.MayBeMissing)
            {
                problems.Add($"{problem} (needed by {(routes.Length == 1 ? "route" : "routes")} {Names(routes)}), or set AllowMissing to " +
                    $"skip its targets");
            }
        }

        foreach (var target in table.Targets.Where(t => t.Provider.Adapter is null))
        {
            var access = ProviderAccess.Resolve(target.Provider, table.Name, options, services);
            if (!customClients.Has(target.Name) && !access.MayBeMissing
                && !TargetSlot.IsDisabledBy(options, target) && table.Routes.Any(r => r.Reach.Any(e => e.Target == target)))
            {
                problems.Add(table.SupportsEmbeddings(target.Name)
                    ? $"target '{target.Name}' is of kind custom and has no embedding generator: call " +
                        $"UseEmbeddingGenerator({table.Name}.Targets.…, …) in Add{table.Name}"
                    : $"target '{target.Name}' is of kind custom and has no chat client: call UseChatClient({table.Name}.Targets.…, …) " +
                        $"in Add{table.Name}");
            }
            else if (customClients.Has(target.Name)
                && customClients.SupportsEmbeddings(target.Name) != table.SupportsEmbeddings(target.Name))
            {
                problems.Add(table.SupportsEmbeddings(target.Name)
                    ? $"target '{target.Name}' is used for embeddings: call UseEmbeddingGenerator for it, not UseChatClient"
                    : $"target '{target.Name}' is not used for embeddings: call UseChatClient for it, not UseEmbeddingGenerator");
            }
        }

        foreach (var target in table.Targets.Where(
            t => t.Provider.Adapter is { } adapter && table.SupportsEmbeddings(t.Name) && !adapter.SupportsEmbeddings(t.Provider.Kind)))
        {
            problems.Add($"target '{target.Name}' is used for embeddings, but the adapter of kind '{target.Provider.Kind}' makes none: " +
                $"remove it from its chain");
        }

        foreach (var target in customClients.Names.Where(n => table.Targets.All(t => t.Name != n || t.Provider.Adapter is not null)))
        {
            problems.Add($"{(customClients.SupportsEmbeddings(target) ? "UseEmbeddingGenerator" : "UseChatClient")} names '{target}', " +
                $"which is not a target of kind custom");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : Failed(problems);
    }

    private ValidateOptionsResult Failed(List<string> problems) =>
        ValidateOptionsResult.Fail(problems.Select(p => $"Table '{table.Name}': {p}."));

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(n => $"'{n}'"));
}
