using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.UnreadStreamAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class UnreadStreamTests
{
    [Theory]
    [InlineData("routes.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("routes.Summarize.For(user: \"u\").{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("_ = routes.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("var stream = routes.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("routes.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket).WithCancellation(ct).ConfigureAwait(false);")]
    [InlineData("routes?.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("IChatClient client = routes.Summarize; client.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("keyed.{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("services.GetRequiredKeyedService<IChatClient>(SupportRoutes.Keys.Classify).{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("routes.Summarize.AsBuilder().UseFunctionInvocation().Build().{|RG2007:GetStreamingResponseAsync|}(ticket);")]
    [InlineData("Action ask = () => routes.Summarize.{|RG2007:GetStreamingResponseAsync|}(ticket); ask();")]
    public Task A_stream_that_nobody_reads_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("await foreach (var update in routes.Summarize.GetStreamingResponseAsync(ticket)) { }")]
    [InlineData(
        "var stream = routes.Summarize.GetStreamingResponseAsync(ticket); await foreach (var update in stream.WithCancellation(ct)) { }")]
    [InlineData("await routes.Summarize.GetStreamingResponseAsync(ticket).ToChatResponseAsync();")]
    [InlineData("var stream = routes.Summarize.GetStreamingResponseAsync(ticket); return stream;")]
    [InlineData("var stream = routes.Summarize.GetStreamingResponseAsync(ticket); Func<object> later = () => stream; later();")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket);")]
    [InlineData("other.GetStreamingResponseAsync(ticket);")]
    public Task A_stream_that_is_read_or_handed_on_is_fine(string statements) => Test.InBody(statements);
}
