using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a route.</summary>
internal static class RouteFields
{
    public static readonly FieldList<RouteEntry> All = new(
        new Field<RouteEntry, string>("about", Forms.Text)
        {
            Description = "One sentence about the route; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"Two-line summary of a support ticket\"",
            Read = static (route, value) => route with { About = value },
            Write = static (text, route) => text.Add(route.About),
            Place = 1,
        },
        new Field<RouteEntry, RouteType>("type", Forms.Word(Words.RouteTypes))
        {
            Description =
                "What the route asks models for. chat: replies to messages; the route is an IChatClient. embedding: vectors of "
                + "texts; the route is an IEmbeddingGenerator, and all its targets return vectors of one model and length.",
            Example = "\"embedding\"",
            Default = "\"chat\"",
            Read = static (route, value) => route with { Type = value },
            Write = static (text, route) => text.AddUnless(RouteType.Chat, "type", route.Type),
            Place = 15,
        },
        new Field<RouteEntry>("chain", ChainFields.Form)
        {
            Description = "Targets in the order in which they are tried, each once.",
            Example = """["mini"]""",
            Shown = """["gpt-mini", "haiku"]""",
            Required = true,
            Write = static (text, route) => text.Add(route.Chain, ChainFields.All),
            Place = 5,
        },
        new Field<RouteEntry>("on", OnFields.Form)
        {
            Example = """{ "contentFiltered": "next" }""",
            Write = static (text, route) => text.Add(route.On, OnFields.Write),
            Place = 6,
        },
        new Field<RouteEntry, RouteStrategy>("strategy", Forms.Word(Words.Strategies))
        {
            Description =
                "The order in which a call goes through the chain. ordered: the chain's own. weighted: first the entry to which the "
                + "caller (user, otherwise agent, tenant, operation id, key, otherwise at random) is assigned by weight, then the rest "
                + "of the chain. cheapest: by the estimated cost of the request, unknown costs last.",
            Example = "\"weighted\"",
            Default = "\"ordered\"",
            Read = static (route, value) => route with { Strategy = value },
            Write = static (text, route) => text.Add(route.Strategy),
            Place = 7,
        },
        new Field<RouteEntry, ModelFeatures>("requires", Forms.Features)
        {
            Description = "Features that every target must have; a target that lacks one is skipped.",
            Example = """["streaming"]""",
            Default = "[]",
            Read = static (route, value) => route with { Requires = value },
            Write = static (text, route) => text.Add(route.Requires),
            Place = 2,
        },
        new Field<RouteEntry, EquatableArray<string>>("regions", Forms.Regions)
        {
            Description =
                "Regions in which every target must process what it is sent. A provider that does not state its region is assumed to "
                + "be in none of them.",
            Example = """["eu"]""",
            Default = "[]",
            Read = static (route, value) => route with { Regions = value },
            Write = static (text, route) => text.Add(route.Regions),
            Place = 8,
        },
        new Field<RouteEntry, int>("maxDataRetention", Forms.Retention)
        {
            Description =
                "How long a target may keep what it is sent: none, or days from 1d to 3650d. Default: any time. A provider that does "
                + "not state its data retention is assumed to keep it too long.",
            Example = "\"none\"",
            Read = static (route, value) => route with { MaxDataRetentionDays = value },
            Write = static (text, route) => text.Add(route.MaxDataRetentionDays),
            Place = 9,
        },
        new Field<RouteEntry>("timeouts", Form.Object("an object of durations", "timeouts"))
        {
            Example = """{ "total": "30s" }""",
            Write = static (text, route) => TimeoutFields.All.Write(text, route.Timeouts),
            Place = 10,
        },
        new Field<RouteEntry>("limits", Form.Object("an object of limits", "limits"))
        {
            Example = """{ "attempts": 4 }""",
            Write = static (text, route) => LimitFields.All.Write(text, route.Limits),
            Place = 11,
        },
        new Field<RouteEntry>("retry", Form.Object("an object", "retry"))
        {
            Example = """{ "maxRetries": 1 }""",
            Write = static (text, route) => RetryFields.All.Write(text, route.Retry),
            Place = 12,
        },
        new Field<RouteEntry>(
            "budgets",
            Forms.Names("a list of names, each listed once", "The name of a budget.", "\"customer-daily\"", areDistinct: true))
        {
            Description =
                "Budgets that calls are charged to, each once. With one per user, agent, tenant, key or operation, the route is "
                + "called through For(…), which requires them.",
            Example = """["daily"]""",
            Shown = """["customer-daily"]""",
            Default = "[]",
            Write = static (text, route) => text.Add(route.Budgets),
            Place = 13,
        },
        new Field<RouteEntry>("costBucket", Forms.NonBlank("one of the table's costBuckets, or the route's own name"))
        {
            Description = "The chargeback account: one of the table's costBuckets if it declares any. Default: the route's own name.",
            Example = "\"support\"",
            Write = static (text, route) => text.Add(route.CostBucket),
            Place = 3,
        },
        new Field<RouteEntry, bool>("strict", Forms.Flag)
        {
            Description =
                "Whether a target that lacks a merely preferred option (temperature, seed and the like) is skipped rather than "
                + "called without it.",
            Example = "true",
            Default = "false",
            Read = static (route, value) => route with { Strict = value },
            Write = static (text, route) => text.Add(route.Strict),
            Place = 4,
        },
        new Field<RouteEntry, bool>("malformedOutput", Forms.Word(Words.MalformedOutputs))
        {
            Description =
                "What a caller gets when no target serves and one gave a reply that had to be JSON by a schema, and is not JSON. fail: "
                + "the fault. return: the last such reply; its record has the fault all the same. An incomplete tool call is never "
                + "returned.",
            Example = "\"return\"",
            Default = "\"fail\"",
            Read = static (route, value) => route with { ReturnsMalformed = value },
            Write = static (text, route) =>
            {
                if (route.ReturnsMalformed)
                {
                    text.Add("malformedOutput");
                }
            },
            Place = 19,
        },
        new Field<RouteEntry, PromptCapture>("capture", Forms.Word(Words.Captures))
        {
            Description =
                "What is kept of prompts and replies. off: nothing. redacted: both, without what redaction finds in them, such as e-mail "
                + "addresses, keys and card numbers. full: both, as they were. A request can forbid it; none can cause it.",
            Example = "\"redacted\"",
            Default = "\"off\"",
            Read = static (route, value) => route with { Capture = value },
            Write = static (text, route) => text.AddUnless(PromptCapture.Off, "capture", route.Capture),
            Place = 16,
        },
        new Field<RouteEntry, EquatableArray<string>>("aliases", RouteNames.Aliases)
        {
            Description =
                "Names besides its own by which clients of an endpoint can ask for the route, as they send them in model; * stands for "
                + "any characters. Letter case counts. No name may be matched by aliases of two routes.",
            Example = """["gpt-4o*"]""",
            Shown = """["gpt-4o*", "claude-sonnet-4-5"]""",
            Default = "[]",
            Read = static (route, value) => route with { Aliases = value },
            Write = static (text, route) => text.AddWhereStated("aliases", route.Aliases),
            Place = 17,
        },
        new Field<RouteEntry, EquatableArray<string>>("groups", RouteNames.Groups)
        {
            Description =
                "Groups of keys that can call the route at an endpoint, each once: keys that have one of them, or all. Without groups, "
                + "every key can.",
            Example = """["desk"]""",
            Default = "[]",
            Read = static (route, value) => route with { Groups = value },
            Write = static (text, route) => text.AddWhereStated("groups", route.Groups),
            Place = 18,
        },
        Suppressions.Create<RouteEntry>())
    {
        Also = [(0, static (text, route) => text.Add(route.Name).Add(route.Identifier))],
    };
}
