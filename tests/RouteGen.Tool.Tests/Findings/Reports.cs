using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Findings;

/// <summary>Reports with what writers have to get right: ranges over lines, marks of every format, no place, sections.</summary>
internal static class Reports
{
    public const string Text = "{\n  \"table\": \"Desk\",\n\t\"providers\": {\n    \"über\": { \"kind\": \"opnai\" }\n  }\n}\n";

    public static FindingReport Mixed { get; } = new("check",
    [
        new("RG1008", FindingLevel.Warning, "Declared but unused", "No target uses the provider 'a|b'; remove it\u001b[31m, or 100% use it")
        {
            Place = new("sub dir/routes.json", 4, 5, 4, 11),
            Subject = "provider über",
        },
        new("RG0010", FindingLevel.Error, "Provider: kind, without", "two\r\nlines") { Place = new("sub dir/routes.json", 4, 23, 5, 2) },
        new("price-increased", FindingLevel.Note, "A price went up", "'gpt' costs <more> @all")
        {
            Details = [new("before", "1.25"), new("after", "2.5")],
        },
    ])
    {
        Subjects = [new("sub dir/routes.json", "Desk"), new("company.models.json", null)],
        Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["sub dir/routes.json"] = Text },
        Sections =
        [
            new("totals") { Text = "Totals: 3", Markdown = "### Totals\n\n3", Json = static json => json.WriteNumberValue(3) },
            new("silent"),
        ],
        MarkdownTag = "routegen:check",
    };

    public static FindingReport Clean { get; } =
        new("check", []) { Subjects = [new("routes.json", "Desk")], Clean = "1 table, no findings." };

    public static (string Output, string Errors) Write(
        OutputFormat format, FindingReport report, string folder, Dictionary<string, string>? variables = null)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        FindingOutput.Write(
            new()
            {
                Out = output,
                Error = errors,
                Folder = folder,
                Variables = variables ?? [],
            },
            format,
            report);
        return (output.ToString(), errors.ToString());
    }
}
