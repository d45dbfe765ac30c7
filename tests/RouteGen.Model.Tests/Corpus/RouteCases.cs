namespace RouteGen.Model.Tests.Corpus;

/// <summary>Routes, good and bad.</summary>
internal static class RouteCases
{
    private const string Reference = "a reference";
    private const string Elsewhere = "what stands elsewhere";

    public static readonly TableCase[] Chains =
    [
        TableCase.Chain("chain of two", """["t", "u"]"""),
        TableCase.Chain("chain with options", """[{ "target": "t", "options": { "temperature": 0.7, "topP": """ +
            """1, "reasoningEffort": "extraHigh", "maxOutputTokens": 600 } }, { "target": "u" }]"""),
        TableCase.Routes("route without a chain", """ ⟦"r"⟧: { } """, "RG0004"),
        TableCase.Routes("route that is a list", """ "r": ⟦["t"]⟧ """, "RG0003"),
        TableCase.Chain("chain that is empty", "⟦[]⟧", "RG0003"),
        TableCase.Chain("chain as text", "⟦\"t\"⟧", "RG0003"),
        TableCase.Chain("chain with a number", "[\"t\", ⟦1⟧]", "RG0003"),
        TableCase.Chain("chain with an unknown target", "[\"t\", ⟦\"v\"⟧]", "RG0007").Beyond(Reference),
        TableCase.Chain("chain with an unknown target and options", "[{ \"target\": ⟦\"v\"⟧ }]", "RG0007").Beyond(Reference),
        TableCase.Chain("chain with a target twice", "[\"t\", \"u\", ⟦\"t\"⟧]", "RG0003").Beyond("a name may appear in two forms"),
        TableCase.Chain("chain entry without a target", "[⟦{⟧ \"options\": { } }]", "RG0004"),
        TableCase.Chain("chain entry with an unknown property", "[{ \"target\": \"t\", ⟦\"option\"⟧: { } }]", "RG0002"),
        TableCase.Chain("options as a list", "[{ \"target\": \"t\", \"options\": ⟦[]⟧ }]", "RG0003"),
        TableCase.Chain("temperature too high", "[{ \"target\": \"t\", \"options\": { \"temperature\": ⟦2.1⟧ } }]", "RG0003"),
        TableCase.Chain("temperature too low", "[{ \"target\": \"t\", \"options\": { \"temperature\": ⟦-1⟧ } }]", "RG0003"),
        TableCase.Chain("topP too high", "[{ \"target\": \"t\", \"options\": { \"topP\": ⟦1.01⟧ } }]", "RG0003"),
        TableCase.Chain("effort unknown", "[{ \"target\": \"t\", \"options\": { \"reasoningEffort\": ⟦\"minimal\"⟧ } }]", "RG0003"),
        TableCase.Chain("no output at all", "[{ \"target\": \"t\", \"options\": { \"maxOutputTokens\": ⟦0⟧ } }]", "RG0003"),
        TableCase.Chain("option unknown to a chain", "[{ \"target\": \"t\", \"options\": { ⟦\"seed\"⟧: 1 } }]", "RG0002"),
    ];

    public static readonly TableCase[] FaultsAndWeights =
    [
        TableCase.Route("every fault and action", """ "on": { "contextTooLong": ["u"], "contentFiltered": "next", "invalidRequest":""" +
            """ "stop", "quotaExhausted": "stop", "timeout": "retry", "rateLimited": ["u", "t"], "unknown": "retry" } """),
        TableCase.Chain("faults of an entry", """[{ "target": "t", "on": { "overloaded": "next", "malformedOutput": "retry" } }]"""),
        TableCase.Route("fault unknown", """ "on": { ⟦"contentFilterd"⟧: "next" } """, "RG0002"),
        TableCase.Route("fault that no target causes", """ "on": { ⟦"cancelled"⟧: "next" } """, "RG0002"),
        TableCase.Route("action unknown", """ "on": { "timeout": ⟦"repeat"⟧ } """, "RG0003"),
        TableCase.Route("no credit retried", """ "on": { "quotaExhausted": ⟦"retry"⟧ } """, "RG0003"),
        TableCase.Route("wrong request retried", """ "on": { "invalidRequest": ⟦"retry"⟧ } """, "RG0003"),
        TableCase.Route("action as a number", """ "on": { "timeout": ⟦1⟧ } """, "RG0003"),
        TableCase.Route("faults as a list", """ "on": ⟦["timeout"]⟧ """, "RG0003"),
        TableCase.Route("no target for a fault", """ "on": { "timeout": ⟦[]⟧ } """, "RG0003"),
        TableCase.Route("a number among a fault's targets", """ "on": { "timeout": ["u", ⟦1⟧] } """, "RG0003"),
        TableCase.Route("a fault's target twice", """ "on": { "timeout": ["u", ⟦"u"⟧] } """, "RG0003"),
        TableCase.Route("a fault's target unknown", """ "on": { "timeout": [⟦"v"⟧] } """, "RG0007").Beyond(Reference),
        TableCase.Route(
            "retry without retries", """ "retry": { "maxRetries": 0 }, "on": { "timeout": ⟦"retry"⟧ } """, "RG0003").Beyond(Elsewhere),
        TableCase.Chain(
            "an entry that stands in for itself",
            "[{ \"target\": \"t\", \"on\": { \"timeout\": [⟦\"t\"⟧] } }]",
            "RG0003").Beyond(Elsewhere),
        TableCase.Routes(
            "weights", """ "r": { "chain": [{ "target": "t", "weight": 90 }, { "target": "u", "weight": 0 }], "strategy": "weighted" } """),
        TableCase.Routes("cheapest", """ "r": { "chain": ["t", "u"], "strategy": "cheapest" } """),
        TableCase.Route("strategy unknown", """ "strategy": ⟦"random"⟧ """, "RG0003"),
        TableCase.Routes(
            "weight below zero",
            """ "r": { "chain": [{ "target": "t", "weight": ⟦-1⟧ }, { "target": "u", "weight": 1 }], "strategy": "weighted" } """,
            "RG0003"),
        TableCase.Routes(
            "half a weight",
            """ "r": { "chain": [{ "target": "t", "weight": ⟦0.5⟧ }, { "target": "u", "weight": 1 }], "strategy": "weighted" } """,
            "RG0003"),
        TableCase.Routes("no weights", """ "r": { "chain": ["t", "u"], "strategy": ⟦"weighted"⟧ } """, "RG0003").Beyond(Elsewhere),
        TableCase.Chain("weight of an ordered chain", "[{ \"target\": \"t\", ⟦\"weight\"⟧: 1 }]", "RG0003").Beyond(Elsewhere),
    ];

    public static readonly TableCase[] Settings =
    [
        TableCase.Route("route that says where data may go", """ "regions": ["eu", "us-east-1"], "maxDataRetention": "3650d" """),
        TableCase.Route("region that is a blank", """ "regions": ["eu", ⟦" "⟧] """, "RG0003"),
        TableCase.Route("regions as text", """ "regions": ⟦"eu"⟧ """, "RG0003"),
        TableCase.Route("retention of zero days", """ "maxDataRetention": ⟦"0d"⟧ """, "RG0003"),
        TableCase.Route("route that says all", """
            "about": "x", "requires": ["streaming", "tools"],
            "timeouts": { "total": "30s", "attempt": "800ms", "firstToken": "1.5s", "idle": "5m", "streamTotal": "24h" },
            "limits": { "attempts": 1, "inputTokens": 1, "outputTokens": 1, "costUsd": 0.000000000001 },
            "retry": { "maxRetries": 0, "delay": "1ms", "maxDelay": "2s" },
            "costBucket": "anything", "strict": true, "capture": "full", "suppress": { "RG1001": "x" }
            """),
        TableCase.Route("route with an unknown property", """ ⟦"timeout"⟧: "30s" """, "RG0002"),
        TableCase.Route("required feature unknown", """ "requires": [⟦"stream"⟧] """, "RG0003"),
        TableCase.Route("duration as a number", """ "timeouts": { "total": ⟦30⟧ } """, "RG0003"),
        TableCase.Route("duration without a unit", """ "timeouts": { "total": ⟦"30"⟧ } """, "RG0003"),
        TableCase.Route("duration with a blank", """ "timeouts": { "total": ⟦"30 s"⟧ } """, "RG0003"),
        TableCase.Route("duration of an unknown unit", """ "timeouts": { "attempt": ⟦"1d"⟧ } """, "RG0003"),
        TableCase.Route("duration of zero", """ "timeouts": { "firstToken": ⟦"0s"⟧ } """, "RG0003"),
        TableCase.Route("duration below zero", """ "timeouts": { "idle": ⟦"-1s"⟧ } """, "RG0003"),
        TableCase.Route("duration past a day", """ "timeouts": { "streamTotal": ⟦"25h"⟧ } """, "RG0003").Beyond("arithmetic"),
        TableCase.Route(
            "duration past all numbers", """ "retry": { "delay": ⟦"99999999999999999999h"⟧ } """, "RG0003").Beyond("arithmetic"),
        TableCase.Route("duration too short to count", """ "timeouts": { "idle": ⟦"0.00001ms"⟧ } """, "RG0003").Beyond("arithmetic"),
        TableCase.Route("duration with half a fraction", """ "timeouts": { "idle": ⟦"1.s"⟧ } """, "RG0003"),
        TableCase.Route("duration in other digits", """ "timeouts": { "idle": ⟦"٣s"⟧ } """, "RG0003"),
        TableCase.Route("timeouts as text", """ "timeouts": ⟦"30s"⟧ """, "RG0003"),
        TableCase.Route("timeout unknown", """ "timeouts": { ⟦"first_token"⟧: "3s" } """, "RG0002"),
        TableCase.Route("no attempts", """ "limits": { "attempts": ⟦0⟧ } """, "RG0003"),
        TableCase.Route("limit of half a token", """ "limits": { "inputTokens": ⟦0.5⟧ } """, "RG0003"),
        TableCase.Route("limit of no tokens", """ "limits": { "outputTokens": ⟦0⟧ } """, "RG0003"),
        TableCase.Route("limit of no money", """ "limits": { "costUsd": ⟦0⟧ } """, "RG0003"),
        TableCase.Route("limit of money as text", """ "limits": { "costUsd": ⟦"0.03 USD"⟧ } """, "RG0003"),
        TableCase.Route("limit finer than a ledger counts", """ "limits": { "costUsd": ⟦0.0000000000001⟧ } """, "RG0003")
            .Beyond("exact fractions"),
        TableCase.Route("limit unknown", """ "limits": { ⟦"maxCost"⟧: 1 } """, "RG0002"),
        TableCase.Route("retries below zero", """ "retry": { "maxRetries": ⟦-1⟧ } """, "RG0003"),
        TableCase.Route("retries past ten", """ "retry": { "maxRetries": ⟦11⟧ } """, "RG0003"),
        TableCase.Route("retry as a number", """ "retry": ⟦1⟧ """, "RG0003"),
        TableCase.Route("retry with an unknown property", """ "retry": { ⟦"backoff"⟧: "1s" } """, "RG0002"),
        TableCase.Route("retry delay as a number", """ "retry": { "delay": ⟦200⟧ } """, "RG0003"),
        TableCase.Route("strict as text", """ "strict": ⟦"yes"⟧ """, "RG0003"),
        TableCase.Route("capture as a flag", """ "capture": ⟦true⟧ """, "RG0003"),
        TableCase.Route("malformed output returned", """ "malformedOutput": "return" """),
        TableCase.Route("malformed output as a flag", """ "malformedOutput": ⟦true⟧ """, "RG0003"),
        TableCase.Route("malformed output unknown", """ "malformedOutput": ⟦"next"⟧ """, "RG0003"),
        TableCase.Route("capture unknown", """ "capture": ⟦"on"⟧ """, "RG0003"),
        TableCase.Route("aliases and groups", """
            "aliases": ["gpt-4o*", "meta-llama/Llama-3.3-70B", "llama3.2:latest", "@cf/*"], "groups": ["desk", "back.office_2"]
            """),
        TableCase.Route("alias with a blank", """ "aliases": ["gpt", ⟦"gpt 4o"⟧] """, "RG0003"),
        TableCase.Route("alias with a control character", """ "aliases": [⟦"gp\tt"⟧] """, "RG0003"),
        TableCase.Route("alias in other letters", """ "aliases": [⟦"größe"⟧] """, "RG0003"),
        TableCase.Route("alias without a name", """ "aliases": [⟦""⟧] """, "RG0003"),
        TableCase.Route("alias as long as any", $$""" "aliases": ["{{new string('a', 128)}}"] """),
        TableCase.Route("alias too long", $$""" "aliases": [⟦"{{new string('a', 129)}}"⟧] """, "RG0003"),
        TableCase.Route("aliases as text", """ "aliases": ⟦"gpt-4o"⟧ """, "RG0003"),
        TableCase.Route("as many aliases as can be", $$""" "aliases": [{{Numbered(64)}}] """),
        TableCase.Route("too many aliases", $$""" "aliases": [{{Numbered(64)}}, ⟦"a64"⟧] """, "RG0003"),
        TableCase.Route("too many groups", $$""" "groups": [{{Numbered(32)}}, ⟦"a32"⟧] """, "RG0003"),
        TableCase.Route("group with a comma", """ "groups": ["desk", ⟦"a,b"⟧] """, "RG0003"),
        TableCase.Route("group twice", """ "groups": ["desk", ⟦"desk"⟧] """, "RG0003"),
        TableCase.Route("group that begins with a dash", """ "groups": [⟦"-desk"⟧] """, "RG0003"),
        TableCase.Routes(
            "aliases that meet nowhere",
            """ "r": { "chain": ["t"], "aliases": ["gpt-4o*", "*-x"] }, "s": { "chain": ["u"], "aliases": ["gpt", "GPT-4o", "p*-y"] } """),
        TableCase.Routes(
            "one alias of two routes",
            """ "r": { "chain": ["t"], "aliases": ["gpt-4o"] }, "s": { "chain": ["u"], "aliases": ["o3", ⟦"gpt-4o"⟧] } """,
            "RG0018").Beyond(Elsewhere),
        TableCase.Routes(
            "patterns of two routes that meet",
            """ "r": { "chain": ["t"], "aliases": ["gpt-4*mini"] }, "s": { "chain": ["u"], "aliases": [⟦"gpt-4o*"⟧] } """,
            "RG0018").Beyond(Elsewhere),
        TableCase.Routes(
            "a pattern and a name of another route",
            """ "r": { "chain": ["t"], "aliases": ["gpt-4o-mini"] }, "s": { "chain": ["u"], "aliases": [⟦"gpt-4o*"⟧, "x"] } """,
            "RG0018").Beyond(Elsewhere),
        TableCase.Routes(
            "an alias that is another route",
            """ "r": { "chain": ["t"], "aliases": [⟦"s"⟧, ⟦"GoodRoutes/s"⟧, "s*"] }, "s": { "chain": ["u"] } """,
            "RG0019", "RG0019").Beyond(Elsewhere),
        TableCase.Route("cost bucket that is blank", """ "costBucket": ⟦" "⟧ """, "RG0003"),
        TableCase.Route("budget that nothing declares", """ "budgets": [⟦"daily"⟧] """, "RG0007").Beyond(Reference),
        TableCase.Route("budgets as text", """ "budgets": ⟦"daily"⟧ """, "RG0003"),
        TableCase.Route("budget without a name", """ "budgets": [⟦""⟧] """, "RG0003"),
        TableCase.Route("suppression of a rule that blocks, in a route", """ "suppress": { ⟦"RG0001"⟧: "x" } """, "RG0003"),
    ];

    public static readonly TableCase[] Embeddings =
    [
        TableCase.Route("embedding route", """ "type": "embedding", "timeouts": { "total": "5s", "attempt": "2s" }, "limits": """ +
            """{ "attempts": 2, "inputTokens": 8000, "costUsd": 0.01 }, "on": { "timeout": ["u"] } """),
        TableCase.Route("chat route that says so", """ "type": "chat" """),
        TableCase.Route("type unknown", """ "type": ⟦"embeddings"⟧ """, "RG0003"),
        TableCase.Route("embedding that requires tools", """ "type": "embedding", ⟦"requires"⟧: ["tools"] """, "RG0003").Beyond(Elsewhere),
        TableCase.Route(
            "embedding with malformed output", """ "type": "embedding", ⟦"malformedOutput"⟧: "return" """, "RG0003").Beyond(Elsewhere),
        TableCase.Route("embedding that is strict", """ "type": "embedding", ⟦"strict"⟧: true """, "RG0003").Beyond(Elsewhere),
        TableCase.Route(
            "embedding with timers of a stream",
            """ "type": "embedding", "timeouts": { ⟦"firstToken"⟧: "1s", ⟦"idle"⟧: "1s", ⟦"streamTotal"⟧: "1s" } """,
            "RG0003",
            "RG0003",
            "RG0003").Beyond(Elsewhere),
        TableCase.Route(
            "embedding with output", """ "type": "embedding", "limits": { ⟦"outputTokens"⟧: 10 } """, "RG0003").Beyond(Elsewhere),
        TableCase.Route(
            "embedding whose stream breaks", """ "type": "embedding", "on": { ⟦"streamBroken"⟧: "next" } """, "RG0003").Beyond(Elsewhere),
        TableCase.Routes(
            "embedding with options of a chat",
            """ "r": { "type": "embedding", "chain": [{ "target": "t", ⟦"options"⟧: { "temperature": 0 } }] } """,
            "RG0003").Beyond(Elsewhere),
        TableCase.Routes(
            "target of a chat and of an embedding",
            """ "c": { "chain": ["t"] }, "r": { "type": "embedding", "chain": [⟦"t"⟧] } """,
            "RG0003").Beyond(Elsewhere),
        Embedding(
            "vectors of one model at two providers",
            """ "t": { "provider": "p", "model": "m" }, "u": { "provider": "q", "model": "m", "deployment": "x" } """),
        Embedding(
            "vectors cut to one length",
            """ "t": { "provider": "p", "model": "m", "dimensions": 256 }, "u": { "provider": "q", "model": "m", "dimensions": 256 } """),
        Embedding(
            "vectors of the model's length and of the same one",
            """ "t": { "provider": "p", "model": "m", "dimensions": 1536 }, "u": { "provider": "q", "model": "m" } """),
        Embedding(
            "vectors of two models",
            """ "t": { "provider": "p", "model": "m" }, "u": { "provider": "q", "model": "n" } """,
            "RG0016").Beyond(Elsewhere),
        Embedding(
            "vectors of two lengths",
            """ "t": { "provider": "p", "model": "m", "dimensions": 256 }, "u": { "provider": "q", "model": "m" } """,
            "RG0016").Beyond(Elsewhere),
        Embedding(
            "vectors of a kind that makes none",
            """ "t": { "provider": "p", "model": "m" }, "u": { "provider": "a", "model": "m" } """,
            "RG0017").Beyond(Elsewhere),
        Marked("vectors longer than the model's", """ "t": { "provider": "p", "model": "m", ⟦"dimensions"⟧: 1537 } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003").Beyond(Elsewhere),
        Marked("vectors of no length", """ "t": { "provider": "p", "model": "m", "dimensions": ⟦0⟧ } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003"),
        Marked("vectors past all length", """ "t": { "provider": "p", "model": "m", "dimensions": ⟦65537⟧ } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003"),
        Marked("dimensions of a chat target", """ "t": { "provider": "p", "model": "m", ⟦"dimensions"⟧: 256 } """,
            """ "r": { "chain": ["t"] } """, "RG0003").Beyond(Elsewhere),
        Marked("lack of an embedding", """ "t": { "provider": "p", "model": "m", ⟦"lacks"⟧: ["tools"] } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003").Beyond(Elsewhere),
        Marked("service tier of an embedding", """ "t": { "provider": "p", "model": "m", ⟦"serviceTier"⟧: "flex" } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003").Beyond(Elsewhere),
        Marked("protocol of an embedding", """ "t": { "provider": "p", "model": "m", ⟦"api"⟧: "responses" } """,
            """ "r": { "type": "embedding", "chain": ["t"] } """, "RG0003").Beyond(Elsewhere),
        Marked(
            "vectors of another model on a fault", """ "t": { "provider": "p", "model": "m" }, "u": { "provider": "p", "model": "n" } """,
            """ "r": { "type": "embedding", "chain": [{ "target": "t", "on": { "timeout": [⟦"u"⟧] } }] } """, "RG0016").Beyond(Elsewhere),
    ];

    private static string Numbered(int count) => string.Join(", ", Enumerable.Range(0, count).Select(i => $"\"a{i}\""));

    private static TableCase Embedding(string name, string targets, params string[] rules) =>
        Marked(name, targets, rules.Length == 0
            ? """ "r": { "type": "embedding", "chain": ["t", "u"] } """
            : """ "r": { "type": "embedding", "chain": ["t", ⟦"u"⟧] } """, rules);

    private static TableCase Marked(string name, string targets, string routes, params string[] rules) => TableCase.Whole(
        name,
        $$"""
        {
          "table": "GoodRoutes",
          "models": { "m": { "dimensions": 1536 }, "n": { "dimensions": 1536 } },
          "providers": { "p": { "kind": "openai" }, "q": { "kind": "ollama" }, "a": { "kind": "anthropic" } },
          "targets": { {{targets}} },
          "routes": { {{routes}} }
        }
        """,
        rules);
}
