using RouteGen.Model.Checks.Prices;
using RouteGen.Spend;

namespace RouteGen.Tool.Spending.Comparing;

/// <summary>What a store and a provider's exports say of a model on a day.</summary>
internal sealed class ComparedDay(DateOnly day, string model)
{
    public DateOnly Day => day;

    /// <summary>The model, as the export or else the store calls it.</summary>
    public string Model { get; set; } = model;

    /// <summary>Requests that a provider counted, by the store.</summary>
    public long Requests { get; private set; }

    public long Input { get; private set; }

    public long Output { get; private set; }

    public decimal Usd { get; private set; }

    /// <summary>Requests whose usage never came, and that may be billed all the same.</summary>
    public List<SpendLine> Uncounted { get; } = [];

    public long? TheirRequests { get; private set; }

    public long? TheirInput { get; private set; }

    public long? TheirOutput { get; private set; }

    public decimal? TheirUsd { get; private set; }

    /// <summary>By how much the export's USD may be off, since its rows are rounded.</summary>
    public decimal RoundingUsd { get; private set; }

    /// <summary>How much more the provider charges than the store says.</summary>
    public decimal? DifferenceUsd => TheirUsd - Usd;

    public bool Differs => (TheirRequests is { } requests && requests != Requests)
        || (TheirInput is { } input && input != Input) || (TheirOutput is { } output && output != Output)
        || Math.Abs(DifferenceUsd ?? 0m) > RoundingUsd
        || (TheirRequests ?? TheirInput ?? TheirOutput ?? (long?)TheirUsd) is null;

    public void Add(SpendLine line)
    {
        Usd += line.CostUsd ?? 0m;
        if (line.Usage is not { } usage)
        {
            Uncounted.Add(line);
            return;
        }

        Requests++;
        Input += usage.Input;
        Output += usage.Output;
    }

    public void Add(ExportRow row, decimal rounding)
    {
        TheirRequests = Sum(TheirRequests, row.Requests);
        TheirInput = Sum(TheirInput, row.Input);
        TheirOutput = Sum(TheirOutput, row.Output);
        TheirUsd = row.Usd is { } usd ? (TheirUsd ?? 0m) + usd : TheirUsd;
        RoundingUsd += row.Usd is null ? 0m : rounding;
    }

    /// <summary>What the exports state of other days, and of this one not: that it is nothing.</summary>
    public void Complete(bool hasRequests, bool hasTokens, bool hasUsd)
    {
        TheirRequests ??= hasRequests ? 0 : null;
        TheirInput ??= hasTokens ? 0 : null;
        TheirOutput ??= hasTokens ? 0 : null;
        TheirUsd ??= hasUsd ? 0m : null;
    }

    /// <summary>Why they differ, as far as it can be told.</summary>
    public string Why()
    {
        var reasons = new List<string>();
        var more = TheirRequests is { } requests ? requests - Requests : 0;
        if (Uncounted.Count > 0)
        {
            reasons.Add($"{Uncounted.Count} without usage: lost, or broken off and billed");
        }

        if (more > Uncounted.Count)
        {
            reasons.Add($"{more - Uncounted.Count} requests that the store does not have");
        }

        if (more < 0)
        {
            reasons.Add($"{-more} requests that the provider does not bill");
        }

        if (more == 0 && Uncounted.Count == 0 && (TheirInput != Input || TheirOutput != Output) && TheirInput is not null)
        {
            reasons.Add("the tokens differ");
        }

        if (reasons.Count == 0)
        {
            reasons.Add(Usd == 0m || TheirUsd is not { } usd ? "the amount differs"
                : $"the price differs: {Math.Round(usd / Usd, 4):0.####} times");
        }

        return string.Join("; ", reasons);
    }

    private static long? Sum(long? left, long? right) => right is null ? left : (left ?? 0) + right;
}

/// <summary>Which names are the same model: a snapshot, an edition and what a console shows are one.</summary>
internal static class ModelNames
{
    /// <summary>What two names of a model have in common.</summary>
    public static string KeyOf(string name) => ModelVersion.Without(
        string.Join('-', name.ToLowerInvariant().Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>What the provider calls the model of a line.</summary>
    public static string? NameOf(SpendLine line) => line.ResponseModel ?? line.Deployment ?? line.Model;
}
