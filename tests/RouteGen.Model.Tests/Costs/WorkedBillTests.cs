using System.Globalization;
using System.Text.Json;
using RouteGen.Costs;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

/// <summary>
/// Bills with usage, rates and working from a cited public source (bills.json): read as a table
/// states prices, and equal to the last decimal.
/// </summary>
public class WorkedBillTests
{
    private static readonly JsonElement File = JsonDocument.Parse(Resource("bills.json")).RootElement;

    public static TheoryData<int, string> Bills
    {
        get
        {
            var data = new TheoryData<int, string>();
            var i = 0;
            foreach (var bill in File.GetProperty("bills").EnumerateArray())
            {
                data.Add(i++, $"{bill.GetProperty("model")} {bill.GetProperty("tier")}: {bill.GetProperty("working")}");
            }

            return data;
        }
    }

    [Fact]
    public void There_are_at_least_sixty_with_their_source()
    {
        Assert.InRange(File.GetProperty("bills").GetArrayLength(), 60, int.MaxValue);
        Assert.Contains("2026-08-01", File.GetProperty("source").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bills))]
    public void A_bill_is_exact(int index, string working)
    {
        var bill = File.GetProperty("bills")[index];
        var model = Read($$"""{ "models": { "m": { "usdPerMTok": {{bill.GetProperty("usdPerMTok").GetRawText()}} } } }""");
        var tier = Enum.Parse<ServiceTier>(bill.GetProperty("tier").GetString()!, ignoreCase: true);

        var cost = CostCalculator.Calculate(
            Usage(bill.GetProperty("usage")), model.Price!.Sheet, tier, bill.GetProperty("factor").GetDecimal());

        Assert.True(decimal.Parse(bill.GetProperty("usd").GetString()!, CultureInfo.InvariantCulture) == cost, $"{cost} for {working}");
    }

    [Fact]
    public void The_rates_are_those_of_the_source()
    {
        using var map = SharedData.LiteLlm();
        foreach (var bill in File.GetProperty("bills").EnumerateArray())
        {
            var entry = map.RootElement.GetProperty(bill.GetProperty("model").GetString()!);
            foreach (var (kind, name) in ((string, string)[])[
                ("input", "input_cost_per_token"),
                ("output", "output_cost_per_token"),
                ("cachedInput", "cache_read_input_token_cost"),
                ("cacheWrite", "cache_creation_input_token_cost")
            ])
            {
                if (bill.GetProperty("usdPerMTok").TryGetProperty(kind, out var rate))
                {
                    Assert.Equal(rate.GetDecimal(), Math.Round(
                        decimal.Parse(entry.GetProperty(name).GetRawText(), NumberStyles.Float, CultureInfo.InvariantCulture) * 1_000_000,
                        6));
                }
            }
        }
    }

    private static TokenUsage Usage(JsonElement usage)
    {
        return new TokenUsage
        {
            Input = Count("input"),
            CachedInput = Count("cachedInput"),
            CacheWrite = Count("cacheWrite"),
            CacheWrite1h = Count("cacheWrite1h"),
            AudioInput = Count("audioInput"),
            ImageInput = Count("imageInput"),
            Output = Count("output"),
            Reasoning = Count("reasoning"),
            AudioOutput = Count("audioOutput"),
            ImageOutput = Count("imageOutput"),
            Images = Count("images"),
            WebSearches = Count("webSearches"),
            Requests = Count("requests"),
        };

        long Count(string name) => usage.TryGetProperty(name, out var count) ? count.GetInt64() : 0;
    }

    private static Tables.ModelEntry Read(string models)
    {
        var file = ModelsFile.Read(new TextFile("bill.models.json", models));
        Assert.Empty(file.Problems);
        return Assert.Single(file.Models);
    }

    internal static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(WorkedBillTests).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
