using System.Text;
using System.Text.Json;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Tables;
using RouteGen.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Graph;

/// <summary>Every outage by itself, the worst first: the single points of failure of a table.</summary>
internal static class OutageList
{
    private static readonly OutageLevel[] Columns =
        [OutageLevel.Ends, OutageLevel.Alone, OutageLevel.Degraded, OutageLevel.Moves, OutageLevel.Fallback];

    public static void Write(
        ToolHost host, string? path, OutputFormat format, RouteTableFile file, TableView table, IReadOnlyList<RouteView> routes)
    {
        var outages = Outage.Each(table);
        switch (format)
        {
            case OutputFormat.Text:
                ResultOutput.Write(host, path, Text(file, table, routes, outages));
                break;
            case OutputFormat.Markdown:
                ResultOutput.Write(host, path, MarkdownOf(table, routes, outages));
                break;
            case OutputFormat.Json:
                ResultOutput.Write(host, path, ResultOutput.Json(json => Write(json, file, table, routes, outages)));
                break;
            default:
                throw new UsageException("A list of outages is text, JSON or Markdown; a picture is of one outage: --without.");
        }
    }

    private static IEnumerable<IRenderable> Text(
        RouteTableFile file, TableView table, IReadOnlyList<RouteView> routes, IReadOnlyList<Outage> outages)
    {
        yield return ChainText.Line($"[bold]{ChainText.Safe(file.Name)}[/] · what each outage takes out "
            + $"of {Wording.Counted(routes.Count, "route")}");
        yield return Spectre.Console.Text.NewLine;
        var list = new Table().Border(TableBorder.Simple);
        list.AddColumn("without");
        foreach (var level in Columns)
        {
            list.AddColumn(RouteWords.Word(level));
        }

        foreach (var outage in outages)
        {
            list.AddRow(
            [
                new Markup(Markup.Escape(OutageWords.Describe(table, outage.Parts[0]))),
                .. Columns.Select(level =>
                    (IRenderable)new Markup($"[{ChainText.ColourOf(level)}]{Markup.Escape(Names(outage, routes, level))}[/]")),
            ]);
        }

        yield return list;
        yield return ChainText.Line(Markup.Escape(Verdict(table, routes, outages)));
    }

    private static string MarkdownOf(TableView table, IReadOnlyList<RouteView> routes, IReadOnlyList<Outage> outages)
    {
        var text = new StringBuilder("| Without | Ends | No fallback | Degraded | Moves | Fallback lost |\n|---|---|---|---|---|---|\n");
        foreach (var outage in outages)
        {
            text.Append("| ").Append(ChainMarkdown.Escape(OutageWords.Describe(table, outage.Parts[0])));
            foreach (var level in Columns)
            {
                text.Append(" | ").Append(ChainMarkdown.Escape(Names(outage, routes, level)));
            }

            text.Append(" |\n");
        }

        return text.Append('\n').Append(ChainMarkdown.Escape(Verdict(table, routes, outages))).Append('\n').ToString();
    }

    private static void Write(
        Utf8JsonWriter json, RouteTableFile file, TableView table, IReadOnlyList<RouteView> routes, IReadOnlyList<Outage> outages)
    {
        json.WriteStartObject();
        json.WriteString("table", file.Name);
        json.WriteString("tableHash", file.Definition.Hash);
        json.WriteStartArray("outages");
        foreach (var outage in outages)
        {
            GraphJson.Write(json, table, outage, routes);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static string Verdict(TableView table, IReadOnlyList<RouteView> routes, IReadOnlyList<Outage> outages)
    {
        string[] single =
        [
            .. outages.Where(o => Effects(o, routes).Any(static e => e.Level == OutageLevel.Ends))
                .Select(o => OutageWords.Describe(table, o.Parts[0])),
        ];
        return single.Length == 0
            ? "No outage of a single provider, credential or region ends a route."
            : $"{Wording.Counted(single.Length, "single point")} of failure: {Wording.Listed(single)}.";
    }

    private static string Names(Outage outage, IReadOnlyList<RouteView> routes, OutageLevel level) =>
        string.Join(", ", Effects(outage, routes).Where(e => e.Level == level).Select(static e => PlainText.Escape(e.Route.Name)));

    private static IEnumerable<OutageEffect> Effects(Outage outage, IReadOnlyList<RouteView> routes) =>
        outage.Effects.Where(e => routes.Any(r => r.Name == e.Route.Name));
}
