using System.CommandLine;
using RouteGen.Model.Checks.Views;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>The verb <c>cost</c>.</summary>
internal static class CostVerb
{
    public static Command Create(ToolHost host)
    {
        var options = new CostOptions();
        var verb = new Verb("cost", "Prices a request, a file or a month's mix on every target and route.")
            .Example("routegen cost --input 1200 --output 300", "what a request costs, wherever it goes")
            .Example("routegen cost --file prompt.txt --output 300", "the same of a prompt, whose tokens are estimated")
            .Example("routegen cost --spend spend.db --month 2026-10", "a month's calls at the table's prices, on every target")
            .Example("routegen cost --input 1200 --output 300 --markup 5.5% --fixed 49",
                "through a gateway, and when a fixed price is the lower one");
        options.AddTo(verb);
        verb.SetAction(async (result, cancellation) =>
        {
            var file = TableArgument.LoadUsable(host, result.GetRequiredValue(options.Table));
            var view = new TableView(file.Checked.Reading);
            var routes = RouteOption.Choose(view, result.GetValue(options.Routes));
            var builder = new CostReportBuilder(file, view, routes, DayOption.Start(host, result.GetValue(options.Day)));
            var report = await BuildAsync(host, options, result, builder, cancellation);
            Write(host, result.GetValue(options.Output), result.GetRequiredValue(options.Format),
                CostSorting.Sort(report, result.GetRequiredValue(options.Sort)));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static async Task<CostReport> BuildAsync(
        ToolHost host, CostOptions options, ParseResult result, CostReportBuilder builder, CancellationToken cancellation)
    {
        var (path, spend) = (result.GetValue(options.File), result.GetValue(options.Spend));
        var calls = result.GetValue(options.Calls);
        builder.Fees = options.Fees(result);
        if (spend is not null)
        {
            if (path is not null || calls is not null || options.HasCounts(result, butOutput: false))
            {
                throw new UsageException("A month's mix says its requests itself: --spend goes with neither --file nor numbers of tokens "
                    + "or calls.");
            }

            return builder.Build(await MonthMix.ReadAsync(
                host, spend, result.GetValue(options.Month), builder.Table, builder.Repricer, cancellation));
        }

        if (result.GetValue(options.Month) is not null)
        {
            throw new UsageException("--month is the month of a spend store: name the store with --spend.");
        }

        if (path is not null)
        {
            return options.HasCounts(result, butOutput: true)
                ? throw new UsageException("A file says its input itself: of the numbers only --output and --calls go with --file.")
                : builder.Build(FileRequest.Load(host, path), path, options.OutputOf(result), options.TierOf(result), calls);
        }

        return builder.Build(options.Usage(result), [.. options.Parts(result)], options.TierOf(result), calls);
    }

    private static void Write(ToolHost host, string? path, OutputFormat format, CostReport report)
    {
        switch (format)
        {
            case OutputFormat.Json:
                ResultOutput.Write(host, path, ResultOutput.Json(json => CostJson.Write(json, report)));
                break;
            case OutputFormat.Csv:
                ResultOutput.Write(host, path, CostCsv.Write(report));
                break;
            case OutputFormat.Markdown:
                ResultOutput.Write(host, path, CostMarkdown.Write(report));
                break;
            default:
                ResultOutput.Write(host, path, CostText.Create(report, hasBlocks: path is null && !host.IsOutputRedirected));
                break;
        }
    }
}
