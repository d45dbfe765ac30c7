using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests.House;

public sealed class RoomsTests
{
    public static TheoryData<string> Projects => [.. SourceProject.FoldersIn(Page.Repository).Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Every_symbol_of_a_project_is_known(string project) =>
        Assert.Equal("", string.Join('\n', SourceProject.Read(Path.Combine(Page.Repository, "src", project)).Unbound));
}
