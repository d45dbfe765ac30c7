using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.MissingFeatureAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class MissingFeatureTests
{
    [Theory]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new() { {|RG2005:Tools = [AIFunctionFactory.Create(() => 1)]|} });")]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new ChatOptions { {|RG2005:Tools = new List<AITool> { " +
        "AIFunctionFactory.Create(() => 1) }|} });")]
    [InlineData("var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1)] }; await " +
        "routes.Classify.GetResponseAsync(ticket, {|RG2005:options|});")]
    [InlineData("var options = new ChatOptions(); options.Tools = [AIFunctionFactory.Create(() => 1)]; await " +
        "routes.Classify.GetResponseAsync(ticket, {|RG2005:options|}, ct);")]
    [InlineData("using var client = routes.Classify.AsBuilder().UseFunctionInvocation().Build(); await client.GetResponseAsync(ticket, " +
        "new() { {|RG2005:Tools = [AIFunctionFactory.Create(() => 1)]|} });")]
    [InlineData("await new FunctionInvokingChatClient(routes.Classify).GetResponseAsync(ticket, new() { {|RG2005:Tools = " +
        "[AIFunctionFactory.Create(() => 1)]|} });")]
    public Task Tools_for_targets_without_them_are_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("await routes.Classify.{|RG2005:GetResponseAsync<int[]>|}(ticket);")]
    [InlineData("await routes.Summarize.{|RG2005:GetResponseAsync<int[]>|}(ticket);")]
    [InlineData("await keyed.{|RG2005:GetResponseAsync<int[]>|}(ticket);")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new() { {|RG2005:ResponseFormat = " +
        "ChatResponseFormat.ForJsonSchema<int[]>()|} });")]
    public Task A_schema_for_targets_without_it_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync([new ChatMessage(ChatRole.User, [{|RG2005:new DataContent(new byte[3], " +
        "\"image/png\")|}])]);")]
    [InlineData("await routes.Summarize.GetResponseAsync(new ChatMessage(ChatRole.User, new AIContent[] { {|RG2005:new UriContent(new " +
        "Uri(\"http://h/a.jpg\"), \"image/jpeg\")|} }));")]
    [InlineData("var message = new ChatMessage(ChatRole.User, [new DataContent(new byte[3], \"image/png\")]); await " +
        "routes.Summarize.GetResponseAsync({|RG2005:message|});")]
    [InlineData("await routes.Summarize.GetResponseAsync(new ChatMessage(ChatRole.User, [{|RG2005:new HostedFileContent(\"f\")|}]));")]
    [InlineData("await routes.Summarize.GetResponseAsync(new ChatMessage(ChatRole.User, [{|RG2005:new " +
        "DataContent(\"data:audio/wav;base64,AAAA\")|}]));")]
    public Task Media_for_targets_that_do_not_take_it_are_found(string statements) => Test.InBody(statements);

    [Fact]
    public Task A_stream_from_targets_that_do_not_stream_is_found() =>
        Test.InBody("await foreach (var update in routes.Classify.{|RG2005:GetStreamingResponseAsync|}(ticket)) { }");

    [Theory]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket, new() { Tools = [AIFunctionFactory.Create(() => 1)] });")]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new() { Tools = [], Temperature = 0 });")]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new() { Tools = null });")]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new() { Tools = new List<AITool>() });")]
    [InlineData("await routes.Classify.GetResponseAsync(ticket, new() { ResponseFormat = ChatResponseFormat.Json });")]
    [InlineData("await routes.Classify.GetResponseAsync<int[]>(ticket, useJsonSchemaResponseFormat: false);")]
    [InlineData("await routes.Classify.GetResponseAsync(new ChatMessage(ChatRole.User, [new DataContent(new byte[3], \"text/plain\")]));")]
    [InlineData("await routes.DraftReply.GetResponseAsync<int[]>(ticket);")]
    [InlineData("await other.GetResponseAsync<int[]>(ticket);")]
    [InlineData("await foreach (var update in routes.Summarize.GetStreamingResponseAsync(ticket)) { }")]
    public Task What_the_targets_take_or_may_take_is_fine(string statements) => Test.InBody(statements);

    [Fact]
    public Task The_message_names_the_targets_that_are_left_out() => Message(
        "await routes.Summarize.{|#0:GetResponseAsync<int[]>|}(ticket);",
        "Route 'Summarize' is called with a schema, which Haiku does not support, so the chain is shorter than it looks; chain, instead, " +
        "a target that has \"jsonSchema\", or correct what the table says of model and target");

    [Fact]
    public Task The_message_says_that_none_can_serve() => Message(
        "await routes.Classify.{|#0:GetResponseAsync<int[]>|}(ticket);",
        "Route 'Classify' is called with a schema, which none of its targets (Tiny) supports, so the call fails before anything is sent; " +
        "chain a target that has \"jsonSchema\", or correct what the table says of model and target");

    private static Task Message(string statements, string message)
    {
        var test = new Test(Test.Body(statements));
        test.ExpectedDiagnostics.Add(new DiagnosticResult("RG2005", DiagnosticSeverity.Warning).WithLocation(0).WithMessage(message));
        return test.RunAsync();
    }
}
