using System.Globalization;
using RouteGen.Model.Problems;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Check.Projects;

/// <summary>
/// How bad the rules are here: as they are, or as global analyzer configuration and the project's NoWarn and TreatWarningsAsErrors say.
/// What blocks is configured by nothing, and sections of an .editorconfig do not reach tables, in a build as here.
/// </summary>
internal sealed class Severities
{
    /// <summary>The calendar's rules stay warnings: an unchanged commit has to build. The package's targets say so.</summary>
    private static readonly string[] NeverErrors = ["RG1017", "RG1018", "RG1019", "RG1026", "RG1035", "RG1042"];

    private readonly Dictionary<string, string> _configured;
    private readonly HashSet<string> _noWarn = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asErrors = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _notAsErrors = new(NeverErrors, StringComparer.OrdinalIgnoreCase);
    private readonly bool _allAsErrors;

    private Severities(Dictionary<string, string> configured, ProjectFile? project)
    {
        _configured = configured;
        if (project is not null)
        {
            _noWarn.UnionWith(project.List("NoWarn", ';', ',', ' '));
            _asErrors.UnionWith(project.List("WarningsAsErrors", ';', ',', ' '));
            _notAsErrors.UnionWith(project.List("WarningsNotAsErrors", ';', ',', ' '));
            _allAsErrors = project.Property("TreatWarningsAsErrors")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        }
    }

    /// <summary>The rules as they are.</summary>
    public static Severities None { get; } = new([], null);

    /// <summary>Reads what holds for a folder and, where there is one, for its project.</summary>
    public static Severities Read(string folder, ProjectFile? project = null)
    {
        var levels = new Dictionary<string, (int Level, string Severity, bool IsClear)>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in ConfigsAbove(folder).Concat(project?.Items("GlobalAnalyzerConfigFiles").Select(static i => i.Path) ?? [])
            .Distinct(StringComparer.Ordinal))
        {
            foreach (var (key, severity, level) in Global(path))
            {
                var isSame = levels.TryGetValue(key, out var known) && known.Level == level;
                if (!isSame && known.Level <= level)
                {
                    levels[key] = (level, severity, true);
                }
                else if (isSame && known.Severity != severity)
                {
                    // The compiler takes neither of two that say different things.
                    levels[key] = known with { IsClear = false };
                }
            }
        }

        return new(
            levels.Where(static l => l.Value.IsClear).ToDictionary(static l => l.Key, static l => l.Value.Severity,
                StringComparer.OrdinalIgnoreCase),
            project);
    }

    /// <summary>The level of a rule; null where it is off.</summary>
    public FindingLevel? LevelOf(ProblemRule rule)
    {
        var usual = rule.Severity == ProblemSeverity.Error ? FindingLevel.Error : FindingLevel.Warning;
        if (rule.IsBlocking)
        {
            return FindingLevel.Error;
        }

        if (_noWarn.Contains(rule.Id))
        {
            return null;
        }

        FindingLevel? level = _configured.GetValueOrDefault(rule.Id) switch
        {
            "error" => FindingLevel.Error,
            "warning" => FindingLevel.Warning,
            "suggestion" => FindingLevel.Note,
            "silent" or "refactoring" or "none" => null,
            _ => usual,
        };
        return level == FindingLevel.Warning && (_asErrors.Contains(rule.Id) || (_allAsErrors && !_notAsErrors.Contains(rule.Id)))
            ? FindingLevel.Error
            : level;
    }

    private static IEnumerable<string> ConfigsAbove(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            foreach (var name in (string[])[".globalconfig", ".editorconfig"])
            {
                if (Path.Combine(folder, name) is var path && File.Exists(path))
                {
                    yield return path;
                }
            }
        }
    }

    /// <summary>The severities before the first section of a file that is global, by its name or its word.</summary>
    private static IEnumerable<(string Id, string Severity, int Level)> Global(string path)
    {
        var isNamed = Path.GetFileName(path) == ".globalconfig";
        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in File.ReadLines(path).Select(static l => l.Trim()).TakeWhile(static l => !l.StartsWith('[')))
        {
            if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var at && line[0] is not ('#' or ';'))
            {
                var value = line[(at + 1)..];
                var comment = value.IndexOfAny(['#', ';']);
                values[line[..at].Trim()] = (comment < 0 ? value : value[..comment]).Trim();
            }
        }

        const string Prefix = "dotnet_diagnostic.";
        const string Suffix = ".severity";
        var isGlobal = isNamed || values.GetValueOrDefault("is_global")?.Equals("true", StringComparison.OrdinalIgnoreCase) == true;
        var level = int.TryParse(values.GetValueOrDefault("global_level"), CultureInfo.InvariantCulture, out var stated) ? stated
            : isNamed ? 100 : 0;
        return values
            .Where(v => isGlobal && v.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && v.Key.EndsWith(Suffix, StringComparison.OrdinalIgnoreCase) && v.Key.Length > Prefix.Length + Suffix.Length)
            .Select(v => (v.Key[Prefix.Length..^Suffix.Length], v.Value.ToLowerInvariant(), level));
    }
}
