namespace RouteGen.Model.Tables;

/// <summary>
/// By how much one attempt can come to more than is reserved where that is what is expected: by its whole output at most.
/// </summary>
public static class PossibleOverrun
{
    /// <summary>In USD, at the most expensive target; null where no bound is known.</summary>
    public static decimal? Usd(RouteTable table, RouteEntry route)
    {
        decimal largest = 0;
        foreach (var entry in route.Reach())
        {
            var target = table.TargetNamed(entry.Target)!;
            var model = table.ModelNamed(target.Model)!;
            var provider = table.ProviderNamed(target.Provider);
            if (target.IsProvisioned)
            {
                continue;
            }

            // Tiers go by the input, so that the largest input has the most expensive output.
            var input = route.Limits.InputTokens ?? model.ContextWindow;
            if (input is not { } most || OutputOf(table, route, entry) is not { } output
                || TargetPrice.Worst(target, model, provider, most, output) is not { } worst
                || TargetPrice.Worst(target, model, provider, most, 0) is not { } none)
            {
                return null;
            }

            largest = Math.Max(largest, worst - none);
        }

        return largest;
    }

    /// <summary>In tokens; null where no bound is known.</summary>
    public static int? Tokens(RouteTable table, RouteEntry route)
    {
        var outputs = route.Reach().Select(entry => OutputOf(table, route, entry)).ToArray();
        return outputs.Contains(null) ? null : outputs.Max();
    }

    private static int? OutputOf(RouteTable table, RouteEntry route, ChainEntry entry)
    {
        if (route.Type == RouteType.Embedding)
        {
            return 0;
        }

        var model = table.ModelNamed(table.TargetNamed(entry.Target)!.Model)!;
        return new[] { route.Limits.OutputTokens, entry.MaxOutputTokens, model.MaxOutput }.Min();
    }
}
