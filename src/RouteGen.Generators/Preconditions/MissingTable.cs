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

    /// <summary>What stands before that where the program is one file, with directives in the place of a project.</summary>
    private const string File = "file|";

    private const string Reader = "RouteGen.Tables";
    private const string Runtime = "RouteGen";

    public static IEnumerable<Diagnostic> Find(
        ((ImmutableArray<ReadTable> Tables, BuildSettings Settings) Project, ImmutableArray<MetadataReference> References) input)
    {
        var missing = input.Project.Settings.MissingTable;
        if (missing is null || !input.Project.Tables.IsEmpty || input.References.Any(IsReader))
        {
            return [];
        }

        var isFile = missing.StartsWith(File, StringComparison.Ordinal);
        var found = isFile ? missing.Substring(File.Length) : missing;
        if (found == Program)
        {
            // A library between this project and RouteGen may well have the table.
            return input.References.Any(UsesRouteGen) ? [] : [Absent(isFile)];
        }

        var paths = found.Replace("?h", "#").Replace("?s", ";").Split('|');
        return Enumerable.Range(0, (paths.Length + 1) / 2).Select(i => Misplaced(
            paths[2 * i], paths[Math.Min((2 * i) + 1, paths.Length - 1)], isFile));
    }

    private static Diagnostic Absent(bool isFile) => Create(Location.None, isFile
        ? "This program has no table, so no routes are generated; put a routes.json beside it or name a project that has one by " +
            "#:project (if it needs none: #:property RouteGenExpectTable=false)"
        : "This project has no table, so no routes are generated; put a routes.json beside the project file or reference a project that " +
            "has one (if it needs none: <RouteGenExpectTable>false</RouteGenExpectTable>)");

    private static Diagnostic Misplaced(string path, string fullPath, bool isFile) => Create(
        Location.Create(fullPath, default, default),
        "This file looks like a table and is not read, so no routes are generated; move it beside the " + (isFile
            ? "program as routes.json or <name>.routes.json"
            : $"project file as routes.json, or name it in the project: <RouteGenTable Include=\"{path.Replace('\\', '/')}\" />"));

    private static Diagnostic Create(Location location, string message) => Diagnostic.Create(ProjectRules.NoTable, location, message);

    private static bool IsReader(MetadataReference reference) => NameOf(reference) == Reader;

    private static bool UsesRouteGen(MetadataReference reference)
    {
        try
        {
            return NameOf(reference) is not { } name
                || (!IsOwn(name) && ReferencesOf(reference).Contains(Runtime, StringComparer.Ordinal));
        }
        catch (Exception e) when (e is BadImageFormatException or IOException)
        {
            // The compiler says what is wrong with the file; what it uses, nobody can tell.
            return true;
        }
    }

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
