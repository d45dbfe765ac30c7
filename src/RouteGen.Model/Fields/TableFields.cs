using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a table as a whole.</summary>
internal static class TableFields
{
    private static readonly Form ClassName = new("the name of the class to generate, a C# identifier", """
        "type": "string", "pattern": "^(?![a-z]+$)[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*$"
        """);

    private static readonly Form<string> Namespace = Forms.TextThat("a C# namespace", """
        "type": "string",
        "pattern": "^[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*(\\.[A-Za-z_\\u0080-\\uffff][A-Za-z0-9_\\u0080-\\uffff]*)*$"
        """, Identifiers.IsNamespace);

    private static readonly Form<bool> Visibility = Forms.Word(Words.Visibility);

    public static readonly FieldList<RouteTable> All = new(
        new Field<RouteTable, string>("$schema", Forms.Text)
        {
            Description = "Where an editor finds this schema.",
            Example = "\"./obj/routes.schema.json\"",
            Read = static (table, value) => table,
        },
        new Field<RouteTable>("table", ClassName)
        {
            Description = "The class to generate: a C# identifier that is not all lower-case.",
            Example = "\"SupportRoutes\"",
            Required = true,
            Write = static (text, table) => text.Add(table.ClassName),
            Place = 0,
        },
        new Field<RouteTable, string>("namespace", Namespace)
        {
            Description = "The namespace of the class. Default: the project's RootNamespace.",
            Example = "\"Contoso.Support\"",
            Read = static (table, value) => table with { Namespace = value },
            Write = static (text, table) => text.Add(table.Namespace),
            Place = 1,
        },
        new Field<RouteTable, bool>("visibility", Visibility)
        {
            Description = "Whether the generated types are public or internal.",
            Example = "\"internal\"",
            Default = "\"public\"",
            Read = static (table, value) => table with { IsPublic = value },
            Write = static (text, table) => text.Add(table.IsPublic),
            Place = 2,
        },
        new Field<RouteTable, string>("about", Forms.Text)
        {
            Description = "One sentence about the table; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"Everything that support asks of models\"",
            Read = static (table, value) => table with { About = value },
            Write = static (text, table) => text.Add(table.About),
            Place = 3,
        },
        new Field<RouteTable>(
            "use",
            Forms.Names("a list of paths relative to this file, or of packages", "A path.", "\"../company.models.json\""))
        {
            Description =
                "Files of shared models, as paths relative to this file, or packages by name. A model of the same name in this file "
                + "takes precedence.",
            Example = """["../company.models.json"]""",
            Default = "[]",
        },
        new Field<RouteTable, string>("reviewed", Forms.Day)
        {
            Description = "The day of the last review, as yyyy-MM-dd.",
            Example = "\"2026-11-20\"",
            Read = static (table, value) => table with { Reviewed = value },
            Write = static (text, table) => text.Add(table.Reviewed),
            Place = 4,
        },
        new Field<RouteTable>("models", Forms.Entries("model"))
        {
            Description = "Models by the name that the provider gives them: what they accept and cost.",
            Example = """{ "gpt-5.4-mini": { } }""",
            Shown = """{ "gpt-5.4-mini": { "maxOutput": 128000 } }""",
            Write = static (text, table) => text.Add(table.Models, ModelFields.All),
            Place = 5,
        },
        new Field<RouteTable>("providers", Forms.Entries("provider"))
        {
            Description = "Providers by name: where models run.",
            Example = """{ "openai": { "kind": "openai" } }""",
            Shown = """{ "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" } }""",
            Write = static (text, table) => text.Add(table.Providers, ProviderFields.All),
            Place = 6,
        },
        new Field<RouteTable>("targets", Forms.Entries("target"))
        {
            Description = "Targets by name: models at providers.",
            Example = """{ "mini": { "provider": "openai", "model": "gpt-5.4-mini" } }""",
            Shown = """{ "gpt-mini": { "provider": "openai", "model": "gpt-5.4-mini" } }""",
            Write = static (text, table) => text.Add(table.Targets, TargetFields.All),
            Place = 7,
        },
        new Field<RouteTable>("budgets", Forms.Entries("budget"))
        {
            Description =
                "Budgets by name: caps on what calls may use within a period. A route names those that its calls are charged to.",
            Example = """{ "daily": { "per": "user", "limit": { "usd": 2.50 }, "calendar": "day" } }""",
            Shown = """{ "customer-daily": { "per": "user", "limit": { "usd": 2.5 }, "calendar": "day" } }""",
            Default = "{}",
            Write = static (text, table) => text.Add(table.Budgets, BudgetFields.All),
            Place = 8,
        },
        new Field<RouteTable>("costBuckets", Forms.Names("a list of names", "The name of an account.", "\"support\""))
        {
            Description =
                "Chargeback accounts that routes, and single calls, can name; they become an enum. If none is declared, routes may "
                + "name any.",
            Example = """["support"]""",
            Shown = """["support", "sales"]""",
            Default = "[]",
            Write = static (text, table) => text.Add(table.CostBuckets),
            Place = 9,
        },
        new Field<RouteTable>("routes", Forms.Entries("route"))
        {
            Description = "Routes by name: each becomes a property of the class.",
            Example = """{ "summarize": { "chain": ["mini"] } }""",
            Shown = """{ "summarize": { "chain": ["gpt-mini"] } }""",
            Required = true,
            Write = static (text, table) => text.Add(table.Routes, RouteFields.All),
            Place = 10,
        });
}
