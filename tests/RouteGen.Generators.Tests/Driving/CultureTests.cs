using System.Globalization;

namespace RouteGen.Generators.Tests.Driving;

public sealed class CultureTests
{
    /// <summary>The signs of de-DE, fa-IR and sv-SE, set by hand because a machine without ICU knows none of these cultures.</summary>
    [Theory]
    [InlineData(",", ".", "-")]
    [InlineData("\u066B", "\u066C", "\u200E\u2212")]
    [InlineData(",", "\u00A0", "\u2212")]
    public void Every_culture_gives_the_same_bytes(string decimalSeparator, string groupSeparator, string negativeSign)
    {
        var expected = Project.RunOf(SupportTable.Text);
        var before = CultureInfo.CurrentCulture;
        try
        {
            var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            culture.NumberFormat = new NumberFormatInfo
            {
                NumberDecimalSeparator = decimalSeparator,
                NumberGroupSeparator = groupSeparator,
                NegativeSign = negativeSign
            };
            CultureInfo.CurrentCulture = culture;
            Assert.NotEqual("0.5", $"{0.5m}");

            Assert.Equal(expected.AllText, Project.RunOf(SupportTable.Text).AllText);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
