using System.Globalization;
using System.Text.Json;
using RouteGen.Faults;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Tables;

namespace RouteGen.Tool.Graph;

/// <summary>Chains and outages for programs: names as the table has them, money exact, times in milliseconds.</summary>
internal static class GraphJson
{
    public static void Write(Utf8JsonWriter json, GraphView graph)
    {
        json.WriteStartObject();
        json.WriteString("table", graph.File.Name);
        json.WriteString("tableHash", graph.File.Definition.Hash);
        json.WriteString("pricesOf", graph.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartArray("routes");
        foreach (var route in graph.Routes)
        {
            Write(json, graph, route);
        }

        json.WriteEndArray();
        if (graph.Outage is { } outage)
        {
            json.WritePropertyName("outage");
            Write(json, graph.Table, outage, graph.Routes);
        }

        json.WriteEndObject();
    }

    /// <summary>One outage.</summary>
    public static void Write(Utf8JsonWriter json, TableView table, Outage outage, IReadOnlyList<RouteView> routes)
    {
        json.WriteStartObject();
        WriteNames(json, "without", outage.Parts.Select(OutageWords.Text));
        WriteNames(json, "down", outage.Down.Select(static t => t.Name));
        WriteNames(json, "weakened", outage.Weakened.Select(static t => t.Name));
        json.WriteStartArray("routes");
        foreach (var effect in outage.Effects.Where(e => routes.Any(r => r.Name == e.Route.Name)))
        {
            Write(json, effect);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, OutageEffect effect)
    {
        json.WriteStartObject();
        json.WriteString("route", effect.Route.Name);
        json.WriteString("level", RouteWords.Id(effect.Level));
        if (effect.Level != OutageLevel.None)
        {
            WriteNames(json, "down", effect.Down.Select(static l => l.Target.Name));
            json.WriteStartArray("ways");
            foreach (var way in effect.Ways)
            {
                json.WriteStartObject();
                WriteNames(json, "faults", way.Faults.Select(FaultNames.Name));
                WriteNames(json, "failed", way.Failed.Select(static l => l.Target.Name));
                json.WriteString("serves", way.Serves?.Target.Name);
                WriteNames(json, "left", way.Left.Select(static l => l.Target.Name));
                json.WriteBoolean("stopped", way.IsStopped);
                json.WriteNumber("attemptsBefore", way.Attempts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            WriteNames(json, "lostFeatures", RouteWords.Names(effect.LostFeatures));
            WriteNumber(json, "inputTokensBefore", effect.InputBefore);
            WriteNumber(json, "inputTokensAfter", effect.InputAfter);
            json.WriteNumber("delayMs", effect.Delay.TotalMilliseconds);
            json.WriteBoolean("starved", effect.IsStarved);
            json.WritePropertyName("worstBefore");
            Write(json, effect.Route.Worst);
            json.WritePropertyName("worstAfter");
            Write(json, effect.Worst);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GraphView graph, RouteView route)
    {
        json.WriteStartObject();
        json.WriteString("name", route.Name);
        json.WriteString("type", route.Route.Type == RouteType.Embedding ? "embedding" : "chat");
        json.WriteString("strategy", JsonNamingPolicy.CamelCase.ConvertName(route.Route.Strategy.ToString()));
        WriteNames(json, "requires", RouteWords.Names(route.Route.Requires));
        json.WritePropertyName("worst");
        Write(json, route.Worst);
        json.WriteStartArray("targets");
        for (var i = 0; i < route.Reach.Count; i++)
        {
            Write(json, graph, route, route.Reach[i], i < route.Links.Count);
        }

        json.WriteEndArray();
        json.WriteStartArray("on");
        foreach (var way in FaultWay.Enumerate(route))
        {
            json.WriteStartObject();
            json.WriteString("at", way.At?.Target.Name);
            json.WriteString("fault", way.Fault);
            json.WriteString("action", JsonNamingPolicy.CamelCase.ConvertName(way.Action.ToString()));
            WriteNames(json, "targets", way.Targets.Select(static t => t.Target.Name));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, GraphView graph, RouteView route, ChainLink link, bool isInChain)
    {
        var target = link.Target;
        var rates = graph.Facts(target).Rates;
        json.WriteStartObject();
        json.WriteString("name", target.Name);
        json.WriteBoolean("inChain", isInChain);
        if (route.Route.Strategy == RouteStrategy.Weighted)
        {
            json.WriteNumber("weight", link.Entry.Weight ?? 0);
        }

        json.WriteString("provider", target.Provider.Name);
        json.WriteString("kind", target.Provider.Kind);
        json.WriteBoolean("gateway", target.Provider.IsGateway);
        json.WriteString("region", target.Provider.Region);
        WriteNames(json, "keys", OutagePart.KeysOf(target.Provider));
        json.WriteString("model", target.Model.Name);
        json.WriteString("deployment", target.Entry.Deployment);
        WriteNumber(json, "contextWindow", target.Model.ContextWindow);
        WriteNumber(json, "maxInput", target.Model.MaxInput);
        WriteNumber(json, "maxOutput", target.Model.MaxOutput);
        json.WriteBoolean("provisioned", rates.IsProvisioned);
        WriteNumber(json, "inputUsdPerMTok", rates.Input);
        WriteNumber(json, "outputUsdPerMTok", rates.Output);
        WriteNames(json, "stopsOn", FaultNames.All
            .Where(fault => FaultTable.ActionFor(fault, route.Route.RuleFor(link.Entry, fault)?.Action) == FaultAction.Stop)
            .Select(FaultNames.Name));
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, WorstCase? worst)
    {
        if (worst is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("attempts", worst.Attempts);
        json.WriteNumber("whenFailingMs", worst.WhenFailing.TotalMilliseconds);
        json.WriteNumber("whenTimingOutMs", worst.WhenTimingOut.TotalMilliseconds);
        WriteNumber(json, "costUsd", worst.CostUsd);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var one in names)
        {
            json.WriteStringValue(one);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
