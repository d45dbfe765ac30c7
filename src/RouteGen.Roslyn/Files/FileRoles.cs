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
    /// <summary>The item metadata by which the package's targets mark <c>RouteGenModels</c> items, whose names may be any.</summary>
    private const string RoleOption = "build_metadata.AdditionalFiles.RouteGenRole";

    public static FileRole Get(AdditionalText text, AnalyzerConfigOptionsProvider options)
    {
        var name = text.Path.Substring(text.Path.LastIndexOfAny(['/', '\\']) + 1);
        if (name.Equals("routes.json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".routes.json", StringComparison.OrdinalIgnoreCase))
        {
            return FileRole.Table;
        }

        var isModels = name.EndsWith(".models.json", StringComparison.OrdinalIgnoreCase)
            || (options.GetOptions(text).TryGetValue(RoleOption, out var role)
                && role.Equals("models", StringComparison.OrdinalIgnoreCase));
        return isModels ? FileRole.Models : FileRole.None;
    }
}
