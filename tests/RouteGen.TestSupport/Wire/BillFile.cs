using System.Globalization;
using System.Text;

namespace RouteGen.TestSupport.Wire;

/// <summary>
/// One file of the corpus: a reply as its vendor sends it, with its source, and the bill that somebody worked out by hand from the
/// vendor's documentation. <c>Corpus/README.md</c> says what each line means.
/// </summary>
internal sealed class BillFile
{
    private const string Start = "HTTP/1.1 ";

    private readonly Dictionary<string, string> _lines = [];

    private BillFile(string name) => Name = name;

    /// <summary>The folder that holds the corpus beside the test's program.</summary>
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Bills", "Corpus");

    /// <summary>Every file's name, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        .. Directory.EnumerateFiles(Folder, "*.bill", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal),
    ];

    /// <summary>The file's path within the corpus.</summary>
    public string Name { get; }

    /// <summary>Status line, header fields and an empty line, with the line ends of HTTP.</summary>
    public string Head { get; private set; } = "";

    /// <summary>The body, byte for byte.</summary>
    public byte[] Body { get; private set; } = [];

    public string Kind => Require("kind");

    public string Api => this["api"] ?? "default";

    public bool Streamed => Require("mode") switch
    {
        "streamed" => true,
        "whole" => false,
        var other => throw new FormatException($"{Name}: mode is whole or streamed, not '{other}'."),
    };

    /// <summary>The model that is asked for: the one that serves, unless the file says otherwise.</summary>
    public string Asked => this["asked"] ?? this["model"] ?? "some-model";

    public string Sheet => this["prices"] ?? "standard";

    /// <summary>A further model that the table prices, with its sheet: <c>name at sheet</c>.</summary>
    public (string Model, string Sheet)? Also =>
        this["also"]?.Split(" at ") is [var model, var sheet] ? (model, sheet) : null;

    public string? this[string line] => _lines.GetValueOrDefault(line);

    public IEnumerable<string> Lines => _lines.Keys;

    public string Require(string line) => this[line] ?? throw new FormatException($"{Name}: no line '{line}:'.");

    /// <summary>A count: the number before any words; 0 where there is no such line.</summary>
    public long Count(string line) => this[line] is { } text ? Number(text) : 0;

    /// <summary>The cost in USD and the word for its source; each null where the file leaves it open.</summary>
    public (decimal? Usd, string? Source) Cost
    {
        get
        {
            var words = Require("cost").Split(' ');
            return decimal.TryParse(words[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var usd)
                ? (usd, words.ElementAtOrDefault(1))
                : (null, words[0]);
        }
    }

    public static BillFile Read(string name)
    {
        var file = new BillFile(name);
        var bytes = File.ReadAllBytes(Path.Combine(Folder, name));
        var at = 0;
        var head = new StringBuilder();
        while (at < bytes.Length)
        {
            var end = Array.IndexOf(bytes, (byte)'\n', at);
            end = end < 0 ? bytes.Length : end;
            var line = Encoding.UTF8.GetString(bytes, at, end - at);
            at = end + 1;
            if (head.Length > 0 && line.Length == 0)
            {
                break;
            }

            if (head.Length > 0 || line.StartsWith(Start, StringComparison.Ordinal))
            {
                head.Append(line).Append("\r\n");
            }
            else
            {
                file.Take(line);
            }
        }

        file.Head = head.Append("\r\n").ToString();
        file.Body = at < bytes.Length ? bytes[at..] : [];
        return file;
    }

    public static long Number(string text)
    {
        var digits = text.AsSpan();
        var length = 0;
        while (length < digits.Length && char.IsAsciiDigit(digits[length]))
        {
            length++;
        }

        return long.Parse(digits[..length], CultureInfo.InvariantCulture);
    }

    private void Take(string line)
    {
        if (line.Length == 0 || line[0] == '#')
        {
            return;
        }

        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        if (colon < 0 || !_lines.TryAdd(line[..colon], line[(colon + 2)..].Trim()))
        {
            throw new FormatException($"{Name}: '{line}' is no new line of the form 'name: value'.");
        }
    }
}
