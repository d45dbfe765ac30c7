using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// The samplings of one reply (Anthropic's <c>usage.iterations</c>): what the model itself did, compactions included, and what others did
/// that it consulted or that stood in for it. The members at the top of the usage leave compactions and advisers out, and of several
/// samplings have the input of the first alone (platform.claude.com/docs/en/build-with-claude/compaction,
/// …/agents-and-tools/tool-use/advisor-tool).
/// </summary>
internal struct ModelCounts
{
    private RawCounts _own;
    private bool _isWhole;
    private Dictionary<string, UsageDetails>? _others;

    /// <summary>What other models did, by their names; an empty name where it is not stated. Null where there are none.</summary>
    public readonly IReadOnlyDictionary<string, UsageDetails>? Others => _others;

    /// <summary>Adds a sampling.</summary>
    /// <param name="counts">Its counts, as Messages has them.</param>
    /// <param name="model">The model that it names.</param>
    /// <param name="isOther">Whether it is said to be of another model.</param>
    public void Add(in RawCounts counts, string? model, bool isOther)
    {
        if (isOther || model is not null)
        {
            AddOther(Settled.Usage(counts), model ?? "");
            return;
        }

        _isWhole = (_isWhole || _own.Input is null) && counts is { Input: not null, Output: not null };
        RawCounts.Add(ref _own.Input, counts.Input);
        RawCounts.Add(ref _own.Output, counts.Output);
        RawCounts.Add(ref _own.CacheRead, counts.CacheRead);
        RawCounts.Add(ref _own.CacheCreation, counts.CacheCreation);
        RawCounts.Add(ref _own.Written5m, counts.Written5m);
        RawCounts.Add(ref _own.Written1h, counts.Written1h);
    }

    /// <summary>Puts the sums in the place of the members at the top, where there are any.</summary>
    public readonly void PutInto(ref RawCounts top)
    {
        if (!_isWhole)
        {
            return;
        }

        (top.Input, top.Output) = (_own.Input, _own.Output);
        top.CacheRead = _own.CacheRead ?? top.CacheRead;
        top.CacheCreation = _own.CacheCreation ?? top.CacheCreation;
        top.Written5m = _own.Written5m ?? top.Written5m;
        top.Written1h = _own.Written1h ?? top.Written1h;
    }

    private void AddOther(UsageDetails usage, string model)
    {
        _others ??= new(StringComparer.OrdinalIgnoreCase);
        if (_others.TryGetValue(model, out var before))
        {
            before.Add(usage);
        }
        else
        {
            _others[model] = usage;
        }
    }
}
