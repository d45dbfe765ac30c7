using System.Globalization;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>
/// Names that C# and the framework have for themselves, as namespaces, tables, entries, and types of
/// the application beside the generated ones.
/// </summary>
public sealed class AwkwardNameTests
{
    public static IEnumerable<string> Words =>
    [
        "nameof", "var", "dynamic", "global", "record",
        "field", "value", "async", "await", "file", "scoped", "required", "partial", "where", "when", "yield", "get", "set", "init",
        "add", "remove", "and", "or", "not", "with",
        "on", "by", "from", "select", "let", "join", "into", "orderby", "group", "equals", "ascending", "descending", "alias", "args",
        "managed", "unmanaged", "notnull", "nint", "nuint",
        "checked", "extension", "allows", "class", "namespace", "string", "object", "true", "default", "this", "_", "__", "__arglist",
        "System", "Microsoft", "RouteGen",
        "Extensions", "Routing", "Hosting", "Definitions", "Costs", "Collections", "Threading", "DependencyInjection", "CodeDom",
        "Task", "String", "Object", "Int32", "Decimal",
        "TimeSpan", "DateOnly", "Action", "Func", "Exception", "InvalidOperationException", "ArgumentOutOfRangeException", "Attribute",
        "Route", "RouteRecord", "AttemptRecord",
        "ChatRoute", "ChatOptions", "Fault", "ModelFeatures", "RouteTableBase", "IRouteTable", "RouteCaller", "RouteClient", "PriceTier",
        "Targets", "Keys", "Prices", "Budgets", "Providers",
        "Models", "Definition", "Create", "GetRoute", "Runtime", "CostBucket", "Equals", "ToString", "GetType", "index", "bucket",
        "RuntimeTable",
        "Demo", "Interlocked", "IServiceCollection", "Enum", "ValueType", "Nullable", "Lazy", "Linq", "Generic", "IReadOnlyDictionary",
    ];

    public static TheoryData<string> AllWords => [.. Words];

    [Theory]
    [MemberData(nameof(AllWords))]
    public void Code_compiles_in_any_namespace(string word)
    {
        foreach (var space in new[] { word, $"Demo.{word}", $"{word}.Demo", $"{word}.{word}" })
        {
            Assert.Empty(new Project(space).Write("/app/routes.json", SupportTable.Text).Build().Complaints);
        }
    }

    [Theory]
    [MemberData(nameof(AllWords))]
    public void A_table_or_an_entry_of_any_name_compiles_or_is_a_finding(string word)
    {
        foreach (var name in new[] { "\"SupportRoutes\"", "\"summarize\"", "\"gpt-mini\"", "\"openai\"", "\"gpt-5-mini\"", "\"support\"" })
        {
            var run = Project.RunOf(SupportTable.Text.Replace(name, $"\"{word}\""));

            Assert.Null(run.Exception);
            Assert.Empty(run.Complaints);
        }
    }

    [Theory]
    [MemberData(nameof(AllWords))]
    public void A_type_of_the_application_beside_the_table_changes_nothing(string word)
    {
        // What the application itself cannot write is not asked of it.
        var run = new Project(code: $"#pragma warning disable\nnamespace Demo {{ class @{word} {{ }} }}")
            .Write("/app/routes.json", SupportTable.Text).Build();

        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData("class System { } class Microsoft { } class RouteGen { } class String { }")]
    [InlineData("static string nameof(object o) => \"\"; static int typeof_ => 1;")]
    [InlineData("class global { } class var { } class Task { } class Exception { }")]
    public void A_member_of_the_application_in_the_table_s_own_class_changes_nothing(string member)
    {
        var run = new Project(code: $"#pragma warning disable\nnamespace Demo {{ partial class SupportRoutes {{ {member} }} partial " +
            $"class SummarizeRoute {{ {member} }} }}")
            .Write("/app/routes.json", SupportTable.Text).Build();

        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData("\u200E")]
    [InlineData("\u200F")]
    [InlineData("\u202A")]
    [InlineData("\u202E")]
    [InlineData("\u2066")]
    [InlineData("\u2069")]
    [InlineData("\u200B")]
    [InlineData("\u200C")]
    [InlineData("\u200D")]
    [InlineData("\u2060")]
    [InlineData("\uFEFF")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u00AD")]
    [InlineData("\u061C")]
    [InlineData("\u034F")]
    [InlineData("\u115F")]
    [InlineData("\u3164")]
    [InlineData("\uFFA0")]
    [InlineData("\u180E")]
    [InlineData("\uFE0F")]
    [InlineData("\u0085")]
    [InlineData("\u0000")]
    [InlineData("\U000E0041")]
    [InlineData("\U0001D173")]
    public void No_character_that_hides_or_reorders_reaches_the_code(string unseen)
    {
        foreach (var space in new[] { $"De{unseen}mo", $"{unseen}Demo", $"Demo{unseen}.{unseen}", $"{unseen}" })
        {
            AssertSeen(new Project(space).Write("/app/routes.json", SupportTable.Text).Build());
        }

        foreach (var name in new[]
        {
            "SupportRoutes", "summarize", "gpt-mini", "openai",
                "gpt-5-mini", "support", "OPENAI_API_KEY", "Routes of the support desk", "Used when the first is down", "openai/gpt-5-mini",
            })
        {
            // Where it stands raw, and where JSON escapes it.
            AssertSeen(Project.RunOf(SupportTable.Text.Replace($"\"{name}\"", $"\"{name[..2]}{unseen}{name[2..]}\"")));
            AssertSeen(Project.RunOf(SupportTable.Text.Replace(
                $"\"{name}\"", $"\"{name[..2]}{string.Concat(unseen.Select(c => $"\\u{(int)c:x4}"))}{name[2..]}\"")));
        }

        AssertSeen(new Project().Write($"/app/{unseen}x/routes.json", SupportTable.Text).Build());
    }

    private static void AssertSeen(Run run)
    {
        Assert.Null(run.Exception);
        Assert.Empty(run.Complaints);
        foreach (var source in run.Sources.Values)
        {
            for (var i = 0; i < source.Length; i++)
            {
                Assert.False(IsUnseen(source, i), $"U+{(int)source[i]:X4} came through.");
            }
        }
    }

    private static bool IsUnseen(string text, int index) =>
        text[index] is '\u034F' or '\u115F' or '\u1160' or '\u3164' or '\uFFA0' or '\u180E' or (>= '\uFE00' and <= '\uFE0F')
            || (char.IsControl(text[index]) && text[index] != '\n')
            || (!char.IsLowSurrogate(text[index]) && CharUnicodeInfo.GetUnicodeCategory(text, index)
                is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
