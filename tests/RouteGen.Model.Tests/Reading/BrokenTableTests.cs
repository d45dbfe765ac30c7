using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class BrokenTableTests
{
    [Fact]
    public void Every_name_stays_where_entries_are_broken()
    {
        var table = Read("""
            { "table": "GoodRoutes",
              "models": { "m": 1 }, "providers": { "p": { } }, "targets": { "t": { "provider": "q" }, "u": [] },
              "routes": { "r": { "chain": ["t", "u", "gone"] }, "s": null, "v": { } } }
            """);

        Assert.Equal(
            [("t", "T", "", "", ""), ("u", "U", "", "", "")],
            table.Targets.Select(t => (t.Name, t.Identifier, t.Provider, t.Model, t.Deployment)));
        Assert.Equal([("p", "")], table.Providers.Select(p => (p.Name, p.Kind)));
        Assert.Equal(["R", "S", "V"], table.Routes.Select(r => r.Identifier));
        Assert.Equal(["t", "u"], table.Routes[0].Chain.Select(c => c.Target));
        Assert.Empty(table.Routes[1].Chain);
    }

    [Fact]
    public void The_later_of_two_names_that_become_one_is_left_out_and_its_references_are_not_called_unknown()
    {
        var reading = TableReader.Read(new TextFile("routes.json", """
            { "table": "GoodRoutes", "models": { "m": { } }, "providers": { "p": { "kind": "openai" } },
              "targets": { "a-b": { "provider": "p", "model": "m" }, "a.b": { "provider": "p", "model": "m" } },
              "routes": { "r": { "chain": ["a-b", "a.b"] } } }
            """), []);

        Assert.Equal("RG0006", Assert.Single(reading.Problems).Rule.Id);
        Assert.Equal(["a-b"], reading.Table.Targets.Select(t => t.Name));
        Assert.Equal(["a-b"], Assert.Single(reading.Table.Routes).Chain.Select(c => c.Target));
    }

    [Fact]
    public void What_follows_a_slip_is_still_read()
    {
        var table = Read("""
            { "table": "GoodRoutes" "models": { "m": { "maxInput": 01, "maxOutput": 5 } },
              "providers": { "p": { "kind": "openai" } }, "targets": { "t": { "provider": "p", "model": "m" } },
              "routes": { "r": { "chain": ["t" }, "s": { "chain": ["t"], "limits": { "attempts": 7 } } }
            """);

        Assert.Equal("GoodRoutes", table.ClassName);
        Assert.Equal(5, Assert.Single(table.Models).MaxOutput);
        Assert.Equal(["r", "s"], table.Routes.Select(r => r.Name));
        Assert.Equal(7, table.Routes[1].Limits.Attempts);
    }

    [Theory]
    [InlineData("/a/routes.json", "", "RoutesTable")]
    [InlineData("C:\\a\\support.routes.json", "", "SupportRoutesTable")]
    [InlineData("/a/1.routes.json", "", "UnnamedRoutesTable")]
    [InlineData("routes.json", "\"table\": \"support-routes\",", "SupportRoutes")]
    [InlineData("routes.json", "\"table\": \"class\",", "Class")]
    [InlineData("routes.json", "\"table\": \"System\",", "RoutesTable")]
    [InlineData("routes.json", "\"table\": \"keys\",", "RoutesTable")]
    [InlineData("routes.json", "\"table\": null,", "RoutesTable")]
    public void A_table_without_a_usable_name_still_has_a_class(string path, string name, string className)
    {
        var reading = TableReader.Read(new TextFile(path, $$"""{ {{name}} "routes": { } }"""), []);

        Assert.Single(reading.Problems);
        Assert.Equal(className, reading.Table.ClassName);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("}")]
    [InlineData("null")]
    [InlineData("\"x\"")]
    public void A_text_that_is_no_table_gives_an_empty_one_and_one_problem(string text)
    {
        var reading = TableReader.Read(new TextFile("routes.json", text), []);

        Assert.Single(reading.Problems);
        Assert.Equal(new RouteTable { ClassName = "RoutesTable" }, reading.Table);
    }

    [Fact]
    public void Suppressions_and_places_are_kept_for_later_rules()
    {
        const string Text = """{ "table": "GoodRoutes", "providers": { "p": { "kind": "openai", "suppress": """ +
            """{ "RG1003": "one region" } } }, "routes": { } }""";
        var reading = TableReader.Read(new TextFile("routes.json", Text), []);

        var suppression = Assert.Single(reading.Suppressions);
        Assert.Equal(
            (EntrySection.Providers, "p", "RG1003", "one region"),
            (suppression.Section, suppression.Entry, suppression.RuleId, suppression.Reason));
        Assert.Equal("\"RG1003\"", Text.Substring(suppression.Property.Key.Start, suppression.Property.Key.Length));
        Assert.Equal(Text.IndexOf("\"p\"", StringComparison.Ordinal), reading.Find(EntrySection.Providers, "p")!.Property.Key.Start);
        Assert.Null(reading.Find(EntrySection.Targets, "p"));
    }

    private static RouteTable Read(string text) => TableReader.Read(new TextFile("routes.json", text), []).Table;
}
