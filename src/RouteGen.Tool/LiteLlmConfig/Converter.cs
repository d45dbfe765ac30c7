using System.Text.Json.Nodes;
using RouteGen.Tool.Terminal;
using RouteGen.Tool.Yaml;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>A configuration as a table, and what became of each of its lines.</summary>
/// <param name="Table">The table; null where nothing of it can be served.</param>
/// <param name="Report">What became of the lines.</param>
/// <param name="Routes">The routes.</param>
internal sealed record Conversion(JsonObject? Table, ConfigReport Report, IReadOnlyList<RouteDraft> Routes);

/// <summary>Converts the configuration of a LiteLLM proxy.</summary>
internal static class Converter
{
    /// <exception cref="ToolFailure">It is no such configuration.</exception>
    public static Conversion Convert(YamlValue file, string name, ConversionOptions options)
    {
        var root = new ConfigNode("", 1, file);
        if (root["model_list"] is not { IsList: true } list)
        {
            throw new ToolFailure($"{name} has no list 'model_list': name the config.yaml of a LiteLLM proxy.");
        }

        var report = new ConfigReport();
        var entries = new EntryReader(options, report, root["credential_list"]);
        var deployments = list.Items.SelectMany(e => e.IsMap ? entries.Read(e) : Misplaced(report, e)).ToArray();
        var maker = new RouteMaker(options, report);
        var routes = maker.Make(deployments);
        new RouterSettings(root, routes, maker, report).Apply();
        var budgets = BudgetSettings.Read(root, routes, options.Catalog, report);
        Sections(root, report);
        report.Complete(root);
        report.Entries.Sort(static (a, b) => a.Node.Line - b.Node.Line);
        var table = routes.Count == 0 ? null : new TableDraft(options).Make(routes, budgets, $"After LiteLLM's {Path.GetFileName(name)}");
        return new(table, report, routes);
    }

    private static Deployment[] Misplaced(ConfigReport report, ConfigNode entry)
    {
        report.Entries.Add(new(entry, "?", "it is no entry: model_name and litellm_params are missing"));
        return [];
    }

    private static void Sections(ConfigNode root, ConfigReport report)
    {
        report.NeedsYou(root["general_settings"]?["master_key"],
            "clients need keys: take theirs over (routegen keys import litellm), or issue new ones (routegen keys). To go on with the master key " +
            "as the administrator's, give its hash (routegen keys hash) to RouteGen:Gateway:Admin:Hash");
        report.NeedsYou(root["general_settings"]?["custom_auth"],
            "callers are known by keys or by schemes of ASP.NET Core: see docs/keys.md");
        foreach (var section in root.Members)
        {
            if (Reasons.Section(section.Name) is not { } reason)
            {
                continue;
            }

            foreach (var member in section.Members.Concat(section.Items).DefaultIfEmpty(section).Where(m => !report.Has(m)))
            {
                if (Reasons.IsAttention(section.Name))
                {
                    report.NeedsYou(member, reason);
                }
                else
                {
                    report.Dropped(member, reason);
                }
            }
        }
    }
}
