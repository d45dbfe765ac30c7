using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Closing;

/// <summary>Closes a month: writes what it comes to, so that later runs can be held to it.</summary>
internal static class CloseCommand
{
    public static async Task<int> RunAsync(
        ToolHost host, ISpendStore store, string storePath, TimeRange month, string? output, bool force, CancellationToken cancellation)
    {
        var now = host.Time.GetUtcNow();
        if (month.To > now && !force)
        {
            throw new ToolFailure(
                $"The month {month.Month} has not ended: it ends at {SpendText.Format(month.To)}. " +
                "Close it afterwards, or as it is now with --force.");
        }

        var path = output ?? $"closing-{month.Month}.json";
        var state = await MonthState.ReadAsync(store, new SpendQuery(month.From, month.To) { TimeZone = month.Zone }, cancellation);
        if (File.Exists(host.FullPath(path)))
        {
            var before = ClosingFile.Read(path, await File.ReadAllTextAsync(host.FullPath(path), cancellation));
            if (before.Hash != state.Hash || before.Month != month.Month || before.TimeZone != month.Zone.Id)
            {
                throw new ToolFailure(
                    $"'{path}' is another closing, of {before.Month} from {SpendText.Format(before.ClosedAt)}, and is not overwritten. " +
                    $"See what changed: routegen spend {storePath} --verify {path}. To keep both, name another file with -o.");
            }

            await host.Out.WriteLineAsync($"{month.Month} was closed already and is unchanged: {Sums(state)}, {path}");
            return ExitCode.Ok;
        }

        var folder = Path.GetDirectoryName(host.FullPath(path))!;
        var seen = Path.GetRelativePath(folder, host.FullPath(storePath)).Replace('\\', '/');
        await ResultOutput.WriteAsync(host, path, ClosingFile.Write(state, month, seen, now), cancellation);
        await host.Out.WriteLineAsync($"{month.Month} is closed: {Sums(state)}, {path}");
        return ExitCode.Ok;
    }

    private static string Sums(MonthState state) =>
        $"{state.Lines.Count} lines, {state.Total.Calls} calls, {SpendText.Format(state.Total.CostUsd)} USD";
}
