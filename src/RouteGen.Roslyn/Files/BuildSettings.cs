using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Model.Tables;

namespace RouteGen.Roslyn.Files;

/// <summary>What the build says beside the files.</summary>
/// <param name="RootNamespace">A valid C# namespace, or empty for the global one.</param>
/// <param name="Kinds">The provider kinds of the referenced adapter packages.</param>
/// <param name="Today">
/// The day as of which a table is judged; null where the build does not say, and then the calendar has no rules.
/// </param>
/// <param name="IsTodayStated">Whether somebody states that day, who may build an old commit, or a new one as of an earlier day.</param>
/// <param name="MissingTable">What the package's targets found about a project that seems to miss its table; null otherwise.</param>
internal sealed record BuildSettings(
    string RootNamespace, ProviderKinds Kinds, DateTime? Today, bool IsTodayStated = false, string? MissingTable = null)
{
    public static BuildSettings From(AnalyzerConfigOptions options)
    {
        options.TryGetValue("build_property.RootNamespace", out var rootNamespace);
        options.TryGetValue("build_property.RouteGenToday", out var today);
        options.TryGetValue("build_property.RouteGenTodayIsStated", out var isStated);
        options.TryGetValue("build_property.RouteGenGlobalNamespace", out var isGlobal);
        options.TryGetValue("build_property.RouteGenMissingTable", out var missing);
        return new(
            "true".Equals(isGlobal, StringComparison.OrdinalIgnoreCase) ? "" : NamespaceName.From(rootNamespace),
            ProviderKinds.From(options),
            Day(today),
            "true".Equals(isStated, StringComparison.OrdinalIgnoreCase),
            string.IsNullOrWhiteSpace(missing) ? null : missing!.Trim());
    }

    /// <summary>The namespace of a table's types.</summary>
    public string NamespaceOf(RouteTable table) => table.Namespace ?? RootNamespace;

    private static DateTime? Day(string? text) =>
        DateTime.TryParseExact(text?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
