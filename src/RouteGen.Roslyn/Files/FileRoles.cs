using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Roslyn.Files;

/// <summary>What an additional file is to RouteGen.</summary>
internal enum FileRole
{
    None,
    Table,
    Models,
}

/// <summary>Tells tables and shared models from the other additional files of a project.</summary>
internal static class FileRoles
{
    /// <summary>
    /// The item metadata by which the package's targets mark <c>RouteGenTable</c> and <c>RouteGenModels</c> items, whose names may be any.
    /// </summary>
    private const string RoleOption = "build_metadata.AdditionalFiles.RouteGenRole";

    public static FileRole Get(AdditionalText text, AnalyzerConfigOptionsProvider options)
    {
        var name = text.Path.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.Equals("routes.json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".routes.json", StringComparison.OrdinalIgnoreCase))
        {
            return FileRole.Table;
        }

        if (name.EndsWith(".models.json", StringComparison.OrdinalIgnoreCase))
        {
            return FileRole.Models;
        }

        return options.GetOptions(text).TryGetValue(RoleOption, out var role) ? Marked(role) : FileRole.None;
    }

    private static FileRole Marked(string role) =>
        role.Equals("table", StringComparison.OrdinalIgnoreCase) ? FileRole.Table
        : role.Equals("models", StringComparison.OrdinalIgnoreCase) ? FileRole.Models
        : FileRole.None;
}
