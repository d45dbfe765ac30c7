using RouteGen.Model.Checks;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks;

public class TableSetCheckTests
{
    [Fact]
    public void A_table_declared_twice_is_reported_at_its_later_name_whatever_the_namespace()
    {
        var problem = Assert.Single(
            TableSetCheck.Check([Table("a/routes.json", "ARoutes", "N", "x"), Table("b/other.routes.json", "ARoutes", "M", "x")]));

        Assert.Equal("RG0008", problem.Rule.Id);
        Assert.Equal("b/other.routes.json", problem.Path);
        Assert.Equal("\"ARoutes\"".Length, problem.Range.Length);
        Assert.Equal("The table 'ARoutes' is already declared in 'routes.json'; give one of the two another name", problem.Message);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("N", "N", null)]
    [InlineData("N", null, "N")]
    public void A_route_of_two_tables_in_one_namespace_is_reported_at_the_later(string? first, string? second, string? root)
    {
        var problem = Assert.Single(
            TableSetCheck.Check([Table("a", "ARoutes", first, "sum-up"), Table("b", "BRoutes", second, "sum.up")], root));

        Assert.Equal("RG0006", problem.Rule.Id);
        Assert.Equal("b", problem.Path);
        Assert.Equal("\"sum.up\"".Length, problem.Range.Length);
        Assert.Equal("The route 'sum.up' of the table 'BRoutes' would generate the type 'SumUpRoute', as the route 'sum-up' of the table " +
            "'ARoutes' does; rename one, or give the tables different namespaces", problem.Message);
    }

    [Fact]
    public void A_table_named_as_a_type_of_another_tables_route_is_reported() =>
        Assert.Equal(
            "RG0006", Assert.Single(TableSetCheck.Check([Table("a", "ARoutes", null, "x"), Table("b", "XRoute", null, "y")])).Rule.Id);

    [Fact]
    public void Tables_of_different_namespaces_may_have_the_same_routes() =>
        Assert.Empty(TableSetCheck.Check([Table("a", "ARoutes", "N", "x"), Table("b", "BRoutes", "M", "x")]));

    [Fact]
    public void Tables_with_different_names_and_routes_are_fine() =>
        Assert.Empty(TableSetCheck.Check([Table("a", "ARoutes", null, "x"), Table("b", "BRoutes", null, "y")]));

    private static TableReading Table(string path, string name, string? ns, string route)
    {
        var stated = ns is null ? "" : $"\"namespace\": \"{ns}\",";
        return TableReader.Read(
            new TextFile(path, $$"""{ "table": "{{name}}", {{stated}} "routes": { "{{route}}": { "chain": ["t"] } } }"""), []);
    }
}
