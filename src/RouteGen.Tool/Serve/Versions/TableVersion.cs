using RouteGen.Tables;
using RouteGen.Tool.Serve.Files;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>A version of a table that was in force.</summary>
/// <param name="Number">Counts from 1.</param>
/// <param name="Text">Its files.</param>
/// <param name="File">What they say.</param>
/// <param name="At">When it was read.</param>
internal sealed record TableVersion(int Number, TableText Text, RouteTableFile File, DateTimeOffset At)
{
    /// <summary>The hash of what it says, which records name.</summary>
    public string Hash => File.Definition.Hash;
}

/// <summary>A change that was refused.</summary>
/// <param name="At">When.</param>
/// <param name="Message">Why, in one sentence.</param>
/// <param name="Problems">What the rules find, where it is for them.</param>
internal sealed record TableRefusal(DateTimeOffset At, string Message, IReadOnlyList<RouteTableProblem> Problems);

/// <summary>How a version came to be in force.</summary>
/// <param name="At">When.</param>
/// <param name="By">The id of the administrator's key that asked for it; null where it was the file.</param>
/// <param name="IsRollback">Whether an administrator went back to it.</param>
/// <param name="Changes">How it differs from the one that was in force before, as <c>routegen diff</c> says it; the worst first.</param>
internal sealed record TableActivation(DateTimeOffset At, string? By, bool IsRollback, IReadOnlyList<string> Changes);
