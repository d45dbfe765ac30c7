using System.Globalization;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class ExactDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0.000", "0")]
    [InlineData("2.50", "2.5")]
    [InlineData("100", "100")]
    [InlineData("1.00e2", "100")]
    [InlineData("25E-2", "0.25")]
    [InlineData("-0.0010", "-0.001")]
    [InlineData("10.010", "10.01")]
    [InlineData("1e27", "1000000000000000000000000000")]
    [InlineData("9999999999999999999999999999", "9999999999999999999999999999")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("0.10000000000000000000000000000000000000000000000000", "0.1")]
    public void A_number_that_fits_is_read_without_trailing_zeros(string json, string value)
    {
        Assert.True(ExactDecimal.TryParse(Number(json), out var read));
        Assert.Equal(value, read.ToString(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("1e28")]
    [InlineData("1e-29")]
    [InlineData("1e99999999999")]
    [InlineData("12345678901234567890123456789")]
    [InlineData("0.30000000000000000000000000001")]
    public void A_number_that_would_be_rounded_is_not_read(string json) => Assert.False(ExactDecimal.TryParse(Number(json), out _));

    [Fact]
    public void Numbers_are_read_as_the_platform_reads_them()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var json = (random.Next(2) == 0 ? "-" : "") + random.Next(1_000_000).ToString(CultureInfo.InvariantCulture)
                + (random.Next(2) == 0 ? "" : "." + random.Next(1_000_000).ToString("D6", CultureInfo.InvariantCulture))
                + (random.Next(3) == 0 ? "e" + random.Next(-9, 9).ToString(CultureInfo.InvariantCulture) : "");

            Assert.True(ExactDecimal.TryParse(Number(json), out var read), json);
            Assert.Equal(decimal.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture), read);
        }
    }

    private static JsonNumber Number(string json) => Assert.IsType<JsonNumber>(JsonParser.Parse("x", json).Root);
}
