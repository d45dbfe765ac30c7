using System.CommandLine;
using System.Globalization;
using RouteGen.Costs;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>The options of <c>cost</c>.</summary>
internal sealed class CostOptions
{
    /// <summary>What a request is that nobody has said anything of.</summary>
    public const long UsualInput = 1000;
    public const long UsualOutput = 500;

    private readonly (Option<long?> Option, Func<TokenUsage, long, TokenUsage> Set)[] _counts =
    [
        (CountOption.Create("--input", "Input tokens of the request, cached ones included."), static (u, n) => u with { Input = n }),
        (CountOption.Create("--output", "Output tokens, reasoning included."), static (u, n) => u with { Output = n }),
        (CountOption.Create("--cached", "Of the input: read from a cache."), static (u, n) => u with { CachedInput = n }),
        (CountOption.Create("--cache-write", "Of the input: written to a cache for five minutes."), static (u, n) =>
            u with { CacheWrite = n }),
        (CountOption.Create("--cache-write-1h", "Of the input: written to a cache for an hour."), static (u, n) =>
            u with { CacheWrite1h = n }),
        (CountOption.Create("--audio-input", "Of the input: audio."), static (u, n) => u with { AudioInput = n }),
        (CountOption.Create("--image-input", "Of the input: images."), static (u, n) => u with { ImageInput = n }),
        (CountOption.Create("--reasoning", "Of the output: reasoning."), static (u, n) => u with { Reasoning = n }),
        (CountOption.Create("--audio-output", "Of the output: audio."), static (u, n) => u with { AudioOutput = n }),
        (CountOption.Create("--image-output", "Of the output: images, by token."), static (u, n) => u with { ImageOutput = n }),
        (CountOption.Create("--images", "Images made, by piece."), static (u, n) => u with { Images = n }),
        (CountOption.Create("--searches", "Web searches made."), static (u, n) => u with { WebSearches = n }),
    ];

    public Argument<string> Table { get; } = TableArgument.Create();

    public Option<string[]> Routes { get; } = RouteOption.Create();

    public Option<DateOnly?> Day { get; } = DayOption.CreateForPrices();

    public Option<string?> File { get; } = new("--file")
    {
        Description = "A prompt, or a request as JSON (Chat Completions, Messages, Responses, embeddings), - for standard input: "
            + "its tokens are estimated.",
        HelpName = "file",
    };

    public Option<string?> Spend { get; } = new("--spend")
    {
        Description = "The SQLite file with what calls took: a month's mix is "
        + "priced.",
        HelpName = "file"
    };

    public Option<string?> Month { get; } = new("--month")
    {
        Description = "The month of --spend; the last one that is over unless "
        + "stated.",
        HelpName = "yyyy-MM"
    };

    public Option<long?> Calls { get; } = CountOption.Create("--calls", "How many such requests there are a month.");

    public Option<string?> Tier { get; } = new("--tier")
    {
        Description = "The service tier that is asked for: standard, flex, priority, "
        + "batch.",
        HelpName = "tier"
    };

    public Option<string?> Markup { get; } = new("--markup")
    {
        Description = "What a gateway takes on top, such as 5.5%: each cost "
        + "with it.",
        HelpName = "share"
    };

    public Option<string?> Fixed { get; } = new("--fixed")
    {
        Description = "What one that takes no share costs a month in USD: from how many calls on it is the cheaper one.",
        HelpName = "usd",
    };

    public Option<string> Sort { get; } = new("--sort")
    {
        Description = "How to sort: cost, worst, name, table.",
        HelpName = "cost|worst|name|table",
        DefaultValueFactory = static _ =>
            "cost",
    };

    public Option<OutputFormat> Format { get; } = FormatOption.Create(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv,
        OutputFormat.Markdown);

    /// <summary>Not <c>--output</c>, which is tokens here.</summary>
    public Option<string?> Output { get; } = ResultOutput.CreateOption("--write");

    public void AddTo(Command command)
    {
        command.Add(Table);
        foreach (var (option, _) in _counts)
        {
            command.Add(option);
        }

        foreach (var option in (Option[])[File, Spend, Month, Calls, Tier, Markup, Fixed, Day, Routes, Sort, Format, Output])
        {
            command.Add(option);
        }

        Tier.AcceptOnlyFromAmong("standard", "flex", "priority", "batch");
        Sort.AcceptOnlyFromAmong("cost", "worst", "name", "table");
    }

    /// <summary>The request that the numbers say; null where there are none.</summary>
    /// <exception cref="UsageException">They contradict each other.</exception>
    public TokenUsage? Usage(ParseResult result)
    {
        var isStated = _counts.Any(c => result.GetValue(c.Option) is not null);
        var usage = new TokenUsage { Input = UsualInput, Output = UsualOutput, Requests = 1 };
        if (isStated)
        {
            usage = _counts.Aggregate(
                new TokenUsage { Requests = 1 }, (sum, c) => result.GetValue(c.Option) is { } count ? c.Set(sum, count) : sum);
        }

        var ofInput = usage.CachedInput + usage.CacheWrite + usage.CacheWrite1h + usage.AudioInput + usage.ImageInput;
        var ofOutput = usage.Reasoning + usage.AudioOutput + usage.ImageOutput;
        return ofInput > usage.Input
            ? throw new UsageException($"The parts of the input come to {Wording.Count(ofInput)} tokens, and --input "
                + $"says {Wording.Count(usage.Input)}: it includes them.")
            : ofOutput > usage.Output
                ? throw new UsageException($"The parts of the output come to {Wording.Count(ofOutput)} tokens, and --output "
                    + $"says {Wording.Count(usage.Output)}: it includes them.")
                : isStated ? usage : null;
    }

    /// <summary>The output that is stated beside a file; null where it is not.</summary>
    public long? OutputOf(ParseResult result) => result.GetValue(_counts[1].Option);

    /// <summary>Whether numbers are stated that a file or a month says by itself.</summary>
    public bool HasCounts(ParseResult result, bool butOutput) =>
        _counts.Where((c, i) => !(butOutput && i == 1)).Any(c => result.GetValue(c.Option) is not null);

    /// <summary>The parts of a usage by the options that state them.</summary>
    public IEnumerable<KeyValuePair<string, long>> Parts(ParseResult result) => _counts
        .Where(c => result.GetValue(c.Option) is not null).Select(c =>
            KeyValuePair.Create(c.Option.Name[2..], (long)result.GetValue(c.Option)!));

    public ServiceTier? TierOf(ParseResult result) => result.GetValue(Tier) is { } word ? Enum.Parse<ServiceTier>(word, ignoreCase: true)
        : null;

    /// <summary>What a gateway takes; null where that is not asked.</summary>
    /// <exception cref="UsageException">It is no share, or no amount.</exception>
    public GatewayFees? Fees(ParseResult result)
    {
        var fixedUsd = result.GetValue(Fixed) is { } amount ? Number(amount.TrimStart('$'), "--fixed", "an amount in USD such as 49")
            : (decimal?)null;
        if (result.GetValue(Markup) is not { } share)
        {
            return fixedUsd is null ? null : throw new UsageException("--fixed compares a price with a share: state the share as well, "
                + "with --markup 5.5%.");
        }

        const string Such = "a share such as 5.5% or 0.055";
        var markup = share.EndsWith('%') ? Number(share[..^1].TrimEnd(), "--markup", Such) / 100m : Number(share, "--markup", Such);
        return markup <= 1m ? new(markup, fixedUsd) : throw new UsageException($"'{share}' is more than all of it: --markup takes {Such}.");
    }

    private static decimal Number(string text, string option, string such) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new UsageException($"'{text}' is not {such} for {option}.");
}
