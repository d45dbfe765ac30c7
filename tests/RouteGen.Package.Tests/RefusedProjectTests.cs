using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>What NuGet says, at once, where RouteGen cannot be used.</summary>
public sealed partial class RefusedProjectTests(PackedFeed feed)
{
    [Fact]
    public async Task Every_package_names_the_framework_it_needs_and_the_Microsoft_Extensions_AI()
    {
        var folder = Path.Combine(feed.Checkout("refused"), "Shapes");

        var (exitCode, output) = await feed.DotnetAsync(folder, "restore", "Refused.slnx");

        Assert.NotEqual(0, exitCode);
        var packages = PackedFeed.Packages.Except(["RouteGen.Tool", "RouteGen.Templates"]);
        var expected =
            from package in packages
            from framework in (string[])["net8.0", "net9.0", "netstandard2.0"]
            select $"{package} is not compatible with {framework}, but supports net10.0";
        var told = Incompatible().Matches(output)
            .Select(m => $"{m.Groups[1].Value} is not compatible with {m.Groups[2].Value}, but supports {m.Groups[3].Value}");
        Assert.Equal(expected.Order(StringComparer.Ordinal), told.Distinct().Order(StringComparer.Ordinal));
        Assert.Matches(
            @"error NU1605: .*Microsoft\.Extensions\.AI\.Abstractions from 10\.11\.\d+ to 10\.5\.\d+\. Reference the package dir", output);
    }

    [GeneratedRegex(@"error NU1202: Package (\S+) \S+ is not compatible with (\S+) .*supports: (\S+) ")]
    private static partial Regex Incompatible();
}
