using System.Text.RegularExpressions;

namespace RouteGen.Package.Tests.Running;

/// <summary>The tools that publishing native code takes from the machine; the SDK brings none of them.</summary>
internal static partial class NativeLinker
{
    /// <summary>
    /// Which of them a publication lacked, by what it said, and how to install them; null where it failed of something else.
    /// </summary>
    public static string? MissingBy(string output) => Lacks().Match(output) is { Success: true } lack
        ? "This machine cannot link native code; install what does (Debian and Ubuntu: apt-get install clang zlib1g-dev; "
            + "macOS: xcode-select --install; Windows: Visual Studio's Desktop development with C++). The publication said: "
            + lack.Value.Trim()
        : null;

    /// <summary>
    /// The words of the SDK's checks, of the compilers that call the linker, and of linkers that miss a library of the system.
    /// </summary>
    [GeneratedRegex("""
        (Platform\ linker|Symbol\ stripping\ tool)\ .*?not\ found(\ in\ PATH)?
        | cannot\ find\ .?ld\b.?
        | Executable\ "ld[^"]*"\ doesn't\ exist
        | invalid\ linker\ name\ in\ argument
        | (cannot\ find|library\ not\ found\ for|unable\ to\ find\ library)\ (-l\w+|\S*crt\w*\.o\b)
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant)]
    private static partial Regex Lacks();
}
