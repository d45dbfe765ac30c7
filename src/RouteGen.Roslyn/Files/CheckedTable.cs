using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Values;

namespace RouteGen.Roslyn.Files;

/// <summary>A table that was read and what the rules find in it.</summary>
internal sealed class CheckedTable(ReadTable read)
{
    private readonly Lazy<EquatableArray<Problem>> _findings = new(() => TableChecks.Run(read.Reading));
    private readonly object _gate = new();
    private (DateTime Day, EquatableArray<Problem> Findings)? _dated;

    public ReadTable Read => read;

    /// <summary>
    /// The findings: those on the text are found once, those of the calendar once a day, and where no day is known there are none of these.
    /// </summary>
    public IEnumerable<Problem> FindingsAsOf(DateTime? today) => today is { } day ? _findings.Value.Concat(Dated(day)) : _findings.Value;

    private EquatableArray<Problem> Dated(DateTime day)
    {
        lock (_gate)
        {
            if (_dated?.Day != day)
            {
                _dated = (day, CalendarChecks.Run(read.Reading, day));
            }

            return _dated.Value.Findings;
        }
    }
}
