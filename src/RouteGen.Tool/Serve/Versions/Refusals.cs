using RouteGen.Tables;
using RouteGen.Tool.Serve.Files;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>Why a change is not put in force.</summary>
internal static class Refusals
{
    /// <summary>For files that cannot be served.</summary>
    public static TableRefusal For(TableText text)
    {
        if (text.File is not { } file)
        {
            return new(default, text.Unreadable ?? "The table cannot be read.", []);
        }

        RouteTableProblem[] problems =
            [.. file.Problems.OrderByDescending(static p => p.IsBlocking).ThenByDescending(static p => p.Severity)];
        var errors = problems.Count(static p => p.IsBlocking || p.Severity == RouteTableProblemSeverity.Error);
        return new(default, errors < 2 ? $"{problems[0]}" : $"{problems[0]} (and {errors - 1} more)", problems);
    }

    /// <summary>For another table than the one that is served.</summary>
    public static TableRefusal ForName(string served, string now) => new(
        default,
        $"The table is named '{now}' now, and was '{served}'. Its name names its settings, the accounts of its budgets and its spend: " +
        "start again to serve it as another table, or give it its name back.",
        []);
}
