using System.Globalization;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>The forms that values of a table have.</summary>
internal static class Forms
{
    /// <summary>The longest vector that a table can state; models of 2026 give up to 4,096.</summary>
    public const int MaxDimensions = 65_536;

    private const string BlankPattern = """
        "type": "string", "pattern": "\\S"
        """;

    private const string DurationPattern = """
        "type": "string", "pattern": "^(?=.*[1-9])[0-9]+(\\.[0-9]+)?(ms|s|m|h)$"
        """;

    private const string RegionPattern = """
        "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 64
        """;

    public static readonly Form<string> Text = OfText("a text", "\"type\": \"string\"", static (reader, name) => reader.Text(name));

    public static readonly Form<string> Day = OfText("a date as yyyy-MM-dd", """
        "type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
        """, static (reader, name) => reader.Day(name), MeantValues.Day);

    public static readonly Form<bool> Flag = Create("true or false", "\"type\": \"boolean\"", static (reader, name) => reader.Flag(name),
        MeantValues.Flag);

    public static readonly Form<TimeSpan> Duration = Create(
        "a duration: a number followed by ms, s, m or h, more than 0 and at most 24 hours",
        DurationPattern,
        static (reader, name) => reader.Duration(name),
        MeantValues.Duration);

    public static readonly Form<TimeSpan> Wait = Create(
        Duration.MustBe, DurationPattern, static (reader, name) => reader.Duration(name), MeantValues.Wait);

    public static readonly Form<TimeSpan> DurationOrNone = Create("a duration such as \"2s\", of at most 24 hours, or \"0s\" for none", """
        "type": "string", "pattern": "^(?:0s|(?=.*[1-9])[0-9]+(\\.[0-9]+)?(ms|s|m|h))$"
        """, static (reader, name) => reader.DurationOrNone(name), MeantValues.Duration);

    public static readonly Form Window = new("a whole number followed by s, m, h or d, from 1s to 31d", """
        "type": "string", "pattern": "^[1-9][0-9]{0,6}(s|m|h|d)$"
        """)
    { Meant = MeantValues.Window };

    public static readonly Form<string> Region = OfText(
        "a region: lower-case words and digits joined by hyphens",
        RegionPattern,
        static (reader, name) => reader.Text(name, Residency.IsRegion),
        MeantValues.Region);

    public static readonly Form<EquatableArray<string>> Regions = Create<EquatableArray<string>>(
        "a list of regions: lower-case words and digits joined by hyphens",
        ListOf(RegionPattern, "A region, as providers state it.", "\"eu\""),
        static (reader, name) => Residency.Regions(reader, name),
        MeantValues.List,
        MeantValues.Region);

    public static readonly Form<int> Retention = Create("\"none\", or days from \"1d\" to \"3650d\"", """
        "type": "string", "pattern": "^(none|([1-9][0-9]{0,2}|[12][0-9]{3}|3[0-5][0-9]{2}|36[0-4][0-9]|3650)d)$"
        """, static (reader, name) => Residency.Days(reader, name), MeantValues.Retention);

    public static readonly Form<int> Tokens = Count("a whole number of tokens, at least 1");

    public static readonly Form<int> Requests = Count("a whole number of requests, at least 1");

    public static readonly Form<int> Dimensions = Count("a whole number from 1 to 65,536", most: MaxDimensions);

    // Ledgers count 1e-12 USD per token, which is 1e-6 USD per million tokens.
    public static readonly Form<decimal> Rate = Number(
        "a number of USD per million tokens, from 0 to 1,000,000 with at most 6 fraction digits", 0, 1_000_000, digits: 6, meant:
        MeantValues.Rate);

    public static readonly Form<decimal> PieceRate = Number(
        "a number of USD, from 0 to 1,000,000 with at most 12 fraction digits", 0, 1_000_000, digits: 12);

    // Ledgers count 1e-12 USD.
    public static readonly Form<decimal> Usd = Number(
        "a number of USD, more than 0 and at most 1,000,000, with at most 12 fraction digits", 0, 1_000_000, digits: 12, isOpen: true);

    public static readonly Form<decimal> Multiplier = Number(
        "a number above 0 and at most 10, with at most 4 fraction digits", 0, RegionalMultipliers.Highest, digits: 4, isOpen: true);

    public static readonly Form<ModelFeatures> Features = Create(
        "a list of " + Words.Listed(Words.Features), ListOf(EnumOf(Words.Features)), static (reader, name) =>
            reader.ListOfWords(name, Words.Features)?.Aggregate(ModelFeatures.None, (all, one) => all | one),
        MeantValues.List,
        MeantValues.Word([.. Words.Features.Select(static word => word.Word)]));

    public static readonly Form<RequestParameters> Options = Create(
        "a list of " + Words.Listed(Words.Options), ListOf(EnumOf(Words.Options)), static (reader, name) =>
            reader.ListOfWords(name, Words.Options)?.Aggregate(RequestParameters.None, (all, one) => all | one),
        MeantValues.List,
        MeantValues.Word([.. Words.Options.Select(static word => word.Word)]));

    /// <summary>A text that is more than blanks.</summary>
    public static Form<string> NonBlank(string mustBe) => OfText(mustBe, BlankPattern, static (reader, name) => reader.NonBlank(name));

    /// <summary>A text of a form.</summary>
    public static Form<string> TextThat(
        string mustBe, string schema, Func<string, bool> isGood, Func<JsonNode, string?>? meant = null) =>
        OfText(mustBe, schema, (reader, name) => reader.Text(name, isGood), meant);

    /// <summary>A whole number between two bounds, both included.</summary>
    public static Form<int> Count(string mustBe, int least = 1, int most = int.MaxValue) =>
        Create(mustBe, Bounds("integer", Shown(least), Shown(most)), (reader, name) => reader.Count(name, least, most),
            MeantValues.Number(value => value >= least && value <= most && decimal.Truncate(value) == value));

    /// <summary>A whole number from 1 to a thousand million million.</summary>
    public static Form<long> LongCount(string mustBe) =>
        Create(mustBe, Bounds("integer", "1", "1000000000000000"), static (reader, name) => reader.LongCount(name),
            MeantValues.Number(static value => value >= 1 && decimal.Truncate(value) == value));

    /// <summary>A number between two bounds, of which the lower is not included where it is open.</summary>
    public static Form<decimal> Number(
        string mustBe, int least, int most, int digits = 28, bool isOpen = false,
        Func<Func<JsonNode, string?>, Func<JsonNode, string?>>? meant = null)
    {
        var number = MeantValues.Number(value => IsNumber(value, least, most, digits, isOpen));
        return Create(
            mustBe,
            Bounds("number", Shown(least), Shown(most), isOpen),
            (reader, name) => reader.Number(name, value => IsNumber(value, least, most, digits, isOpen)),
            meant is null ? number : meant(number));
    }

    /// <summary>One word of a vocabulary.</summary>
    public static Form<T> Word<T>(IReadOnlyList<(string Word, T Value)> words)
        where T : struct => Create(Words.Listed(words), EnumOf(words), (reader, name) => reader.Word(name, words),
            MeantValues.Word([.. words.Select(static word => word.Word)]));

    /// <summary>A list of names; <paramref name="each"/> says what one of them is, with an example.</summary>
    public static Form<EquatableArray<string>> Names(
        string mustBe, string each, string example, bool areDistinct = false) => Create<EquatableArray<string>>(
        mustBe,
        ListOf(BlankPattern, each, example) + (areDistinct ? ", \"uniqueItems\": true" : ""),
        static (reader, name) => reader[name] is null ? null : reader.ListOfTexts(name).Select(text => text.Value).ToEquatableArray(),
        MeantValues.List);

    /// <summary>Objects by name.</summary>
    public static Form Entries(string definition) =>
        new(
            "an object of entries by name",
            $"\"type\": \"object\", \"additionalProperties\": {{ \"$ref\": \"#/definitions/{definition}\" }}");

    /// <summary>A list of objects.</summary>
    public static Form ListOfObjects(string mustBe, string definition) => new(mustBe, ListOf($"\"$ref\": \"#/definitions/{definition}\""));

    public static string EnumOf<T>(IReadOnlyList<(string Word, T Value)> words) =>
        $"\"enum\": [{string.Join(", ", words.Select(word => $"\"{word.Word}\""))}]";

    public static Form<T> Create<T>(
        string mustBe, string schema, Func<ObjectReader, string, T?> read, Func<JsonNode, string?>? meant = null,
        Func<JsonNode, string?>? meantItem = null)
        where T : struct => new(mustBe, schema, (ObjectReader reader, string name, out T value) =>
        {
            var found = read(reader, name);
            value = found.GetValueOrDefault();
            return found.HasValue;
        })
        {
            Meant = meant,
            MeantItem = meantItem,
        };

    private static Form<string> OfText(
        string mustBe, string schema, Func<ObjectReader, string, string?> read, Func<JsonNode, string?>? meant = null) =>
        new(mustBe, schema, (ObjectReader reader, string name, out string value) => (value = read(reader, name)!) is not null)
        {
            Meant = meant,
        };

    private static bool IsNumber(decimal value, int least, int most, int digits, bool isOpen) =>
        value >= least && value <= most && (!isOpen || value > least) && ExactDecimal.HasAtMostFractionDigits(value, digits);

    public static string ListOf(string item, string? description = null, string? example = null) =>
        $"\"type\": \"array\", \"items\": {{ " +
        $"{item}{(description is null ? "" : $", \"description\": \"{description}\", \"examples\": [{example}]")} }}";

    private static string Bounds(string type, string least, string most, bool isOpen = false) =>
        $"\"type\": \"{type}\", \"{(isOpen ? "exclusiveMinimum" : "minimum")}\": {least}, \"maximum\": {most}";

    private static string Shown(int value) => value.ToString(CultureInfo.InvariantCulture);
}
