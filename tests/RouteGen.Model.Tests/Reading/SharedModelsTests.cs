using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class SharedModelsTests
{
    private const string Shared =
        """{ "about": "of the company", "reviewed": "2026-11-20", "models": { "m": { "maxInput": 7 }, "n": { }, "unused": { } } }""";

    [Theory]
    [InlineData("/repo/app/routes.json", "../company.models.json", "/repo/company.models.json")]
    [InlineData("/repo/app/routes.json", "company.models.json", "/repo/app/company.models.json")]
    [InlineData("/repo/app/routes.json", "./a/../company.models.json", "/repo/app/company.models.json")]
    [InlineData("C:\\repo\\app\\routes.json", "../company.models.json", "C:\\repo\\company.models.json")]
    [InlineData("C:\\repo\\app\\routes.json", "..\\company.models.json", "C:/repo/company.models.json")]
    [InlineData("routes.json", "../company.models.json", "../company.models.json")]
    [InlineData("app/routes.json", "/packages/company.models.json", "/packages/company.models.json")]
    [InlineData("/routes.json", "../company.models.json", "/company.models.json")]
    public void A_used_file_is_found_beside_the_table_whatever_the_slashes(string table, string use, string models)
    {
        var reading = Read(table, use, new TextFile(models, Shared));

        Assert.Empty(reading.Problems);
        Assert.Equal(["m", "n"], reading.Table.Models.Select(m => m.Name));
        Assert.Equal(7, reading.Table.Models[0].MaxInput);
    }

    [Theory]
    [InlineData("company.models.json", "/elsewhere/company.models.json")]
    [InlineData("company.models.json", "/app/Company.models.json")]
    [InlineData("other/company.models.json", "/app/company.models.json")]
    public void A_file_of_the_same_name_elsewhere_is_not_meant_and_models_are_not_called_unknown(string use, string models)
    {
        var problem = Assert.Single(Read("/app/routes.json", use, new TextFile(models, Shared)).Problems);

        Assert.Equal("RG0011", problem.Rule.Id);
        Assert.Equal(
            $"'{use}' is not part of the build: put it next to routes.json or in the folder above as *.models.json, or add " +
            $"<RouteGenModels Include=\"{use}\" /> to the project",
            problem.Message);
    }

    [Fact]
    public void A_local_model_wins_over_a_shared_one()
    {
        var reading = Read(
            "/app/routes.json", "c.models.json", new TextFile("/app/c.models.json", Shared), "\"models\": { \"m\": { \"maxInput\": 1 } },");

        Assert.Empty(reading.Problems);
        Assert.Equal(1, Assert.Single(reading.Table.Models, m => m.Name == "m").MaxInput);
        Assert.Equal("/app/routes.json", reading.Find(EntrySection.Models, "m")!.Property.Key.Source.Path);
        Assert.Equal("/app/c.models.json", reading.Find(EntrySection.Models, "n")!.Property.Key.Source.Path);
    }

    [Fact]
    public void A_problem_of_a_shared_file_is_located_there_and_follows_those_of_the_table()
    {
        const string Broken = """{ "models": { "m": { "maxInput": 0 }, "n": { } } }""";
        var problems = Read("/app/routes.json", "c.models.json", new TextFile("/app/c.models.json", Broken), "\"oops\": 1,").Problems;

        Assert.Equal([("RG0002", "/app/routes.json"), ("RG0003", "/app/c.models.json")], problems.Select(p => (p.Rule.Id, p.Path)));
        Assert.Equal(Broken.IndexOf('0', StringComparison.Ordinal), problems[1].Range.Start);
    }

    [Fact]
    public void A_shared_file_that_is_no_json_is_one_problem_there()
    {
        var problem = Assert.Single(
            Read("/app/routes.json", "c.models.json", new TextFile("/app/c.models.json", "{ \"models\": { \"m\": ] } }")).Problems);

        Assert.Equal(("RG0001", "/app/c.models.json"), (problem.Rule.Id, problem.Path));
    }

    private static TableReading Read(string path, string use, TextFile models, string more = "") => TableReader.Read(
        new TextFile(path, $$"""
            {
              "table": "GoodRoutes", "use": ["{{use.Replace("\\", "\\\\", StringComparison.Ordinal)}}"], {{more}}
              "providers": { "p": { "kind": "openai" } },
              "targets": { "t": { "provider": "p", "model": "m" }, "u": { "provider": "p", "model": "n" } },
              "routes": { }
            }
            """),
        [models]);
}
