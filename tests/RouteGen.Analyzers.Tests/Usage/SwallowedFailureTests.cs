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

    [Theory]
    [InlineData("foreach (var t in new[] { 1 }) { try { await routes.Summarize.GetResponseAsync(ticket); } {|RG2008:catch "
        + "(RouteException)|} " +
        "{ continue; } }")]
    [InlineData("try { await routes.Summarize.GetResponseAsync(ticket); } {|RG2008:catch (RouteException e)|} { _ = e; { } }")]
    [InlineData("_ = routes.Summarize.{|RG2008:GetResponseAsync|}(ticket);")]
    [InlineData("_ = routes.Summarize.{|RG2008:GetResponseAsync|}(ticket).ConfigureAwait(false);")]
    [InlineData("var never = routes.Summarize.{|RG2008:GetResponseAsync|}(ticket);")]
    [InlineData("Action later = () => routes.Summarize.{|RG2008:GetResponseAsync|}(ticket); later();")]
    [InlineData("_ = Task.{|RG2008:Run|}(() => routes.Summarize.GetResponseAsync(ticket));")]
    [InlineData("_ = Task.{|RG2008:Run|}(async () => { var a = await keyed.GetResponseAsync(ticket); Console.WriteLine(a); });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(_ => { });")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(t => Console.WriteLine(\"done\"));")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(t => { if (t.IsCompletedSuccessfully) { " +
        "Console.WriteLine(t.Result); } });")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(t => Console.WriteLine(t.Result.Text));")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(t => Console.WriteLine(t.Result.Text), " +
        "TaskContinuationOptions.OnlyOnRanToCompletion);")]
    [InlineData("await routes.Summarize.GetResponseAsync(ticket).{|RG2008:ContinueWith|}(_ => { }, "
        + "TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("await ((Task)routes.Summarize.GetResponseAsync(ticket)).{|RG2008:ConfigureAwait|}(" +
        "ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("await ((Task)routes.Summarize.GetResponseAsync(ticket)).{|RG2008:ConfigureAwait|}(ConfigureAwaitOptions.ForceYielding " +
        "| ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("_ = Task.Factory.{|RG2008:StartNew|}(() => routes.Summarize.GetResponseAsync(ticket));")]
    [InlineData("var task = routes.Summarize.GetResponseAsync(ticket); await task.{|RG2008:ContinueWith|}(_ => { });")]
    public Task A_failure_that_nobody_can_see_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("var task = routes.Summarize.GetResponseAsync(ticket); await task;")]
    [InlineData("await Task.WhenAll(routes.Summarize.GetResponseAsync(ticket), routes.Classify.GetResponseAsync(ticket));")]
    [InlineData("_ = await routes.Summarize.GetResponseAsync(ticket);")]
    [InlineData("_ = other.GetResponseAsync(ticket);")]
    [InlineData("Func<Task> later = () => routes.Summarize.GetResponseAsync(ticket); await later();")]
    [InlineData("await Task.Run(() => routes.Summarize.GetResponseAsync(ticket));")]
    [InlineData("_ = Task.Run(async () => { try { await routes.Summarize.GetResponseAsync(ticket); } catch (Exception e) { "
        + "Console.WriteLine(e); } });")]
    [InlineData("var a = await routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => t.Result.Text);")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => Console.WriteLine(t.Exception));")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => { if (t.IsFaulted) { Console.WriteLine(1); } });")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => { if (t.IsCompletedSuccessfully) { "
        + "Console.WriteLine(t.Result); } " +
        "else { Console.WriteLine(\"failed\"); } });")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => { if (t.IsCompletedSuccessfully) { return; } "
        + "Console.WriteLine(1); });")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(t => Console.WriteLine(1), "
        + "TaskContinuationOptions.OnlyOnFaulted);")]
    [InlineData("_ = routes.Summarize.GetResponseAsync(ticket).ContinueWith(Log); void Log(Task task) { }")]
    [InlineData("_ = other.GetResponseAsync(ticket).ContinueWith(_ => { });")]
    [InlineData("await ((Task)other.GetResponseAsync(ticket)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);")]
    [InlineData("await ((Task)routes.Summarize.GetResponseAsync(ticket)).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);")]
    [InlineData("var task = (Task)routes.Summarize.GetResponseAsync(ticket); await task.ConfigureAwait(" +
        "ConfigureAwaitOptions.SuppressThrowing); Console.WriteLine(task.Exception);")]
    [InlineData("await Task.Factory.StartNew(() => routes.Summarize.GetResponseAsync(ticket)).Unwrap();")]
    [InlineData("_ = Task.Factory.StartNew(() => other.GetResponseAsync(ticket));")]
    [InlineData("var task = routes.Summarize.GetResponseAsync(ticket); _ = task.ContinueWith(_ => { }); await task;")]
    public Task A_task_that_somebody_watches_is_fine(string statements) => Test.InBody(statements);
}
