using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Costs;
using RouteGen.Tool.Diff.Sources;
using RouteGen.Tool.Diff.Writing;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff;

/// <summary>One run of the verb <c>diff</c>.</summary>
internal sealed class DiffRun(ToolHost host)
{
    public required Compared Compared { get; init; }

    /// <summary>The day as of which both tables are judged.</summary>
    public required DateOnly Today { get; init; }

    public required TypicalRequest Typical { get; init; }

    /// <summary>The spend store; null for none.</summary>
    public required string? Spend { get; init; }

    /// <summary>The days of the calls that are priced.</summary>
    public required (DateOnly From, DateOnly To) Range { get; init; }

    public required DiffOutput Output { get; init; }

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        if (Range.To <= Range.From)
        {
            throw new UsageException("--to is not after --from.");
        }

        var (before, after) = ComparedTables.Find(host, Compared, Today);
        if (!after.File.IsUsable)
        {
            FindingOutput.Write(host, Output.Format, BrokenTable.Report(after.File, before.Label, after.Label), Output.File);
            return ExitCode.Findings;
        }

        var options = new DiffOptions { Today = Today, Typical = Typical };
        var spend = Spend is { } store
            ? await SpendComparison.ReadAsync(host, store, before.File, after.File, Today, Range, cancellation) : null;

        // What calls really cost says more than what one is thought to be like.
        options = options with { StatesTypicalCost = spend is null or { Total.Lines: 0 } };
        var diff = TableDiff.Compare(before.File, after.File, options);
        if (spend is not null)
        {
            diff = SpendChanges.With(diff, spend, after.File);
        }

        var result = new DiffResult(diff, before.Label, after.Label, after.File, options) { Spend = spend };
        Output.Write(host, result);
        var code = FailOnOption.ExitCodeOf(Output.FailOn, DiffReport.Create(result).Findings);
        return code == ExitCode.Ok && Output.IsDetailed && diff.Changes.Count > 0 ? ExitCode.Changes : code;
    }
}
