using System.Globalization;
using System.Text;
using System.Text.Json;
using RouteGen.Spend;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Tests.Spend;

public sealed class SpendExportTests
{
    private static readonly SpendQuery Query = new(
        new(2026, 11, 1, 1, 0, 0, TimeSpan.FromHours(1)),
        new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero))
    { GroupBy = [SpendDimension.User, SpendKey.FromTag("team")] };

    [Theory]
    [InlineData("u-1", "u-1")]
    [InlineData("=HYPERLINK(1)", "'=HYPERLINK(1)")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData(" =1", "' =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("=cmd|' /C calc'!A0,\"x\"", "\"'=cmd|' /C calc'!A0,\"\"x\"\"\"")]
    [InlineData("", "\"\"")]
    [InlineData(null, "")]
    public async Task A_text_stands_in_csv_so_that_no_spreadsheet_runs_it(string? user, string field)
    {
        var csv = await CsvAsync(Report((user, "core", 1m)));

        Assert.StartsWith(field + ",core,", csv[1..].Split("\r\n", 2).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Csv_has_a_header_and_a_row_for_each_group_whatever_the_culture()
    {
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = Swapped();
        try
        {
            var csv = await CsvAsync(Report(("b", "core", 0.000000000000000001m), ("a", null, 1234.5000m)));

            Assert.Equal(
                "user,tag:team,calls,attempts,inputTokens,cachedInputTokens,cacheWriteTokens,cacheWrite1hTokens,audioInputTokens,"
                + "imageInputTokens,outputTokens,reasoningTokens,"
                + "audioOutputTokens,imageOutputTokens,images,webSearches,estimatedInputTokens,estimatedOutputTokens,costUsd,wastedUsd,"
                + "providerUsd,computedUsd,estimatedUsd,upperBoundUsd,unknownAttempts,creditUsd\r\n"
                + "a,,1,2,7,0,0,0,0,0,0,0,0,0,0,0,0,0,1234.5,0,0,1234.5,0,0,0,0\r\n"
                + "b,core,1,2,7,0,0,0,0,0,0,0,0,0,0,0,0,0,0.000000000000000001,0,0,0.000000000000000001,0,0,0,0\r\n", csv);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public async Task Json_has_the_range_the_rows_and_the_total_exactly()
    {
        using var output = new MemoryStream();
        await Report(("=1", null, 0.100000000000000001m)).WriteJsonAsync(output, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(output.ToArray());

        Assert.Equal("2026-11-01T00:00:00Z", json.RootElement.GetProperty("from").GetString());
        Assert.Equal("2026-12-01T00:00:00Z", json.RootElement.GetProperty("to").GetString());
        var row = json.RootElement.GetProperty("rows")[0];
        Assert.Equal("=1", row.GetProperty("user").GetString());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("tag:team").ValueKind);
        Assert.Equal("0.100000000000000001", row.GetProperty("costUsd").GetRawText());
        Assert.Equal(0.100000000000000001m, json.RootElement.GetProperty("total").GetProperty("costUsd").GetDecimal());
    }

    [Fact]
    public async Task Lines_stand_in_csv_with_as_many_fields_as_the_header()
    {
        using var output = new MemoryStream();
        var lines = RandomCalls.Lines(RandomCalls.Make(seed: 8, 100));
        await lines.ToAsyncEnumerable().WriteCsvAsync(output, TestContext.Current.CancellationToken);

        var rows = Parse(Encoding.UTF8.GetString(output.ToArray()));

        Assert.Equal(lines.Count + 1, rows.Count);
        Assert.All(rows, r => Assert.Equal(rows[0].Length, r.Length));
        var cost = Array.IndexOf(rows[0], "costUsd");
        Assert.Equal(
            lines.Sum(l => l.CostUsd ?? 0),
            rows.Skip(1).Sum(r => r[cost].Length == 0 ? 0m : decimal.Parse(r[cost], CultureInfo.InvariantCulture)));
        Assert.DoesNotContain(rows.SelectMany(r => r), f => f.StartsWith('='));
    }

    private static SpendReport Report(params (string? User, string? Team, decimal Usd)[] rows) => new(
        Query,
        rows.Select(r => new SpendRow([r.User, r.Team], Totals(r.Usd))),
        Totals(rows.Sum(r => r.Usd)));

    private static SpendTotals Totals(decimal usd) =>
        new() { Calls = 1, Attempts = 2, Usage = new() { Input = 7 }, CostUsd = usd, ComputedUsd = usd };

    private static async Task<string> CsvAsync(SpendReport report)
    {
        using var output = new MemoryStream();
        await report.WriteCsvAsync(output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private static CultureInfo Swapped()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "~";
        culture.DateTimeFormat.TimeSeparator = ".";
        return culture;
    }

    /// <summary>Reads CSV as RFC 4180 states it.</summary>
    private static List<string[]> Parse(string csv)
    {
        var (rows, row, field) = (new List<string[]>(), new List<string>(), new StringBuilder());
        for (var (i, quoted) = (0, false); i < csv.Length; i++)
        {
            switch (csv[i])
            {
                case '"' when quoted && i + 1 < csv.Length && csv[i + 1] == '"':
                    field.Append(csv[i++]);
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    row.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when !quoted:
                    row.Add(field.ToString());
                    field.Clear();
                    rows.Add([.. row]);
                    row.Clear();
                    i++;
                    break;
                default:
                    field.Append(csv[i]);
                    break;
            }
        }

        return rows;
    }
}
