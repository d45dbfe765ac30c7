using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.FunctionInvocationOrderAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class FunctionInvocationOrderTests
{
    private const string House = "public static IChatClient House(IServiceProvider s) => ((IChatClient)new " +
        "OllamaSharp.OllamaApiClient(\"http://h\", \"m\")).AsBuilder().{|RG2004:UseFunctionInvocation|}().Build();";

    [Theory]
    [InlineData("services.AddSupportRoutes(o => o.UseChatClient(SupportRoutes.Targets.House, _ => ((IChatClient)new " +
        "OllamaSharp.OllamaApiClient(\"http://h\", \"m\")).AsBuilder().{|RG2004:UseFunctionInvocation|}().Build()));")]
    [InlineData("services.AddSupportRoutes(o => o.UseChatClient(\"house\", s => {|RG2004:new " +
        "FunctionInvokingChatClient(s.GetRequiredService<IChatClient>())|}));")]
    [InlineData("services.AddSupportRoutes(o => { o.UseChatClient(\"house\", s => { var c = s.GetRequiredService<IChatClient>(); return " +
        "{|RG2004:new FunctionInvokingChatClient(c)|}; }); });")]
    public Task Function_invocation_in_a_custom_target_is_found(string statements) => Test.InSetup(statements);

    [Fact]
    public Task Function_invocation_in_a_named_method_for_a_custom_target_is_found() =>
        Test.InSetup("services.AddSupportRoutes(o => o.UseChatClient(\"house\", House));", House);

    [Theory]
    [InlineData(
        "using var client = new OrderedFailoverChatClient([{|RG2004:new FunctionInvokingChatClient(routes.Summarize)|}, other], false);")]
    [InlineData("using var client = new OrderedFailoverChatClient(new IChatClient[] { other, " +
        "{|RG2004:routes.Summarize.AsBuilder().UseFunctionInvocation().Build()|} }, false);")]
    [InlineData("IChatClient tools = new FunctionInvokingChatClient(routes.Summarize); using var client = new " +
        "OrderedFailoverChatClient([{|RG2004:tools|}, other], false);")]
    public Task Function_invocation_in_a_failover_is_found(string statements) =>
        Test.InBody("#pragma warning disable MEAI001\n" + statements);

    [Theory]
    [InlineData("using var client = new FunctionInvokingChatClient(routes.Summarize);")]
    [InlineData("using var client = routes.Summarize.AsBuilder().UseFunctionInvocation().Build();")]
    [InlineData("using var client = new FunctionInvokingChatClient(new OrderedFailoverChatClient([routes.Summarize, other], false));")]
    public Task Function_invocation_around_is_fine(string statements) => Test.InBody("#pragma warning disable MEAI001\n" + statements);

    [Fact]
    public Task A_custom_target_without_function_invocation_is_fine() =>
        Test.InSetup(
            "services.AddSupportRoutes(o => o.UseChatClient(\"house\", _ => new OllamaSharp.OllamaApiClient(\"http://h\", \"m\")));");
}
