using Microsoft.CodeAnalysis;
using RouteGen.Generators.Tests.Compiling;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>RG0021: a project that names a package of RouteGen and has no table.</summary>
public sealed class MissingTableTests
{
    private const string Property = "RouteGenMissingTable";

    [Fact]
    public void A_program_without_a_table_hears_of_it()
    {
        var warning = Assert.Single(new Project().Say(Property, "program").Build().Diagnostics);

        Assert.Equal(("RG0021", DiagnosticSeverity.Warning, Location.None), (warning.Id, warning.Severity, warning.Location));
        Assert.Contains("put a routes.json beside the project file", warning.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("<RouteGenExpectTable>false</RouteGenExpectTable>", warning.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_file_that_looks_like_a_table_has_its_warning()
    {
        var warnings = new Project()
            .Say(Property, @"config\routes.json|/app/config/routes.json|old/routes.json|/app/old/routes.json").Build().Diagnostics;

        Assert.Equal(["/app/config/routes.json", "/app/old/routes.json"], warnings.Select(w => w.Location.GetLineSpan().Path));
        Assert.Contains("<RouteGenTable Include=\"config/routes.json\" />", warnings[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Contains("<RouteGenTable Include=\"old/routes.json\" />", warnings[1].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Signs_that_a_value_of_the_build_cannot_have_come_back()
    {
        var warning = Assert.Single(new Project().Say(Property, "a?hb/routes.json|/C?h/x?sy/a?hb/routes.json").Build().Diagnostics);

        Assert.Equal("/C#/x;y/a#b/routes.json", warning.Location.GetLineSpan().Path);
        Assert.Contains("Include=\"a#b/routes.json\"", warning.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file|program", "put a routes.json beside it", "#:property RouteGenExpectTable=false")]
    [InlineData("file|c/routes.json|/app/c/routes.json", "move it beside the program as routes.json", "")]
    public void A_program_of_one_file_is_told_what_it_can_do(string missing, string remedy, string other)
    {
        var message = Assert.Single(new Project().Say(Property, missing).Build().Diagnostics).GetMessage(null);

        Assert.Contains(remedy, message, StringComparison.Ordinal);
        Assert.Contains(other, message, StringComparison.Ordinal);
        Assert.DoesNotContain("project file", message, StringComparison.Ordinal);
        Assert.DoesNotContain('<' + "RouteGen", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_any_place_or_name_is_a_table()
    {
        Assert.Empty(new Project().Say(Property, "program").Write("/app/config/routes.json", SupportTable.Text).Build().Problems);
        var named = new Project().Say(Property, "program").Write("/app/llm.json", SupportTable.Text, role: "table").Build();
        Assert.Empty(named.Problems);
        Assert.NotEmpty(named.Sources);
    }

    [Theory]
    [InlineData("program")]
    [InlineData("/app/routes.json.bak")]
    public void What_reads_tables_at_run_time_needs_none(string missing) => Assert.Empty(
        new Project().Say(Property, missing).Reference(Named("RouteGen.Tables", usesRouteGen: true)).Build().Problems);

    [Theory]
    [InlineData("Company.Routes", true, 0)]
    [InlineData("Company.Other", false, 1)]
    [InlineData("RouteGen.OpenAI", true, 1)]
    public void A_library_on_RouteGen_may_have_the_table(string name, bool usesRouteGen, int expected)
    {
        var library = Named(name, usesRouteGen);
        using var file = new MemoryStream();
        Assert.True(library.Emit(file).Success);
        var image = MetadataReference.CreateFromImage(file.ToArray(), filePath: $"/packages/{name}.dll");

        Assert.Equal(expected, new Project().Say(Property, "program").Reference(image).Build().Problems.Count);
    }

    [Fact]
    public void So_may_another_project_in_an_editor() => Assert.Empty(
        new Project().Say(Property, "program").Reference(Named("Company.Routes", usesRouteGen: true)).Build().Problems);

    [Fact]
    public void Of_a_file_that_the_compiler_cannot_read_it_says_so_alone() =>
        Assert.Empty(new Project().Write("/app/routes.json", null).Build().Problems);

    [Fact]
    public void A_project_of_which_the_build_says_nothing_hears_nothing() => Assert.Empty(new Project().Build().Problems);

    private static Compilation Named(string name, bool usesRouteGen)
    {
        var code = usesRouteGen ? "public sealed class Uses { public RouteGen.RouteRecord? Record; }" : "public sealed class Uses { }";
        return GeneratedCompilation.Create(code).WithAssemblyName(name);
    }
}
