using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1037: an option of a chain entry that its target's model does not take, so that it is never sent.</summary>
internal static class UnsentOptionCheck
{
    private static readonly (string Name, RequestParameters Parameter)[] Options =
    [
        ("temperature", RequestParameters.Temperature), ("topP", RequestParameters.TopP),
        ("reasoningEffort", RequestParameters.ReasoningEffort),
    ];

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            foreach (var link in route.Links.Where(static link => link.Target.Model.Unsupported != RequestParameters.None))
            {
                foreach (var (name, parameter) in Options.Where(option => link.Target.Model.Unsupported.HasFlag(option.Parameter)))
                {
                    if (((link.Item as JsonObject)?.Find("options")?.Value as JsonObject)?.Find(name) is { } stated)
                    {
                        findings.Add(
                            TableRules.UnsentOption.At(
                                stated.Key, name, PlainText.Escape(link.Target.Name), PlainText.Escape(route.Name),
                                PlainText.Escape(link.Target.Model.Name)),
                            route.Owner, link.Target.Owner);
                    }
                }
            }
        }
    }
}
