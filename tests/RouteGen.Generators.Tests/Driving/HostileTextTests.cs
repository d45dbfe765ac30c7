using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>Whatever text a table holds, it is data.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string> Texts =>
    [
        "\" + System.Environment.Exit(1) + \"",
        "\\\"; } class Evil { } //",
        "*/ class Evil { } /*",
        "line\nclass Evil { }",
        "line\r\n#error Evil",
        "next\u0085class Evil { }",
        "separators\u2028class Evil { }\u2029class Evil { }",
        "{ } {0} {{ }} $\"{1}\"",
        "</summary><evil a='1'>&amp; ]]> <!--",
        "<see cref=\"Missing\"/>",
        "bidi \u202Etxet\u202C \u2066isolate\u2069 \u200F mark \u061C",
        "zero\u200Bwidth\uFEFF\u00AD",
        "controls \u0000\u0001\u0007\u001B\u007F\u009F",
        "lone \uD800 and \uDC00 surrogates",
        "tags \U000E0041\U000E0042",
        "not a character \uFFFE \uFFFF",
        "\U0001F600 für Ïñtérnâtiônàl 文字",
        "class", "System", "value__", "global::System", "@if", "\t",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_that_a_reader_sees_stays_text(string text)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(text);
        var table = SupportTable.Text
            .Replace("\"Routes of the support desk\"", quoted)
            .Replace("\"Two-line summary of a support ticket\"", quoted)
            .Replace("\"Used when the first is down\"", quoted)
            .Replace("\"openai/gpt-5-mini\"", quoted)
            .Replace("\"output\": 2.00", "\"output\": 2.00, \"source\": " + quoted)
            .Replace("[\"support\", \"sales\"]", $"[\"support\", \"sales\", {quoted}]")
            .Replace("\"costBucket\": \"sales\"", "\"costBucket\": " + quoted);

        AssertIsData(Project.RunOf(table), text);
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_name_is_a_name_or_an_error(string text)
    {
        var quoted = System.Text.Json.JsonSerializer.Serialize(text);
        foreach (var name in new[] { "\"gpt-5-mini\"", "\"openai\"", "\"gpt-mini\"", "\"summarize\"", "\"SupportRoutes\"", "\"custom\"" })
        {
            var run = Project.RunOf(SupportTable.Text.Replace(name, quoted));

            AssertIsData(run, text);
        }
    }

    [Theory]
    [InlineData("x=System.Console|y=A;B|z=global::Evil|w=Evil()|=|a==b|custom")]
    [InlineData("openai=A\nB")]
    [InlineData("|||")]
    public void A_property_that_names_no_type_becomes_no_code(string kinds)
    {
        var run = new Project(kinds: kinds).Write("/app/routes.json", SupportTable.Text).Build();

        Assert.DoesNotContain("Evil", run.AllText, StringComparison.Ordinal);
        Assert.Empty(run.Complaints);
    }

    private static void AssertIsData(Run run, string text)
    {
        Assert.Null(run.Exception);
        Assert.Empty(run.Complaints);
        foreach (var source in run.Sources.Values)
        {
            Assert.DoesNotContain(source, IsUnseen);
            var types = CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)
                .GetRoot(TestContext.Current.CancellationToken)
                .DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => type.Identifier.ValueText);
            Assert.DoesNotContain("Evil", types);
            Assert.False(source.Any(c => char.IsControl(c) && c != '\n'), $"A control character of {text} came through.");
        }
    }

    private static bool IsUnseen(char c) => char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format
        or System.Globalization.UnicodeCategory.LineSeparator or System.Globalization.UnicodeCategory.ParagraphSeparator;
}
