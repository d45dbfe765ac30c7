using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.SwallowedFailureAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

public class SwallowedFailureTests
{
    [Theory]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } {|RG2008:catch (RouteException)|} { }")]
    [InlineData("try { await Task.Yield(); } {|RG2008:catch (RouteException e)|} { /* never mind */ }")]
    [InlineData("try { await Task.Yield(); } {|RG2008:catch (RouteStreamBrokenException)|} { ; }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } {|RG2008:catch (Exception)|} { }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } {|RG2008:catch|} { }")]
    [InlineData("try { await foreach (var u in routes.Summarize.GetStreamingResponseAsync(ticket)) { } } catch (TimeoutException) { } " +
        "{|RG2008:catch (Exception)|} { }")]
    [InlineData("try { if (ticket.Length > 0) { await keyed.GetResponseAsync(ticket); } } {|RG2008:catch|} { }")]
    public Task A_swallowed_failure_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } catch (RouteException e) { Console.WriteLine(e.Message); }")]
    [InlineData(
        "try { await routes.Summarize.GetResponseAsync(ticket); } catch (RouteException e) when (e.Fault == Fault.RateLimited) { }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } catch (RouteException) { throw; } catch (Exception) { }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } catch (OperationCanceledException) { }")]
    [InlineData("try { await other.GetResponseAsync(ticket); } catch { }")]
    [InlineData("try { Func<Task> later = () => routes.Summarize.GetResponseAsync(ticket); } catch { }")]
    [InlineData(
        "try { try { await routes.Summarize.GetResponseAsync(ticket); } catch (RouteException e) { Console.WriteLine(e); } } catch { }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } finally { }")]
    public Task A_failure_that_is_handled_or_passes_is_fine(string statements) => Test.InBody(statements);
}
