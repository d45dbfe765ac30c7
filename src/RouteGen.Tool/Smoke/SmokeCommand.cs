using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tables;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;
using Spectre.Console;

namespace RouteGen.Tool.Smoke;

/// <summary>A run from its plan to its report.</summary>
internal sealed class SmokeCommand(ToolHost host, RouteTableFile file, SmokeOptions options)
{
    /// <summary>Wide enough for all columns; where there is no screen nobody has to scroll.</summary>
    private const int PipedWidth = 240;

    private readonly Lock _logging = new();

    public bool IsSimulated { get; init; }

    public bool Yes { get; init; }

    public string? Log { get; init; }

    public string? Against { get; init; }

    public double SlowerThan { get; init; } = 2;

    /// <summary>Runs it.</summary>
    /// <returns>Null where the one who was asked said no.</returns>
    public async Task<FindingReport?> RunAsync(CancellationToken cancellation)
    {
        // Before anything is paid for: what cannot be read later, and a log that cannot be written.
        var before = Against is null ? null : SmokeLog.Read(host, Against);
        if (Log is not null)
        {
            await File.AppendAllTextAsync(host.FullPath(Log), "", cancellation);
        }

        await using var simulation = IsSimulated ? await SmokeSimulation.StartAsync(file, cancellation) : null;
        var at = host.Time.GetUtcNow();
        var table = file.Definition;
        // What stands in for providers is reached and named as the table has it, whatever is set for real ones.
        var settings = IsSimulated ? null : SmokeSettings.Read(host, file);
        var cases = SmokePlan.Create(table, options, settings?.Table ?? new(), provider => settings is null
            ? simulation!.Reach(provider) : SmokeAccess.Resolve(host, table.Name, provider, settings));
        await using var bench = new SmokeBench(table, host, options);
        var estimates = cases.Where(static c => c.Unable is null).Select(bench.Estimate).ToArray();
        var worst = estimates.Sum(static e => e.Worst ?? 0m);
        if (!MayRun(cases, estimates, worst))
        {
            return null;
        }

        var empty = new SmokeReport(table.Name, table.Hash, at, options.MaxUsd, worst, []);
        using var run = new SmokeRun(table, host, bench, options);
        var calls = await WithProgressAsync(cases.Count, done => run.RunAsync(cases, call =>
        {
            Append(empty, call);
            done();
        }, cancellation));
        Finding[] findings =
        [
            .. SmokeFindings.Find(calls, options),
            .. before is null ? [] : Regressions.Find(calls, before, SlowerThan),
        ];
        var report = new SmokeReport(table.Name, table.Hash, at, options.MaxUsd, worst, calls);
        return new("smoke", [.. findings.Select(Located)])
        {
            Subjects = [new(file.Path, file.Name)],
            Clean = "All is well.",
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { [file.Path] = file.Checked.Text.Text },
            Sections = SmokeSections.Create(report, host.IsOutputRedirected ? PipedWidth : host.Screen.Profile.Width),
            MarkdownTag = $"routegen smoke {file.Name}",
        };
    }

    /// <summary>Says what it may cost, and asks where somebody is there to answer.</summary>
    private bool MayRun(IReadOnlyList<SmokeCase> cases, (decimal? Expected, decimal? Worst)[] estimates, decimal worst)
    {
        if (host.IsErrorRedirected)
        {
            return true;
        }

        var unpriced = estimates.Count(static e => e.Worst is null);
        host.Notices.MarkupLine(
            $"{estimates.Length} of {cases.Count} calls can be made: about {SmokeText.Usd(estimates.Sum(static e => e.Expected ?? 0m))}, "
            + $"at worst {SmokeText.Usd(worst)}, and no more than {SmokeText.Usd(options.MaxUsd)} (--max-usd)."
            + (unpriced > 0 ? $" [yellow]{unpriced} have no price in the table, and are in none of these sums.[/]" : ""));
        if (Yes || IsSimulated || host.IsInputRedirected || estimates.Length == 0)
        {
            return true;
        }

        host.Error.Write("Make them? [y/N] ");
        return host.In.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private async Task<IReadOnlyList<SmokeCall>> WithProgressAsync(int count, Func<Action, Task<IReadOnlyList<SmokeCall>>> run)
    {
        if (host.IsErrorRedirected)
        {
            return await run(static () => { });
        }

        return await host.Notices.Progress().AutoClear(true).StartAsync(async progress =>
        {
            var task = progress.AddTask("Calls", maxValue: count);
            return await run(() => task.Increment(1));
        });
    }

    private void Append(SmokeReport report, SmokeCall call)
    {
        if (Log is null)
        {
            return;
        }

        lock (_logging)
        {
            File.AppendAllText(host.FullPath(Log), SmokeLog.Line(report, call));
        }
    }

    private FindingPlace PlaceOf(TextRange range) =>
        new(file.Path, range.Line + 1, range.Column + 1, range.EndLine + 1, range.EndColumn + 1);

    /// <summary>A finding with the place of its target in the table, and with what it is about at the beginning of its message.</summary>
    private Finding Located(Finding finding)
    {
        var said = finding with { Message = $"{finding.Subject}: {finding.Message}" };
        var target = finding.Details.FirstOrDefault(static d => d.Key == "target").Value;
        return target is null || file.Checked.Reading.Find(EntrySection.Targets, target) is not { } place
            ? said
            : said with { Place = PlaceOf(place.Property.Key.Range) };
    }
}
