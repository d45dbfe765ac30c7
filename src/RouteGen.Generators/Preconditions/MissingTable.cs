using System.Collections.Immutable;
using System.Reflection.Metadata;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Roslyn;
using RouteGen.Roslyn.Files;

namespace RouteGen.Generators.Preconditions;

/// <summary>RG0021: a project that names a package of RouteGen and has no table.</summary>
/// <remarks>The package's targets know the project and the files near it; what it references is known here.</remarks>
internal static class MissingTable
{
    /// <summary>
    /// What the targets say of an application. Of files that look like tables they give the paths instead: within the project, and whole.
    /// </summary>
    private const string Program = "program";

    private const string Reader = "RouteGen.Tables";
    private const string Runtime = "RouteGen";

    public static Diagnostic? Find(
        ((ImmutableArray<ReadTable> Tables, BuildSettings Settings) Project, ImmutableArray<MetadataReference> References) input)
    {
        var missing = input.Project.Settings.MissingTable;
        if (missing is null || !input.Project.Tables.IsEmpty || input.References.Any(IsReader))
        {
            return null;
        }

        if (missing == Program)
        {
            // A library between this project and RouteGen may well have the table.
            return input.References.Any(UsesRouteGen) ? null : Create(Location.None, "This project has no table, so no routes are " +
                "generated; put a routes.json beside the project file or reference a project that has one (if it needs none: " +
                "<RouteGenExpectTable>false</RouteGenExpectTable>)");
        }

        var paths = missing.Split('|');
        return Create(
            Location.Create(paths[paths.Length > 1 ? 1 : 0], default, default), "This file looks like a table and is not read, so no routes " +
                "are generated; move it beside the project file as routes.json, or name it in the project: " +
                $"<RouteGenTable Include=\"{paths[0].Replace('\\', '/')}\" />");
    }

    private static Diagnostic Create(Location location, string message) => Diagnostic.Create(ProjectRules.NoTable, location, message);

    private static bool IsReader(MetadataReference reference) => NameOf(reference) == Reader;

    private static bool UsesRouteGen(MetadataReference reference) =>
        NameOf(reference) is not { } name || (!IsOwn(name) && ReferencesOf(reference).Contains(Runtime, StringComparer.Ordinal));

    private static bool IsOwn(string name) => name == Runtime || name.StartsWith(Runtime + ".", StringComparison.Ordinal);

    /// <summary>The name of a referenced assembly; null where there is no telling.</summary>
    private static string? NameOf(MetadataReference reference) => reference switch
    {
        CompilationReference project => project.Compilation.AssemblyName,
        PortableExecutableReference file when file.FilePath is { } path => Path.GetFileNameWithoutExtension(path),
        _ => null,
    };

    private static IEnumerable<string> ReferencesOf(MetadataReference reference)
    {
        switch (reference)
        {
            case CompilationReference project:
                return project.Compilation.ReferencedAssemblyNames.Select(assembly => assembly.Name);
            case PortableExecutableReference file when file.GetMetadata() is AssemblyMetadata assembly:
                var reader = assembly.GetModules()[0].GetMetadataReader();
                return reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name));
            default:
                return [];
        }
    }
}
