using RouteGen.Docs.Tests.Pages;
using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Docs.Tests;

/// <summary>What the findings are on tables as they stand on a page.</summary>
internal static class TablesOfPages
{
    private static readonly string[] Kinds = [.. KnownKinds.All.Select(kind => kind.Name)];

    /// <summary>The findings of the build on these blocks as the files of one project.</summary>
    public static IReadOnlyList<Problem> Findings(IEnumerable<CodeBlock> blocks)
    {
        var files = blocks.Where(b => b.IsJson).Select(b => b.File).ToArray();
        TextFile[] models = [.. files.Where(f => f.Path.EndsWith(".models.json", StringComparison.Ordinal))];
        TableReading[] tables = [.. files.Except(models).Select(f => TableReader.Read(f, models))];
        return [.. tables.SelectMany(t => t.Problems.Concat(ProviderKindCheck.Check(t, Kinds))), .. TableSetCheck.Check(tables)];
    }

    /// <summary>The findings of the rules on tables, on a day, after all that is wrong with the files themselves.</summary>
    public static IReadOnlyList<Problem> FindingsOn(DateTime today, IEnumerable<CodeBlock> blocks)
    {
        CodeBlock[] all = [.. blocks];
        var files = all.Where(b => b.IsJson).Select(b => b.File).ToArray();
        TextFile[] models = [.. files.Where(f => f.Path.EndsWith(".models.json", StringComparison.Ordinal))];
        var tables = files.Except(models).Select(f => TableReader.Read(f, models));
        return [.. Findings(all), .. tables.SelectMany(t => TableChecks.Run(t).Concat(CalendarChecks.Run(t, today)))];
    }

    public static string Describe(IEnumerable<Problem> problems) =>
        string.Join('\n', problems.Select(p => $"{p.Rule.Id} at line {p.Range.Line + 1}: {p.Message}"));
}
