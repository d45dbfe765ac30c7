using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.ModelIdAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class ModelIdTests
{
    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { {|RG2006:ModelId = \"gpt-5\"|}, Temperature = 0 });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new() { {|RG2006:ModelId = ticket|} });")]
    [InlineData("await routes.Summarize.GetResponseAsync(options: new() { {|RG2006:ModelId = ticket|} }, message: ticket);")]
    [InlineData("var options = new ChatOptions { {|RG2006:ModelId = \"gpt-5\"|} }; await routes.Summarize.For().GetResponseAsync(ticket, " +
        "options);")]
    [InlineData("var options = new ChatOptions(); {|RG2006:options.ModelId = \"gpt-5\"|}; await keyed.GetResponseAsync(ticket, options);")]
    [InlineData("await routes.Summarize.GetResponseAsync<int[]>(ticket, new ChatOptions { {|RG2006:ModelId = \"gpt-5\"|} });")]
    [InlineData("using var client = routes.Summarize.AsBuilder().ConfigureOptions(o => {|RG2006:o.ModelId = \"gpt-5\"|}).Build();")]
    [InlineData("using var client = routes.Summarize.AsBuilder().UseFunctionInvocation().ConfigureOptions(o => { {|RG2006:o.ModelId ??= " +
        "ticket|}; }).Build();")]
    public Task A_model_on_a_route_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("await other.GetResponseAsync(ticket, new ChatOptions { ModelId = \"gpt-5\" });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { ModelId = null });")]
    [InlineData("var options = new ChatOptions { ModelId = \"gpt-5\" }; await other.GetResponseAsync(ticket, options); await " +
        "routes.Summarize.GetResponseAsync(ticket, options);")]
    [InlineData("var options = new ChatOptions { ModelId = \"gpt-5\" }; return options;")]
    [InlineData("using var client = other.AsBuilder().ConfigureOptions(o => o.ModelId = \"gpt-5\").Build();")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new ChatOptions { ConversationId = \"c\" });")]
    public Task A_model_for_another_client_is_fine(string statements) => Test.InBody(statements);

    /// <summary>Followed by each of their uses, to whatever depth, thirty locals' uses would not end.</summary>
    [Fact]
    public Task Locals_that_are_assigned_to_each_other_are_followed_once() => Test.InBody(
        "var one = new ChatOptions { {|RG2006:ModelId = \"gpt-5\"|} }; var two = one; "
            + string.Concat(Enumerable.Repeat("one = two; two = one; ", 30))
            + "await routes.Summarize.GetResponseAsync(ticket, two);");

    /// <summary>What a type keeps is judged when all its members are known, which come in any order.</summary>
    [Fact]
    public Task Of_several_routes_the_first_by_name_is_named()
    {
        var test = new Test(Test.Body(
            "await routes.Summarize.GetResponseAsync(ticket, Kept); await routes.Classify.GetResponseAsync(ticket, Kept);",
            "private static readonly ChatOptions Kept = new() { {|#0:ModelId = \"gpt-5\"|} };"));
        test.ExpectedDiagnostics.Add(new DiagnosticResult("RG2006", DiagnosticSeverity.Warning).WithLocation(0).WithArguments("Classify"));
        return test.RunAsync();
    }
}
