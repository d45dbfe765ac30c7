namespace RouteGen.Model.Tests.Corpus;

/// <summary>Whole files: their syntax, their root, and their names.</summary>
internal static class FileCases
{
    private const string Syntax = TableCase.NotJson;
    private const string Naming = "what names become in C#";

    public static readonly TableCase[] Texts =
    [
        TableCase.Whole("smallest table", """{ "table": "GoodRoutes", "routes": {} }"""),
        TableCase.Whole("comments and a trailing comma", "// a\n{ \"table\": /* b */ \"GoodRoutes\", \"routes\": {}, }"),
        TableCase.Whole("no text", "⟦⟧", "RG0001").Beyond(Syntax),
        TableCase.Whole("a list", "⟦[]⟧", "RG0003"),
        TableCase.Whole("nothing said", "⟦{⟧ }", "RG0004", "RG0004"),
        TableCase.Whole("comma missing", """{ "table": "GoodRoutes"⟦⟧ "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "comma missing before a new line", "{\n  \"table\": \"GoodRoutes\"⟦⟧\n  \"routes\": {}\n}", "RG0001").Beyond(Syntax),
        TableCase.Whole("colon missing", """{ "table"⟦⟧ "GoodRoutes", "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole("value missing", """{ "about":⟦⟧, "table": "GoodRoutes", "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole("bracket missing at the end", """⟦{⟧ "table": "GoodRoutes", "routes": {} """, "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "bracket missing inside", """{ "table": "GoodRoutes", "costBuckets": ["a"⟦⟧, "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "names in a list", """{ "table": "GoodRoutes", "costBuckets": ⟦[⟧"a": 1], "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "bracket of the other kind", """{ "table": "GoodRoutes", "routes": { "r": { "chain": [ "t"⟦⟧ } } }""", "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "string without an end", "{ \"about\": ⟦\"open,⟧\n \"table\": \"GoodRoutes\", \"routes\": {} }", "RG0001").Beyond(Syntax),
        TableCase.Whole("name without quotes", """{ ⟦table⟧: "GoodRoutes", "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole("value without quotes", """{ "table": "GoodRoutes", "about": ⟦hello⟧, "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole("single quotes", """{ "table": ⟦'⟧GoodRoutes', "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole(
            "number that is none",
            """{ "table": "GoodRoutes", "routes": {}, "models": { "m": { "maxInput": ⟦01⟧, "maxOutput": ⟦.5⟧ } } }""",
            "RG0001",
            "RG0001").Beyond(Syntax),
        TableCase.Whole("escape that is none", """{ "table": "GoodRoutes", "about": "a⟦\d⟧b", "routes": {} }""", "RG0001").Beyond(Syntax),
        TableCase.Whole("text after the end", """{ "table": "GoodRoutes", "routes": {} } ⟦more⟧ text""", "RG0001").Beyond(Syntax),
        TableCase.Whole("comment without an end", """{ "table": "GoodRoutes", "routes": {} } ⟦/*⟧ more""", "RG0001").Beyond(Syntax),
        TableCase.Whole("two slips", """{ "table": "GoodRoutes"⟦⟧ "about": "x", "routes": {},⟦,⟧ }""", "RG0001", "RG0001").Beyond(Syntax),
    ];

    public static readonly TableCase[] Roots =
    [
        TableCase.Root("root that says all", """
            "$schema": "./obj/routes.schema.json", "namespace": "Contoso.Support", "visibility": "internal", "about": "x", "use": [],
            "reviewed": "2026-11-20",
            "models": { }, "providers": { }, "targets": { }, "costBuckets": ["support"]
            """),
        TableCase.Whole("table without a name", """⟦{⟧ "routes": {} }""", "RG0004"),
        TableCase.Whole("table without routes", """⟦{⟧ "table": "GoodRoutes" }""", "RG0004"),
        TableCase.Whole("table named by a keyword", """{ "table": ⟦"class"⟧, "routes": {} }""", "RG0003"),
        TableCase.Whole("table in lower case", """{ "table": ⟦"record"⟧, "routes": {} }""", "RG0006"),
        TableCase.Whole("table with a dash", """{ "table": ⟦"support-routes"⟧, "routes": {} }""", "RG0003"),
        TableCase.Whole("table with a digit first", """{ "table": ⟦"1Routes"⟧, "routes": {} }""", "RG0003"),
        TableCase.Whole("table named by a number", """{ "table": ⟦1⟧, "routes": {} }""", "RG0003"),
        TableCase.Whole("table named System", """{ "table": ⟦"System"⟧, "routes": {} }""", "RG0006").Beyond(Naming),
        TableCase.Whole("table named Keys", """{ "table": ⟦"Keys"⟧, "routes": {} }""", "RG0006").Beyond(Naming),
        TableCase.Whole("table in letters of another script", """{ "table": "Маршруты_2", "routes": {} }"""),
        TableCase.Root("namespace with a keyword", """ "namespace": ⟦"Contoso.new"⟧ """, "RG0003").Beyond(Naming),
        TableCase.Root("namespace with a dot too many", """ "namespace": ⟦"Contoso..Support"⟧ """, "RG0003"),
        TableCase.Root("namespace that is empty", """ "namespace": ⟦""⟧ """, "RG0003"),
        TableCase.Root("visibility unknown", """ "visibility": ⟦"private"⟧ """, "RG0003"),
        TableCase.Root("about that is null", """ "about": ⟦null⟧ """, "RG0003"),
        TableCase.Root("schema that is no text", """ "$schema": ⟦true⟧ """, "RG0003"),
        TableCase.Root("review on no day", """ "reviewed": ⟦"2026-13-01"⟧ """, "RG0003"),
        TableCase.Root("property unknown", """ ⟦"tables"⟧: 1 """, "RG0002"),
        TableCase.Root("use as text", """ "use": ⟦"x.models.json"⟧ """, "RG0003"),
        TableCase.Root("use of a number", """ "use": [⟦1⟧] """, "RG0003"),
        TableCase.Root("use of a file that the build does not see", """ "use": [⟦"../x.models.json"⟧] """, "RG0011").Beyond("the build"),
        TableCase.Root("budgets as a list", """ "budgets": ⟦[]⟧ """, "RG0003"),
        TableCase.Root(
            "declared cost buckets that become one identifier", """ "costBuckets": ["a-b", ⟦"a.b"⟧] """, "RG0006").Beyond(Naming),
        TableCase.Root("declared cost bucket that is blank", """ "costBuckets": [⟦""⟧] """, "RG0003"),
        TableCase.Root("cost buckets as text", """ "costBuckets": ⟦"support"⟧ """, "RG0003"),
        TableCase.Root("section twice", """ "targets": { }, ⟦"targets"⟧: { } """, "RG0005").Beyond("a key that appears twice"),
    ];

    public static readonly TableCase[] Names =
    [
        TableCase.Routes(
            "names with dashes, dots and letters of any script",
            """ "sum-up.v2": { "chain": ["t"] }, "перевод": { "chain": ["t"] }, "summe_auf": { "chain": ["u"] } """),
        TableCase.Routes(
            "routes that become one identifier", """ "a-b": { "chain": ["t"] }, ⟦"a.b"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes("route of digits", """ ⟦"1st"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes("route without a letter", """ ⟦"--"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes("route without a name", """ ⟦""⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes("route with a mark that turns text around", """ ⟦"a\u202eb"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes("route with a newline", """ ⟦"a\nb"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Routes(
            "route named as a member of the class",
            """ ⟦"health"⟧: { "chain": ["t"] }, ⟦"to-string"⟧: { "chain": ["t"] }, ⟦"probe-async"⟧: { "chain": ["t"] } """,
            "RG0006",
            "RG0006",
            "RG0006").Beyond(Naming),
        TableCase.Routes("route named as its table", """ ⟦"good-routes"⟧: { "chain": ["t"] } """, "RG0006").Beyond(Naming),
        TableCase.Whole("route whose type is named as its table",
            """{ "table": "SumRoute", "targets": { }, "routes": { ⟦"sum"⟧: { "chain": [⟦"t"⟧] } } }""", "RG0006", "RG0007").Beyond(Naming),
        TableCase.Root("targets that become one identifier", """ "models": { "m": { } }, "providers": { "p": """ +
            """{ "kind": "openai" } }, "targets": { "x y": { "provider": "p", "model": "m" }, ⟦"x-y"⟧: """ +
            """{ "provider": "p", "model": "m" } } """, "RG0006").Beyond(Naming),
        TableCase.Root("models that become one identifier", """ "models": { "gpt-5": { }, ⟦"gpt 5"⟧: { } } """, "RG0006").Beyond(Naming),
        TableCase.Root("models that differ by case only", """ "models": { "gpt-mini": { }, "gptmini": { } } """),
        TableCase.Root(
            "providers that become one identifier",
            """ "providers": { "a.b": { "kind": "openai" }, ⟦"a/b"⟧: { "kind": "openai" } } """,
            "RG0006").Beyond(Naming),
        TableCase.Root("model named as the class of prices", """ "models": { ⟦"prices"⟧: { } } """, "RG0006").Beyond(Naming),
        TableCase.Root("target named as the class of targets, with a broken reference too",
            """ "targets": { ⟦"targets"⟧: { "provider": ⟦"p"⟧, "model": ⟦"m"⟧ } } """, "RG0006", "RG0007", "RG0007").Beyond(Naming),
    ];
}
