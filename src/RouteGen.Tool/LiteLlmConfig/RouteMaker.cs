using RouteGen.Model.Fields;
using RouteGen.Model.Naming;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>Makes routes of deployments: one for each name by which clients ask.</summary>
internal sealed class RouteMaker(ConversionOptions options, ConfigReport report)
{
    private readonly HashSet<string> _spoken = new(StringComparer.Ordinal);

    public IReadOnlyList<RouteDraft> Make(IReadOnlyList<Deployment> deployments)
    {
        var stated = deployments.Where(static d => !d.IsOfPattern).Select(static d => d.Group).ToHashSet(StringComparer.Ordinal);
        var groups = deployments.Where(d => !d.IsOfPattern || !stated.Contains(d.Group))
            .GroupBy(static d => d.Group, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Members: Alike([.. g])))
            .ToArray();
        foreach (var (name, _) in groups)
        {
            _spoken.Add(name);
        }

        // Names that can stay stay, so those are taken first.
        var names = new NameMaker(identifier => GeneratedNames.WhyNotRoute(identifier, options.TableName));
        var kept = groups.Where(g => NameMaker.IsPlain(g.Name) && names.TryTake(g.Name)).Select(static g =>
            g.Name).ToHashSet(StringComparer.Ordinal);
        var routes = new List<RouteDraft>();
        foreach (var (name, members) in groups)
        {
            var isAlias = RouteNames.IsAlias(name) && !name.Contains('*', StringComparison.Ordinal);
            var route = new RouteDraft
            {
                Group = name,
                Name = kept.Contains(name) ? name
                    : !isAlias && NameMaker.IsSeen(name) && !name.Contains('/', StringComparison.Ordinal) && names.TryTake(name) ? name
                    : names.Take(name, n => !_spoken.Contains(n)),
                Deployments = members,
            };
            if (route.Name != name)
            {
                if (isAlias)
                {
                    route.Aliases.Add(name);
                }
                else
                {
                    report.NeedsYou(members[0].Node["model_name"],
                        $"clients cannot send this name, which is not visible ASCII or too long: they ask for '{route.Name}'");
                }
            }

            routes.Add(route);
        }

        return routes;
    }

    /// <summary>Whether clients say a name already.</summary>
    public bool IsSpoken(string name) => _spoken.Contains(name);

    /// <summary>Chat and embeddings are no one route, nor are vectors of several models.</summary>
    private IReadOnlyList<Deployment> Alike(IReadOnlyList<Deployment> group)
    {
        var first = group[0];
        var alike = new List<Deployment>();
        foreach (var member in group)
        {
            var reason = member.Mode != first.Mode ? "the group begins with another kind of model: chat and embeddings are routes of "
                + "their own"
                : first.Mode == DeploymentMode.Embedding && Canonical(member) != Canonical(first)
                    ? "vectors of another model cannot be compared with those of the group's first: it needs a route of its own"
                : null;
            if (reason is null)
            {
                alike.Add(member);
            }
            else
            {
                report.Entries.RemoveAll(e => e.Node == member.Node);
                report.Entries.Add(new(member.Node, member.Group, reason));
            }
        }

        return alike;
    }

    public static string Canonical(Deployment deployment)
    {
        var model = deployment.BaseModel ?? deployment.Model;
        return model[(model.LastIndexOf('/') + 1)..];
    }
}
