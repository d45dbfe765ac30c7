namespace RouteGen.Tool.Terminal;

/// <summary>How the program ends: the first that holds. It does not depend on the format of the output.</summary>
internal static class ExitCode
{
    /// <summary>Nothing to tell of.</summary>
    public const int Ok = 0;

    /// <summary>There are findings at or above <c>--fail-on</c>: of rules, regressions, items of a review.</summary>
    public const int Findings = 1;

    /// <summary>There are changes, and <c>--detailed-exitcode</c> asked to hear of them.</summary>
    public const int Changes = 2;

    /// <summary>The command line is wrong (EX_USAGE of sysexits.h).</summary>
    public const int Usage = 64;

    /// <summary>It could not be done: a file, a store or a network failed (EX_SOFTWARE of sysexits.h).</summary>
    public const int Fault = 70;

    /// <summary>Ended by Ctrl+C, as shells count it.</summary>
    public const int Cancelled = 130;
}
