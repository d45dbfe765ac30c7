using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>Prices that come from packages: the sample's, in two versions, and the catalog.</summary>
public sealed partial class CompanyModelsTests(PackedFeed feed)
{
    [Fact]
    public async Task A_service_is_repriced_by_the_version_of_the_package_alone()
    {
        await PackAsync("1.0.0", "\"input\": 0.75, \"cachedInput\": 0.075, \"output\": 4.50");
        await PackAsync("1.1.0", "\"input\": 0.60, \"cachedInput\": 0.06, \"output\": 3.60");
        var service = Path.Combine(feed.Checkout("service"), "Service");

        var before = await PricesAsync(service, "1.0.0");
        var after = await PricesAsync(service, "1.1.0");

        // 8,000 tokens in and 600 out at the first, and at the second at what a cache of an hour costs to
        // write: 0.75 and 4.50, 2 and 5 USD per million.
        Assert.Equal("answer: gpt-5.4-mini 0.75 / 4.5", Price(before[0]));
        Assert.Equal(0.0087m + 0.019m, Worst(before[0]));
        Assert.Equal("answer: gpt-5.4-mini 0.6 / 3.6", Price(after[0]));
        Assert.Equal(0.00696m + 0.019m, Worst(after[0]));
        Assert.NotEqual(before[0].Split(" as ")[1].Split(',')[0], after[0].Split(" as ")[1].Split(',')[0]);

        // The catalog is a package of its own, and stays as it is.
        Assert.Equal("label: gpt-5.4-mini 0.75 / 4.5", Price(before[1]));
        Assert.Equal(before[1], after[1]);
    }

    private static string Price(string line) => line.Split(" as ")[0];

    private static decimal Worst(string line) =>
        decimal.Parse(line.Split("at worst ")[1], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Builds the service with a version of the package, and runs it.</summary>
    private async Task<string[]> PricesAsync(string service, string version)
    {
        var (exitCode, built) = await feed.DotnetAsync(service, "build", "--nologo", $"-p:CompanyModelsVersion={version}");
        Assert.True(exitCode == 0, built);
        Assert.Contains("0 Warning(s)", built, StringComparison.Ordinal);
        (exitCode, var output) = await feed.DotnetAsync(service, Path.Combine("bin", "Debug", "net10.0", "Service.dll"));
        Assert.True(exitCode == 0, output);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }

    /// <summary>Packs the sample with a price of its mini model.</summary>
    private async Task PackAsync(string version, string price)
    {
        var samples = feed.CopyOfSamples($"models-{version}", "CompanyModels", "company.models.json");
        var file = Path.Combine(samples, "company.models.json");
        var models = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        var changed = MiniPrice().Replace(models, $"$1{price}");
        Assert.Contains(price, changed, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, changed, TestContext.Current.CancellationToken);
        var (exitCode, output) = await feed.DotnetAsync(
            Path.Combine(samples, "CompanyModels"), "pack", "--nologo", "-o", feed.Feed, $"-p:Version={version}");
        Assert.True(exitCode == 0, output);
    }

    [GeneratedRegex("(\"gpt-5\\.4-mini\": \\{[^}]*\"usdPerMTok\": \\{ )\"input\": [0-9.]+, \"cachedInput\": [0-9.]+, \"output\": [0-9.]+")]
    private static partial Regex MiniPrice();
}
