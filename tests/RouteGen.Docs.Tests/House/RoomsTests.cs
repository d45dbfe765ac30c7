using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

/// <summary>
/// Folder, namespace and direction: each project of src is a stack of rooms, and a file uses only its own room and those below it.
/// The figure of circles is printed by <c>dotnet run --project tests/RouteGen.Docs.Tests -- -class "*RoomsTests" -showliveoutput</c>.
/// </summary>
public sealed class RoomsTests(ITestOutputHelper output)
{
    private static readonly ConcurrentDictionary<string, (SourceProject Project, IReadOnlyList<Arrow> Arrows)> Read =
        new(StringComparer.Ordinal);

    public static TheoryData<string> Projects => [.. SourceProject.FoldersIn(Page.Repository).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_symbol_of_a_project_is_known(string name)
    {
        var unbound = Of(name).Project.Unbound;
        Assert.True(
            unbound.Count == 0,
            $"{unbound.Count} symbols of {name} are not known, so that arrows stay unseen:\n{string.Join('\n', unbound)}");
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_type_has_the_namespace_of_its_folder(string name) =>
        Empty(Of(name).Project.Types.Select(t => Misplaced(name, t.Type, t.File)).OfType<string>());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_file_uses_its_own_room_and_those_below_it(string name)
    {
        (_, var arrows) = Of(name);
        var exceptions = Rooms.Exceptions.GetValueOrDefault(name, []);
        Arrow[] up = [.. arrows.Where(a => Rooms.LevelOf(name, a.FromFolder) < Rooms.LevelOf(name, a.ToFolder))];

        Empty(up.Where(a => !exceptions.Contains(a.Name)).Select(a =>
            $"src/{name}/{a.Place}: {a.Name} points up, from room '{a.FromFolder}' to room '{a.ToFolder}'. "
            + "Declare what is needed in the lower room, or hand a value down."));
        Empty(exceptions.Except(up.Select(a => a.Name), StringComparer.Ordinal).Select(e =>
            $"{name}: '{e}' points up no more. Take it off the list in Rooms.cs."));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_folder_has_its_place_in_the_order(string name) =>
        Empty(Of(name).Project.Folders.Where(f => Rooms.LevelOf(name, f) is null).Select(f =>
            $"src/{name}/{f}: the folder has no place. Give it one in Rooms.cs, above the rooms that it uses."));

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_room_of_the_order_has_its_folder(string name) =>
        Empty(Rooms.Orders.GetValueOrDefault(name, [])
            .Where(room => room.Length > 0 && !Directory.Exists(Path.Combine(Of(name).Project.Folder, room)))
            .Select(room => $"src/{name} has no folder '{room}'. Take it out of its order in Rooms.cs."));

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_file_is_in_a_circle_across_folders(string name)
    {
        var (project, arrows) = Of(name);
        var exceptions = Rooms.Exceptions.GetValueOrDefault(name, []);
        var files = Circles.FilesIn([.. arrows.Where(a => !exceptions.Contains(a.Name))]);
        var all = Circles.FilesIn(arrows);
        output.WriteLine(
            $"{name}: {all.Count} of {project.Files.Count} files and "
            + $"{all.Sum(project.LinesOf)} of {project.Files.Sum(project.LinesOf)} lines are in circles across folders.");
        Empty(files.Select(f => $"src/{name}/{f} uses another folder that uses it."));
    }

    private static string? Misplaced(string project, INamedTypeSymbol type, string file)
    {
        var folder = ProjectArrows.Folder(file);
        var root = Rooms.PublicNamespace(project);
        var expected = folder.Length == 0 ? root : $"{root}.{folder.Replace('/', '.')}";
        var actual = type.ContainingNamespace.ToDisplayString();
        var isFine = actual == expected
            || (actual == root && type.DeclaredAccessibility == Accessibility.Public)
            || (type.IsStatic && type.MightContainExtensionMethods && Rooms.OfExtensions.Contains(actual));
        return isFine ? null : $"src/{project}/{file}: {type.Name} is in namespace {actual}. Declare it in {expected}, or move the file.";
    }

    private static void Empty(IEnumerable<string> complaints)
    {
        var text = string.Join('\n', complaints.Order(StringComparer.Ordinal));
        Assert.True(text.Length == 0, text);
    }

    private static (SourceProject Project, IReadOnlyList<Arrow> Arrows) Of(string name) => Read.GetOrAdd(name, static name =>
    {
        var project = SourceProject.Read(Path.Combine(Page.Repository, "src", name));
        return (project, ProjectArrows.Read(project));
    });
}
