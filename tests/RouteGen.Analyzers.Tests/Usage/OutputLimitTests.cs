using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.OutputLimitAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>RG2012: a constant above the route's limit, which is 500 for <c>summarize</c>; other routes have none.</summary>
public class OutputLimitTests
{
    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { {|RG2012:MaxOutputTokens = 501|} });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new() { Temperature = 0, {|RG2012:MaxOutputTokens = 100_000|} });")]
    [InlineData("const int much = 4096; await keyed.GetResponseAsync(ticket, new() { {|RG2012:MaxOutputTokens = much|} });")]
    [InlineData("var o = new ChatOptions(); {|RG2012:o.MaxOutputTokens = 1000|}; await routes.Summarize.GetResponseAsync(ticket, o);")]
    [InlineData("using var c = routes.Summarize.AsBuilder().ConfigureOptions(o => {|RG2012:o.MaxOutputTokens = 1000|}).Build();")]
    [InlineData("var o = new ChatOptions { {|RG2012:MaxOutputTokens = 1000|} }; await routes.Summarize.GetResponseAsync(ticket, o); " +
        "await keyed.GetResponseAsync(ticket, o);")]
    [InlineData("var much = 4096; await keyed.GetResponseAsync(ticket, new() { {|RG2012:MaxOutputTokens = much|} });")]
    [InlineData("await keyed.GetResponseAsync(ticket, new() { {|RG2012:MaxOutputTokens = ticket == \"\" ? 4000 : 5000|} });")]
    [InlineData("var o = new ChatOptions(); {|RG2012:o.MaxOutputTokens ??= 1000|}; await keyed.GetResponseAsync(ticket, o);")]
    public Task A_constant_above_the_limit_is_found(string statements) => Test.InBody(statements);

    private const string Ask = "await routes.Summarize.GetResponseAsync(ticket, ";

    [Theory]
    [InlineData(Ask + "Kept);", "private static readonly ChatOptions Kept = new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData(Ask + "kept);", "private ChatOptions kept = new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData(Ask + "Kept);", "private static ChatOptions Kept { get; } = new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData(Ask + "Kept);", "private static ChatOptions Kept => new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData(Ask + "Made());", "private static ChatOptions Made() => new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData(Ask + "Made(1));", "private static ChatOptions Made(float t) { var o = new ChatOptions(); " +
        "{|RG2012:o.MaxOutputTokens = 4000|}; o.Temperature = t; return o; }")]
    [InlineData(Ask + "Own()); ChatOptions Own() => new() { {|RG2012:MaxOutputTokens = 4000|} };", "")]
    [InlineData("kept ??= new() { {|RG2012:MaxOutputTokens = 4000|} }; " + Ask + "kept);", "private ChatOptions? kept;")]
    [InlineData("{|RG2012:kept.MaxOutputTokens = 4000|}; " + Ask + "kept);", "private readonly ChatOptions kept = new();")]
    [InlineData("var o = kept.Clone(); o.Temperature = 1; " + Ask + "o);",
        "private readonly ChatOptions kept = new() { {|RG2012:MaxOutputTokens = 4000|} };")]
    [InlineData("var o = new ChatOptions { {|RG2012:MaxOutputTokens = 4000|} }; " + Ask + "o.Clone());", "")]
    [InlineData("ChatOptions o; o = new() { {|RG2012:MaxOutputTokens = 4000|} }; " + Ask + "o);", "")]
    [InlineData(Ask + "new() { {|RG2012:MaxOutputTokens = Most|} });", "private static readonly int Most = 4 * 1024;")]
    [InlineData(Ask + "new() { {|RG2012:MaxOutputTokens = Most()|} });",
        "private static int Most() => Much; private const int Much = 4000;")]
    [InlineData(Ask + "new() { {|RG2012:MaxOutputTokens = Most|} });", "private int Most => 4000;")]
    public Task A_constant_in_options_that_are_kept_or_made_elsewhere_is_found(string statements, string members) =>
        Test.InBody(statements, members);

    [Theory]
    [InlineData(Ask + "Kept); await other.GetResponseAsync(ticket, Kept);",
        "private static readonly ChatOptions Kept = new() { MaxOutputTokens = 4000 };")]
    [InlineData(Ask + "Kept);", "public static readonly ChatOptions Kept = new() { MaxOutputTokens = 4000 };")]
    [InlineData(Ask + "Kept); await routes.DraftReply.GetResponseAsync(ticket, Kept);",
        "private static readonly ChatOptions Kept = new() { MaxOutputTokens = 4000 };")]
    [InlineData(Ask + "kept); Hand(kept);",
        "private readonly ChatOptions kept = new() { MaxOutputTokens = 4000 }; private static void Hand(ChatOptions o) { }")]
    [InlineData("kept.MaxOutputTokens = 100; " + Ask + "kept);", "private readonly ChatOptions kept = new() { MaxOutputTokens = 4000 };")]
    [InlineData("var o = kept.Clone(); o.MaxOutputTokens = 100; " + Ask + "o);",
        "private readonly ChatOptions kept = new() { MaxOutputTokens = 4000 };")]
    [InlineData(Ask + "Made()); Func<ChatOptions> f = Made; f();",
        "private static ChatOptions Made() => new() { MaxOutputTokens = 4000 };")]
    [InlineData(Ask + "new() { MaxOutputTokens = Most });", "private static int Most = 4000; public void Raise() => Most = 100;")]
    [InlineData("Console.WriteLine(Kept);", "private static readonly ChatOptions Kept = new() { MaxOutputTokens = 4000 };")]
    public Task Options_that_go_elsewhere_too_or_are_set_again_are_fine(string statements, string members) =>
        Test.InBody(statements, members);

    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = 500 });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = null });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = ticket.Length });")]
    [InlineData("await routes.DraftReply.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = 100_000 });")]
    [InlineData("await other.GetResponseAsync(ticket, new ChatOptions { MaxOutputTokens = 100_000 });")]
    [InlineData("var o = new ChatOptions { MaxOutputTokens = 1000 }; await routes.Summarize.GetResponseAsync(ticket, o); " +
        "await routes.DraftReply.GetResponseAsync(ticket, o);")]
    [InlineData("var o = new ChatOptions { MaxOutputTokens = 1000 }; await routes.Summarize.GetResponseAsync(ticket, o); " +
        "await other.GetResponseAsync(ticket, o);")]
    [InlineData("await keyed.GetResponseAsync(ticket, new() { MaxOutputTokens = ticket == \"\" ? 4000 : 50 });")]
    [InlineData("var o = new ChatOptions { MaxOutputTokens = 1000 }; o.MaxOutputTokens = 100; await keyed.GetResponseAsync(ticket, o);")]
    public Task A_number_within_the_limit_or_for_others_is_fine(string statements) => Test.InBody(statements);
}
