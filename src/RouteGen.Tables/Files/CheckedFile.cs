using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Tables.Files;

/// <summary>A table as it was read, with its text, what it uses, and all that the rules find, as a build reports it.</summary>
/// <param name="Text">The file and its text.</param>
/// <param name="Models">The files of shared models that it uses.</param>
/// <param name="Reading">What reading it gave.</param>
/// <param name="Problems">What is wrong: what blocks first; of a blocked table nothing else but secrets.</param>
internal sealed record CheckedFile(TextFile Text, IReadOnlyList<TextFile> Models, TableReading Reading, IReadOnlyList<Problem> Problems)
{
    public static CheckedFile Check(TextFile table, RouteTableFileOptions options)
    {
        var models = UsedModels.Find(table, options);
        var reading = TableReader.Read(table, models);
        Problem[] blocking = [.. reading.Problems.Concat(ProviderKindCheck.Check(reading, options.Adapters.Kinds))
            .Where(static p => p.Rule.IsBlocking)];
        var findings = TableChecks.Run(reading).AsEnumerable();
        if (options.Today is { } today)
        {
            findings = findings.Concat(CalendarChecks.Run(reading, today.ToDateTime(TimeOnly.MinValue)));
        }

        var shown = findings.Where(f => blocking.Length == 0 || f.Rule == TableRules.Secret);
        return new(table, models, reading, [.. blocking.Concat(shown).Distinct()]);
    }
}
