namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>What differed over many runs: each kind of difference once, with how often it was and how to see it again.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, (int Count, string First)> _kinds = new(StringComparer.Ordinal);

    public void Add(int seed, IEnumerable<string> differences)
    {
        foreach (var difference in differences)
        {
            var colon = difference.IndexOf(':', StringComparison.Ordinal);
            var whose = difference.Contains("SDK nothing", StringComparison.Ordinal) ? " ours"
                : difference.EndsWith("RouteGen nothing", StringComparison.Ordinal) ? " theirs" : "";
            var kind = colon < 0 ? difference : difference[..colon] + whose;
            var (count, first) = _kinds.GetValueOrDefault(kind, (0, $"{difference}\n    {OracleRuns.Repeat(seed)}"));
            _kinds[kind] = (count + 1, first);
        }
    }

    public void AssertNone() => Assert.True(_kinds.Count == 0, $"{_kinds.Count} kinds of differences that are not listed:\n"
        + string.Join('\n', _kinds.Values.OrderByDescending(kind => kind.Count).Take(30).Select(kind => $"{kind.Count} x {kind.First}")));
}
