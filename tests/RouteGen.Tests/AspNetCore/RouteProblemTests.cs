using System.Net;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.AspNetCore;

public sealed class RouteProblemTests
{
    [Fact]
    public async Task A_budget_without_room_is_a_402_that_says_when_there_is_room_and_not_whose_it_is()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 23, 59, 0, 500, TimeSpan.Zero));
        var budget = BudgetBench.Daily(BudgetScope.User, calls: 1);
        await using var bench = await WebBench.StartAsync(
            static app => app.UseRouteCaller(), s => s.AddSingleton<TimeProvider>(time), budget);
        using var first = await bench.AskAsync("u-secret");

        using var second = await bench.AskAsync("u-secret");
        using var other = await bench.AskAsync("u-other");
        var text = await second.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var problem = JsonDocument.Parse(text).RootElement;

        Assert.Equal(
            (HttpStatusCode.OK, HttpStatusCode.PaymentRequired, HttpStatusCode.OK),
            (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Null(second.Headers.RetryAfter);
        Assert.Equal(["false"], second.Headers.GetValues("x-should-retry"));
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("daily", "2026-11-21T00:00:00Z", 402), (
            problem.GetProperty("budget").GetString(),
            problem.GetProperty("resetsAt").GetString(),
            problem.GetProperty("status").GetInt32()));
        Assert.Equal(bench.Records[1].Id, problem.GetProperty("record").GetString());
        Assert.DoesNotContain("u-secret", text, StringComparison.Ordinal);

        // Whoever comes back at the time that was told finds room.
        time.Advance(TimeSpan.FromSeconds(60));
        using var third = await bench.AskAsync("u-secret");
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Fact]
    public async Task A_call_without_the_user_that_its_budget_counts_by_is_a_401_where_nobody_is_signed_in_and_else_a_400()
    {
        await using var bench = await WebBench.StartAsync(
            static app =>
            {
                app.UseRouteCaller();
                app.MapGet("/for", static (TestTable table) => table.Scoped.For(null!).GetResponseAsync("hello"));
                app.Use(static (http, next) =>
                {
                    if (http.Request.Headers["nameless"].Count > 0)
                    {
                        http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("tid", "acme")], "test"));
                    }

                    return next(http);
                });
            },
            static s => s.AddAuthentication("Bearer").AddCookie("Bearer"),
            BudgetBench.Daily(BudgetScope.User, calls: 1));

        Assert.Equal((401, 400), (await StatusAsync("/ask", null), await StatusAsync("/ask", "nameless")));
        Assert.Equal((401, 400), (await StatusAsync("/for", null), await StatusAsync("/for", "user")));
        Assert.Empty(bench.Client.Requests);

        async Task<int> StatusAsync(string path, string? header)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (header is not null)
            {
                request.Headers.Add(header, "u-secret");
            }

            using var response = await bench.Http.SendAsync(request, TestContext.Current.CancellationToken);
            var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.Contains("The request is charged per user, and ", text, StringComparison.Ordinal);
            Assert.Equal(response.StatusCode == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.ToString() == "Bearer");
            return (int)response.StatusCode;
        }
    }

    [Fact]
    public async Task A_route_whose_callers_nobody_tells_is_the_applications_mistake_and_stays_a_500()
    {
        await using var bench = await WebBench.StartAsync(
            static app => app.UseRouteCaller(static _ => new RouteCaller { User = "u-1" }),
            null,
            BudgetBench.Daily(BudgetScope.Operation, calls: 1));

        using var response = await bench.AskAsync("u-1");

        Assert.Equal(500, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_chain_that_failed_is_a_503_and_a_request_that_was_refused_a_500()
    {
        await using var bench = await WebBench.StartAsync(static app => app.UseRouteCaller());
        bench.Client.Then(Step.Fails(HttpStatusCode.ServiceUnavailable), Step.Fails(HttpStatusCode.BadRequest));

        using var failed = await bench.AskAsync();
        using var refused = await bench.AskAsync();

        Assert.Equal((503, 500), ((int)failed.StatusCode, (int)refused.StatusCode));
        Assert.Null(failed.Headers.RetryAfter);
        Assert.DoesNotContain("SECRET", await failed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            + await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_is_away_is_a_503()
    {
        await using var bench = await WebBench.StartAsync(
            static app => app.UseRouteCaller(),
            static s => s.AddSingleton<IBudgetLedger, AbsentLedger>(),
            BudgetBench.Daily(BudgetScope.User, calls: 1));

        using var response = await bench.AskAsync("u-1");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains(
            "Budgets cannot be checked",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_budget_that_calls_under_way_have_reserved_is_a_429_that_says_when_to_try_again()
    {
        var budget = BudgetBench.Daily(BudgetScope.User, usd: 0.007m, waitForRoom: TimeSpan.Zero);
        await using var bench = await WebBench.StartAsync(static app => app.UseRouteCaller(), null, budget);
        bench.Client.Then(Step.StallsAfter(""), Step.Says("ok"));
        var underWay = bench.AskAsync("u-secret");
        await Patiently.UntilAsync(() => bench.Client.Requests.Count > 0);

        using var busy = await bench.AskAsync("u-secret");
        var text = await busy.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.TooManyRequests, busy.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(1), busy.Headers.RetryAfter!.Delta);
        Assert.Contains("A budget is reserved", text, StringComparison.Ordinal);
        Assert.DoesNotContain("u-secret", text, StringComparison.Ordinal);
        (await underWay).Dispose();
    }

    private sealed class AbsentLedger : IBudgetLedger
    {
        public ValueTask<BudgetReservationResult> ReserveAsync(
            BudgetReservation reservation, CancellationToken cancellationToken = default) => throw new IOException("away");

        public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default) =>
            throw new IOException("away");

        public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default) =>
            throw new IOException("away");
    }
}
