using Test = RouteGen.Analyzers.Tests.Usage.UsageTest<RouteGen.Analyzers.Usage.OuterRetriesAnalyzer>;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>RG2011: a loop or a policy that repeats a route's call.</summary>
public class OuterRetriesTests
{
    private const string Call = "await routes.Summarize.{|RG2011:GetResponseAsync|}(ticket, cancellationToken: ct)";
    private const string Fine = "await routes.Summarize.GetResponseAsync(ticket, cancellationToken: ct)";

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { try { return " +
        Call + "; } catch (RouteException) when (i < 2) { await Task.Delay(9); } }")]
    [InlineData("for (var i = 0; ; i++) { try { return " +
        Call + "; } catch (Exception e) { if (i > 2) { throw; } Console.WriteLine(e); } }")]
    [InlineData("while (true) { try { var a = " + Call + "; Console.WriteLine(a); break; } catch { await Task.Delay(9); } }")]
    [InlineData("ChatResponse? a = null; while (a is null) { try { a = " + Call + "; } catch (RouteException) { await Task.Delay(9); } }")]
    [InlineData("var done = false; do { try { " + Call + "; done = true; } catch (Exception) { } } while (!done);")]
    [InlineData("foreach (var wait in new[] { 1, 2 }) { try { return " + Call + "; } catch (RouteException) { await Task.Delay(wait); } }")]
    [InlineData("while (true) { try { " + Call + "; } catch (RouteException) { continue; } break; }")]
    [InlineData("while (true) { try { await foreach (var u in routes.Summarize.{|RG2011:GetStreamingResponseAsync|}(ticket)) { " +
        "Console.Write(u); } return null; } catch (RouteException) { } }")]
    [InlineData("for (var i = 0; i < 3; i++) { try { var m = new List<ChatMessage> { new(ChatRole.User, ticket) }; return await " +
        "routes.Summarize.{|RG2011:GetResponseAsync|}(m); } catch (RouteException) { } }")]
    [InlineData("again: try { return " + Call + "; } catch (RouteException) { await Task.Delay(9); goto again; }")]
    [InlineData("async Task<object> Ask(string t, int left) { try { return await routes.Summarize.{|RG2011:GetResponseAsync|}(t); } " +
        "catch (RouteException) when (left > 0) { return await Ask(t, left - 1); } } return await Ask(ticket, 3);")]
    [InlineData("async Task<T> Retry<T>(Func<Task<T>> f) { for (var i = 0; ; i++) { try { return await f(); } catch (Exception) when " +
        "(i < 3) { await Task.Delay(1); } } } return await Retry(() => routes.Summarize.{|RG2011:GetResponseAsync|}(ticket));")]
    public Task A_loop_that_repeats_a_route_is_found(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("foreach (var t in new[] { ticket }) { try { await routes.Summarize.GetResponseAsync(t); } catch (RouteException) { } }")]
    [InlineData("foreach (var t in new[] { ticket }) { try { return await routes.Summarize.GetResponseAsync(t); } catch " +
        "(RouteException) { } }")]
    [InlineData("while (true) { var line = Console.ReadLine()!; try { await routes.Summarize.GetResponseAsync(line); } catch " +
        "(Exception) { } }")]
    [InlineData("while (true) { try { return await routes.Summarize.GetResponseAsync(Console.ReadLine()!); } catch (Exception) { } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (RouteException) { throw; } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (RouteException) { return null; } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (System.Text.Json.JsonException) { } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (Exception e) when (e is System.Text.Json.JsonException) { } }")]
    [InlineData("while (true) { try { return await other.GetResponseAsync(ticket); } catch (Exception) { } }")]
    [InlineData("while (!ct.IsCancellationRequested) { try { " + Fine + "; } catch (RouteException) { } await Task.Delay(9); }")]
    [InlineData("var chat = new List<ChatMessage>(); while (true) { try { return await routes.Summarize.GetResponseAsync(chat); } " +
        "catch (Exception e) { chat.Add(new(ChatRole.User, e.Message)); } }")]
    [InlineData("var all = new[] { ticket }; for (var i = 0; i < 1; i++) { try { return await " +
        "routes.Summarize.GetResponseAsync(all[i]); } " +
        "catch (RouteException) { } }")]
    [InlineData("try { return " + Fine + "; } catch (RouteException) { }")]
    [InlineData("while (true) { Func<Task> f = async () => { try { " +
        Fine + "; return; } catch (RouteException) { } }; await f(); break; }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (RouteException) { throw; } catch (Exception) { } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (Exception e) when (e is not RouteException) { } }")]
    [InlineData("while (true) { try { return " + Fine + "; } catch (RouteException e) { if (e.Message == \"\") { return null; } else { " +
        "throw; } } }")]
    [InlineData("again: try { return " + Fine + "; } catch (RouteException) { ticket = ticket[1..]; goto again; }")]
    [InlineData("async Task<object> Ask(string t) { try { return await routes.Summarize.GetResponseAsync(t); } catch (RouteException) { " +
        "return await Ask(t[1..]); } } return await Ask(ticket);")]
    [InlineData("async Task<object> Each(Func<string, Task<object>> f) { while (true) { try { return await f(Console.ReadLine()!); } " +
        "catch (Exception) { } } } return await Each(async t => await routes.Summarize.GetResponseAsync(t));")]
    public Task A_loop_that_asks_something_else_or_gives_up_is_fine(string statements) => Test.InBody(statements);

    [Theory]
    [InlineData("var p = new Polly.ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build(); " +
        "return await p.ExecuteAsync(async t => " + Call + ", ct);")]
    [InlineData("var b = new Polly.ResiliencePipelineBuilder(); b.AddRetry(new Polly.Retry.RetryStrategyOptions()); var p = b.Build(); " +
        "return await p.ExecuteAsync(async t => { return " + Call + "; }, ct);")]
    [InlineData("return await kept.ExecuteAsync(async t => " + Call + ", ct);")]
    [InlineData("return await made.ExecuteAsync(async t => " + Call + ", ct);")]
    [InlineData("return await typed.ExecuteAsync(() => routes.Summarize.{|RG2011:GetResponseAsync|}(ticket));")]
    [InlineData("return await Polly.Policy.Handle<Exception>().WaitAndRetryAsync(3, n => TimeSpan.FromSeconds(n)).ExecuteAsync(() => " +
        "routes.Summarize.{|RG2011:GetResponseAsync|}(ticket));")]
    public Task A_policy_that_repeats_a_route_is_found(string statements) =>
        new Test("using Polly;\n" + Test.Body(statements, Policies)).RunAsync();

    [Theory]
    [InlineData("return await timeout.ExecuteAsync(async t => " + Fine + ", ct);")]
    [InlineData("return await slow.ExecuteAsync(() => routes.Summarize.GetResponseAsync(ticket));")]
    [InlineData("return await given.ExecuteAsync(async t => " + Fine + ", ct);")]
    [InlineData("return await kept.ExecuteAsync(async t => await other.GetResponseAsync(ticket), ct);")]
    [InlineData("var p = new Polly.ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(9)).Build(); " +
        "return await p.ExecuteAsync(async t => " + Fine + ", ct);")]
    [InlineData("return await kept.ExecuteAsync<object?>(async t => { try { return " +
        Fine + "; } catch (RouteException e) { return e; } }, ct);")]
    public Task A_policy_without_retries_in_sight_is_fine(string statements) =>
        new Test("using Polly;\n" + Test.Body(statements, Policies)).RunAsync();

    private const string Policies = """
        private readonly Polly.ResiliencePipeline kept = new Polly.ResiliencePipelineBuilder()
            .AddRetry(new Polly.Retry.RetryStrategyOptions()).AddTimeout(TimeSpan.FromSeconds(1)).Build();
        private readonly Polly.ResiliencePipeline made = Make();
        private readonly Polly.ResiliencePipeline timeout =
            new Polly.ResiliencePipelineBuilder().AddTimeout(TimeSpan.FromSeconds(1)).Build();
        public Polly.ResiliencePipeline given { get; set; } = Polly.ResiliencePipeline.Empty;
        private readonly IAsyncPolicy slow = Policy.TimeoutAsync(1);
        private readonly IAsyncPolicy others = Policy.Handle<Exception>().RetryAsync(3);
        public Polly.Retry.AsyncRetryPolicy typed { get; set; } = null!;
        private static Polly.ResiliencePipeline Make()
        {
            var builder = new Polly.ResiliencePipelineBuilder();
            return builder.AddRetry(new Polly.Retry.RetryStrategyOptions()).Build();
        }
        """;
}
