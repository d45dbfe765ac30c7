using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Tests.Files;

/// <summary>
/// What a project says of severities: as compiler options, which is what NoWarn, TreatWarningsAsErrors and
/// WarningsNotAsErrors become, and in a .globalconfig.
/// </summary>
public sealed class SeverityTests
{
    private static readonly TableProject Lonely = new(TableFile.WithLonelyRoute(root: "\"reviewed\": \"2026-01-01\","))
    {
        Properties = new TableProject().Properties.Add("RouteGenToday", "2026-11-20")
    };

    [Fact]
    public async Task NoWarn_silences_a_rule() => Assert.Equal(
        ["RG1017 Warning"],
        await Severities(Lonely with { Configure = o => o.WithSpecificDiagnosticOptions([new("RG1001", ReportDiagnostic.Suppress)]) }));

    [Fact]
    public async Task Warnings_as_errors_fail_the_build_except_for_those_of_the_calendar() => Assert.Equal(
        ["RG1017 Warning", "RG1001 Error"],
        await Severities(Lonely with
        {
            Configure = o => o
                .WithGeneralDiagnosticOption(ReportDiagnostic.Error)

                // As the package's targets add it to WarningsNotAsErrors.
                .WithSpecificDiagnosticOptions([new("RG1017", ReportDiagnostic.Default)]),
        }));

    [Theory]
    [InlineData("error", "RG1001 Error")]
    [InlineData("suggestion", "RG1001 Info")]
    [InlineData("none", null)]
    public async Task A_globalconfig_sets_the_severity_of_a_rule(string severity, string? expected) => Assert.Equal(
        expected is null ? ["RG1017 Warning"] : ["RG1017 Warning", expected],
        await Severities(Lonely with { GlobalConfig = $"is_global = true\ndotnet_diagnostic.RG1001.severity = {severity}\n" }));

    [Fact]
    public async Task A_suppression_with_a_reason_silences_one_entry() => Assert.Empty(
        await Severities(new TableProject(TableFile.WithLonelyRoute(route: ", \"suppress\": { \"RG1001\": \"answers may fail\" }"))));

    [Theory]
    [InlineData("is_global = true\ndotnet_diagnostic.RG0003.severity = none\n")]
    [InlineData(null)]
    public async Task What_blocks_can_be_silenced_by_nothing(string? config)
    {
        var project = new TableProject(TableFile.WithLonelyRoute(root: "\"about\": 1,"))
        {
            GlobalConfig = config,
            Configure = o => o.WithSpecificDiagnosticOptions([new("RG0003", ReportDiagnostic.Suppress)]),
        };

        Assert.Equal(["RG0003 Error"], await Severities(project));
    }

    private static async Task<IEnumerable<string>> Severities(TableProject project) =>
        (await project.Analyze()).OrderBy(d => d.Location.SourceSpan.Start).Select(d => $"{d.Id} {d.Severity}");
}
