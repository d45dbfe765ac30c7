using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Smoke;

/// <summary>What of a run is to be told: what is unhealthy, what is odd, what was not run.</summary>
internal static class SmokeFindings
{
    private static readonly HashSet<string> Notes = ["error-served", "stream-without-end"];

    public static IEnumerable<Finding> Find(IReadOnlyList<SmokeCall> calls, SmokeOptions options)
    {
        foreach (var call in calls.Where(static c => c is { Verdict: SmokeVerdict.Unhealthy, Diagnosis: not null }))
        {
            yield return Finding(call, call.Diagnosis!, LevelOf(call));
        }

        foreach (var place in calls
            .Where(static c => c is { Verdict: SmokeVerdict.NotRun, Diagnosis: not null } && c.Diagnosis.Id != "same")
            .GroupBy(static c => (c.Place.Id, c.Diagnosis!.Id)))
        {
            var first = place.First();
            var isMissing = first.Diagnosis!.Id is "key-missing" or "endpoint-missing" or "no-token" or "no-client";
            var isExpected = first.Place.IsDisabled || (isMissing && (options.AllowMissing || first.Place.Access.MayBeMissing));
            yield return Finding(first, first.Diagnosis!, isExpected ? FindingLevel.Note : FindingLevel.Error) with
            {
                Subject = $"{first.Place.Id}: {string.Join(", ", place.Select(static c => c.Shape.Word()))}",
                Message = $"Not run. {first.Diagnosis}",
            };
        }

        foreach (var remark in calls.SelectMany(static c => c.Remarks.Select(r => (Call: c, Remark: r)))
            .GroupBy(static r => (r.Call.Place.Id, r.Remark.Id)).Select(static g => g.First()))
        {
            yield return Finding(
                remark.Call, remark.Remark, Notes.Contains(remark.Remark.Id) ? FindingLevel.Note : FindingLevel.Warning);
        }
    }

    /// <summary>A server that takes any name for its one model does what it is there for.</summary>
    private static FindingLevel LevelOf(SmokeCall call) => call.Diagnosis!.Id switch
    {
        "error-served" => call.Place.Provider.Kind is "llama-cpp" or "lm-studio" ? FindingLevel.Note : FindingLevel.Warning,
        "error-unclear" => FindingLevel.Warning,
        "error-shape" => call.Fault == Fault.InvalidRequest ? FindingLevel.Error : FindingLevel.Warning,
        _ => FindingLevel.Error,
    };

    private static Finding Finding(SmokeCall call, Diagnosis diagnosis, FindingLevel level) => new(
        $"smoke-{diagnosis.Id}", level, Title(diagnosis.Id), diagnosis.ToString())
    {
        Subject = call.Id,
        Details =
        [
            new("target", call.Place.Target.Name),
            new("provider", call.Place.Provider.Name),
            new("shape", call.Shape.Word()),
            .. call.Fault == Fault.None ? (KeyValuePair<string, string>[])[] : [new("fault", SmokeText.Camel(call.Fault.ToString()))],
            .. call.Attempt?.StatusCode is { } status ? (KeyValuePair<string, string>[])[new("status", SmokeText.Number(status))] : [],
        ],
    };

    private static string Title(string id) => char.ToUpperInvariant(id[0]) + id[1..].Replace('-', ' ');
}
