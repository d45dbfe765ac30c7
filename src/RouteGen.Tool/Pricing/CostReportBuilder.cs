using System.Globalization;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Model.Checks.Views;
using RouteGen.Spend;
using RouteGen.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>Prices requests on every target and route of a table.</summary>
internal sealed class CostReportBuilder
{
    private readonly RouteTableFile _file;
    private readonly IReadOnlyList<RouteView> _routes;
    private readonly DateTimeOffset _day;
    private readonly Dictionary<string, TargetCost> _targets;

    public CostReportBuilder(RouteTableFile file, TableView table, IReadOnlyList<RouteView> routes, DateTimeOffset day)
    {
        (_file, _routes, _day) = (file, routes, day);
        _targets = table.Targets.ToDictionary(
            static t => t.Name, t => new TargetCost(t, Definition(file, t.Name), MakesVectors(table, t), day), StringComparer.Ordinal);
    }

    public string Table => _file.Name;

    public GatewayFees? Fees { get; set; }

    /// <summary>What attempts cost at the table's prices; what a provider stated is the bill.</summary>
    public SpendRepricer Repricer => new(_file.Definition, _day, keepStated: true);

    /// <summary>A request by its numbers.</summary>
    public CostReport Build(TokenUsage? stated, IReadOnlyList<KeyValuePair<string, long>> parts, ServiceTier? tier, long? calls)
    {
        var usage = stated ?? new TokenUsage { Input = CostOptions.UsualInput, Output = CostOptions.UsualOutput, Requests = 1 };
        var call = new AskedCall(usage, 1) { Tier = tier };
        var words = stated is null
            ? $"{Wording.Count(usage.Input)} tokens in, {Wording.Count(usage.Output)} out (nothing was stated: --input, --output)"
            : Words(usage, parts);
        return Report(new("request", words, [new("input", usage.Input), new("output", usage.Output), .. Beside(parts)]), call, calls);
    }

    /// <summary>A request of a file.</summary>
    public CostReport Build(FileRequest file, string path, long? output, ServiceTier? tier, long? calls)
    {
        var model = _routes[0].Links[0].Target.Model.Name;
        var facts = file.Asked(model, 0);
        var isVectors = facts.LargestFor is not null;
        var expected = isVectors ? 0 : output ?? Math.Min(CostOptions.UsualOutput, facts.MaxOutput ?? CostOptions.UsualOutput);
        var call = file.Asked(model, expected) is var asked && tier is not null ? asked with { Tier = tier } : asked;
        var words = $"{path} ({file.Form}): about {Wording.Count(call.Usage.Input)} tokens in"
            + (isVectors ? "" : $", {Wording.Count(expected)} out")
            + (output is null && !isVectors ? " (assumed: say --output)" : "");
        return Report(new("file", words, [new("input", call.Usage.Input), new("output", expected)]), call, calls, isVectors);
    }

    /// <summary>A month.</summary>
    public CostReport Build(MonthMix month)
    {
        var sections = new List<CostSection>();
        foreach (var route in _routes.Where(r => month.Routes.ContainsKey(r.Name)))
        {
            var lines = month.Routes[route.Name];
            var isVectors = route.Route.Type == RouteType.Embedding;
            sections.Add(new(
                route.Name, lines.Calls, Targets(lines.Mix, isVectors, null, isMonth: true),
                [new RouteCost(route, _targets).Compute(lines.Mix, null, isMonth: true)])
            {
                Paid = lines.Paid,
            });
        }

        if (sections.Count == 0)
        {
            throw new UsageException(
                $"{month.Month} has no calls of these routes; it has some of"
                    + $" {string.Join(", ", month.Routes.Keys.Order(StringComparer.Ordinal))}.");
        }

        var calls = sections.Sum(static s => s.Calls ?? 0);
        string[] gone = [.. month.Routes.Keys.Where(name =>
            _file.Definition.Routes.All(r => r.Name != name)).Order(StringComparer.Ordinal)];
        var words = $"{month.Month}: {Wording.Counted(calls, "call")}, {Wording.Usd(sections.Sum(static s => s.Paid!.Usd))} paid"
            + (gone.Length > 0 ? $" (without {string.Join(", ", gone)}, which the table no longer has)" : "");
        return new(Table, DateOnly.FromDateTime(_day.UtcDateTime), new("spend", words, [new("calls", calls)]), sections, Fees);
    }

    private CostReport Report(CostOrigin origin, AskedCall call, long? calls, bool? isVectors = null)
    {
        var mix = new CallMix([call]);
        var section = new CostSection(
            null, calls, Targets(mix, isVectors, calls, isMonth: false),
            [
                .. _routes.Where(r => isVectors is null || isVectors == (r.Route.Type == RouteType.Embedding))
                    .Select(r => new RouteCost(r, _targets).Compute(mix, calls, isMonth: false)),
            ]);
        return new(Table, DateOnly.FromDateTime(_day.UtcDateTime), origin, [section], Fees);
    }

    private CostRow[] Targets(CallMix mix, bool? isVectors, long? calls, bool isMonth) =>
        [.. _targets.Values.Where(t => isVectors is null || isVectors == t.IsVectors).Select(t => Row(t, mix, calls, isMonth))];

    private static CostRow Row(TargetCost target, CallMix mix, long? calls, bool isMonth)
    {
        decimal? expected = 0m, worst = 0m;
        long misfits = 0;
        var notes = new List<string>();
        foreach (var call in mix.Calls)
        {
            var why = target.Misfit(call, 0, call.MaxOutput)?.Why ?? (target.Writes(call) ? null : "writes less");
            if (why is not null)
            {
                misfits += call.Times;
                notes.Add(why);
            }

            expected += call.Times * target.Expected(call);
            worst += call.Times * target.Worst(call);
        }

        if (isMonth)
        {
            notes = misfits > 0 ? [$"{Wording.Counted(misfits, "call")} would not fit"] : [];
            if (expected is null)
            {
                notes.AddRange(mix.Calls.SelectMany(target.Notes).Where(static n => n.StartsWith("no ", StringComparison.Ordinal))
                    .Distinct(StringComparer.Ordinal).Take(1));
            }
        }
        else
        {
            notes.AddRange(target.Notes(mix.Calls[0]));
        }

        // What is not served has no price. Of a month some calls would not fit, and the rest says enough.
        var isPriced = mix.Count > 0 && misfits < mix.Count;
        var perCall = !isPriced ? null : mix.Count == 1 ? expected : expected / mix.Count;
        var atWorst = !isPriced ? null : mix.Count == 1 ? worst : worst / mix.Count;
        return new(target.Target.Name, perCall, isMonth && isPriced ? expected : perCall * calls, atWorst)
        {
            Provider = target.Target.Provider.Name + (target.Target.Provider.IsGateway ? " (gateway)" : ""),
            Model = target.Target.Model.Name,
            Fits = misfits == 0,
            IsVectors = target.IsVectors,
            Notes = notes,
        };
    }

    private static bool MakesVectors(TableView table, TargetView target) => (target.Model.Dimensions ?? target.Entry.Dimensions) is not null
        || (table.IsUsedOtherwise(target.Name, RouteType.Chat) && !table.IsUsedOtherwise(target.Name, RouteType.Embedding));

    private static TargetDefinition Definition(RouteTableFile file, string name) => file.Definition.Targets.First(t => t.Name == name);

    private static string Words(TokenUsage usage, IReadOnlyList<KeyValuePair<string, long>> parts) =>
        $"{Wording.Count(usage.Input)} tokens in, {Wording.Count(usage.Output)} out"
        + string.Concat(Beside(parts).Select(static p =>
            string.Create(CultureInfo.InvariantCulture, $", {p.Key} {Wording.Count(p.Value)}")));

    private static IEnumerable<KeyValuePair<string, long>> Beside(IEnumerable<KeyValuePair<string, long>> parts) =>
        parts.Where(static p => p.Key is not ("input" or "output"));
}
