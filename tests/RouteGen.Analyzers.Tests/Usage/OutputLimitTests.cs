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
