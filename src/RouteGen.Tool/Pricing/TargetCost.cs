using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Model.Checks.Views;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>A target with its price of a day: what requests cost there.</summary>
internal sealed class TargetCost
{
    private static readonly ServiceTier[] Tiers = [ServiceTier.Flex, ServiceTier.Priority, ServiceTier.Batch];

    private readonly PriceInForce _price;

    public TargetCost(TargetView view, TargetDefinition target, bool isVectors, DateTimeOffset day)
    {
        (View, Target, IsVectors) = (view, target, isVectors);
        _price = PriceInForce.At(target, day);
    }

    public TargetView View { get; }

    public TargetDefinition Target { get; }

    /// <summary>Whether it makes vectors.</summary>
    public bool IsVectors { get; }

    public TokenUsage UsageOf(AskedCall call) => call.UsageAt(Target, IsVectors);

    /// <summary>What a call costs there in USD; null when a rate that it needs is not known.</summary>
    public decimal? Expected(AskedCall call) => Expected(UsageOf(call), call.Tier);

    /// <summary>What a usage costs there in USD.</summary>
    public decimal? Expected(TokenUsage usage, ServiceTier? tier = null) => _price.Cost(usage, TierOf(tier));

    /// <summary>What an attempt costs there at most, in whichever way it is cached, written, thought or served.</summary>
    public decimal? Worst(AskedCall call)
    {
        if (_price.IsProvisioned)
        {
            return 0m;
        }

        var usage = UsageOf(call);
        var pieces = Expected(new TokenUsage { Images = usage.Images, WebSearches = usage.WebSearches }, call.Tier);
        var known = Expected(call) ?? _price.UpperBound(usage, TierOf(call.Tier));
        return _price.Sheet is { } sheet && known is { } expected
            && CostCalculator.CalculateWorstCase(sheet, usage.Input, usage.Output, _price.Asked, _price.Factor) is { } worst
                ? Math.Max(worst + (pieces ?? 0m), expected)
                : null;
    }

    /// <summary>What the route expects before the call, for choosing the cheapest: all the output that is allowed.</summary>
    public decimal? Estimate(AskedCall call, long? output) => _price.Estimate(UsageOf(call).Input, output, TierOf(call.Tier));

    /// <summary>Why a call cannot be served there; null where it can, as far as the table knows.</summary>
    /// <param name="call">The call.</param>
    /// <param name="requires">What a route asks besides.</param>
    /// <param name="output">The output that is asked for; null where nobody says.</param>
    public Misfit? Misfit(AskedCall call, ModelFeatures requires, long? output)
    {
        var lacking = Target.FindLacking(call.Needs | requires);
        if (lacking != 0)
        {
            return new("lacks " + string.Join(", ", Enum.GetValues<ModelFeatures>().Where(f => f != 0 && lacking.HasFlag(f))
                .Select(static f => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(f.ToString()))), false);
        }

        var largest = call.LargestFor?.Invoke(Target.Model.Name) ?? UsageOf(call).Input;
        var asked = IsVectors ? 0 : (int)Math.Min(output ?? 0, int.MaxValue);
        return View.InputCapacity(asked) is { } takes && largest > takes ? new($"takes {Wording.Count(takes)} at most", true) : null;
    }

    /// <summary>Whether its model writes less than so much.</summary>
    public bool Writes(AskedCall call) => IsVectors || !(Target.Model.MaxOutput < call.Usage.Output);

    /// <summary>What is to be said of a cost there: a rate that is missing, a threshold that was crossed, other tiers.</summary>
    public IEnumerable<string> Notes(AskedCall call)
    {
        if (_price.IsProvisioned)
        {
            yield return "provisioned";
            yield break;
        }

        if (_price.Sheet is not { } sheet)
        {
            yield return "no price";
            yield break;
        }

        var usage = UsageOf(call);
        var tier = TierOf(call.Tier);
        var unpriced = _price.Unpriced(usage, tier);
        if (unpriced.Count > 0)
        {
            yield return "no rate for " + string.Join(", ", unpriced);
        }

        if (PriceTier.Crossed(sheet.Tier, usage.Input) is { } crossed)
        {
            yield return $"rates above {Wording.Count(crossed.AboveInputTokens)}";
        }

        if (tier != ServiceTier.Standard)
        {
            yield return Word(tier) + (sheet.ForServiceTier(tier) is null ? " has no rates of its own" : "");
            yield break;
        }

        foreach (var other in Tiers)
        {
            if (sheet.ForServiceTier(other) is not null && _price.Cost(usage, other) is { } usd)
            {
                yield return $"{Word(other)} {Wording.Usd(usd)}";
            }
        }
    }

    private ServiceTier TierOf(ServiceTier? asked) => _price.Asked ?? asked ?? ServiceTier.Standard;

    private static string Word(ServiceTier tier) => tier.ToString().ToLowerInvariant();
}

/// <summary>Why a target cannot serve a call.</summary>
/// <param name="Why">In a few words.</param>
/// <param name="IsTooLarge">Whether the call is too large for it.</param>
internal sealed record Misfit(string Why, bool IsTooLarge);
