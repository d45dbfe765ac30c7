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

    private const string Own = "private async Task<string> Ask(string t, CancellationToken c = default) => " +
        "(await routes.Summarize.GetResponseAsync(t, cancellationToken: c)).Text;";

    [Theory]
    [InlineData("for (var i = 0; i < 3; i++) { try { return await {|RG2011:Ask|}(ticket, ct); } catch (RouteException) { } }", Own)]
    [InlineData("for (var i = 0; i < 3; i++) { try { return await this.{|RG2011:Ask|}(ticket); } catch (Exception) { } }", Own)]
    [InlineData("while (true) { try { return await {|RG2011:Twice|}(ticket); } catch (Exception) { await Task.Delay(9); } }",
        "private Task<string> Twice(string t) => Ask(t); " + Own)]
    [InlineData("while (true) { try { return await {|RG2011:Inner|}(); } catch (Exception) { } } " +
        "async Task<object> Inner() => await routes.Summarize.GetResponseAsync(ticket);", "")]
    [InlineData("while (true) { try { return await {|RG2011:Long|}(ticket); } catch (Exception) { } }",
        "private async Task<string> Long(string t) { var m = new List<ChatMessage> { new(ChatRole.System, \"s\") }; " +
        "m.Add(new(ChatRole.User, t)); var a = await routes.Summarize.GetResponseAsync(m); return a.Text; }")]
    [InlineData("while (true) { try { return await Helper.{|RG2011:Ask|}(routes, ticket); } catch (Exception) { } }",
        "private static class Helper { public static async Task<string> Ask(SupportRoutes r, string t) => " +
        "(await r.Summarize.GetResponseAsync(t)).Text; }")]
    [InlineData("return await Retry(() => {|RG2011:Ask|}(ticket));", Own + " private static async Task<T> Retry<T>(Func<Task<T>> f) { " +
        "for (var i = 0; ; i++) { try { return await f(); } catch (Exception) when (i < 3) { } } }")]
    [InlineData("return await new Polly.ResiliencePipelineBuilder().AddRetry(new Polly.Retry.RetryStrategyOptions()).Build()" +
        ".ExecuteAsync(async c => await {|RG2011:Ask|}(ticket, c), ct);", Own)]
    public Task A_loop_around_a_method_that_calls_a_route_is_found(string statements, string members) =>
        new Test("using Polly;\n" + Test.Body(statements, members)).RunAsync();

    [Theory]
    [InlineData("foreach (var t in new[] { ticket }) { try { return await Ask(t); } catch (RouteException) { } }", Own)]
    [InlineData("while (true) { try { return await Ask(Console.ReadLine()!); } catch (RouteException) { } }", Own)]
    [InlineData("while (true) { try { return await Ask(ticket); } catch (RouteException) { throw; } }", Own)]
    [InlineData("while (true) { try { return await Turn(); } catch (RouteException) { } }",
        "private async Task<object> Turn() => await routes.Summarize.GetResponseAsync(Console.ReadLine()!);")]
    [InlineData("while (true) { try { return await Turn(ticket); } catch (RouteException) { } }",
        "private readonly List<ChatMessage> chat = []; private async Task<object> Turn(string t) { chat.Add(new(ChatRole.User, t)); " +
        "return await routes.Summarize.GetResponseAsync(chat); }")]
    [InlineData("while (true) { try { return await Safe(ticket); } catch (Exception) { } }",
        "private async Task<object?> Safe(string t) { try { return await routes.Summarize.GetResponseAsync(t); } " +
        "catch (RouteException e) { return e; } }")]
    [InlineData("while (true) { try { return await Aside(ticket); } catch (Exception) { } }",
        "private async Task<object> Aside(string t) => await other.GetResponseAsync(t);")]
    [InlineData("while (true) { try { return await Later(ticket); } catch (Exception) { } }",
        "private async Task<object> Later(string t) { await Task.Yield(); " +
        "Func<Task> f = () => routes.Summarize.GetResponseAsync(t); return f; }")]
    [InlineData("while (true) { try { return await Loop(ticket); } catch (Exception) { } }",
        "private async Task<object> Loop(string t) { await Task.Yield(); return await Loop(t); }")]
    public Task A_loop_around_a_method_that_asks_something_else_is_fine(string statements, string members) =>
        Test.InBody(statements, members);

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
