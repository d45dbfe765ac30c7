namespace RouteGen.Dialects.Tests.Oracles;

/// <summary>A difference from the SDK that is meant. One that no longer occurs fails a test, so that the lists stay true.</summary>
/// <param name="Path">The path at which it occurs, as <see cref="JsonDifference.Path"/> states it; a trailing <c>**</c> is all
/// below.</param>
/// <param name="Reason">Why RouteGen does otherwise.</param>
/// <param name="When">What the difference looks like; null accepts any at the path.</param>
internal sealed record KnownDifference(string Path, string Reason, Func<JsonDifference, bool>? When = null)
{
    public bool Covers(JsonDifference difference) => IsAt(difference.Path) && When?.Invoke(difference) is not false;

    public override string ToString() => $"{Path}: {Reason}";

    private bool IsAt(string path) =>
        Path.EndsWith("**", StringComparison.Ordinal) ? path.StartsWith(Path[..^2], StringComparison.Ordinal) : path == Path;
}
