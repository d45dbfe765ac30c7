using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.AspNetCore;

public sealed class RouteCallerTests
{
    [Fact]
    public async Task A_request_s_user_and_tenant_come_from_its_claims_also_where_authentication_comes_later()
    {
        await using var bench = await WebBench.StartAsync(static app => app.UseRouteCaller());

        using var response = await bench.AskAsync("u-1");

        Assert.Equal("ok", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(("u-1", "u-1-tenant"), (bench.Records[0].Caller.User, bench.Records[0].Caller.Tenant));
    }

    [Fact]
    public async Task Requests_at_the_same_time_are_each_charged_to_their_own_user()
    {
        var budget = BudgetBench.Daily(BudgetScope.User, calls: 3);
        await using var bench = await WebBench.StartAsync(static app => app.UseRouteCaller(), budgets: budget);

        await Task.WhenAll(Enumerable.Range(0, 90).Select(async i =>
        {
            using var response = await bench.AskAsync($"u-{i % 30}");
            Assert.True(response.IsSuccessStatusCode);
        }));

        Assert.Equal(90, bench.Records.Count);
        Assert.All(bench.Records.GroupBy(r => r.Caller.User), g => Assert.Equal(3, g.Count()));
    }

    [Fact]
    public async Task The_application_says_by_itself_who_calls_and_a_caller_inside_the_request_comes_first()
    {
        await using var bench = await WebBench.StartAsync(static app =>
        {
            app.UseRouteCaller(static http => new RouteCaller { User = http.Request.Headers["user"], OperationId = http.Request.Path });
            app.MapGet("/job", static async (TestTable table) =>
            {
                using (AmbientRouteCaller.BeginScope(new RouteCaller { Agent = "job" }))
                {
                    return (await table.Ask.For(user: "named").GetResponseAsync("hello")).Text;
                }
            });
        });

        using var asked = await bench.AskAsync("u-2");
        await bench.Http.GetStringAsync("/job", TestContext.Current.CancellationToken);

        Assert.Equal(("u-2", "/ask"), (bench.Records[0].Caller.User, bench.Records[0].Caller.OperationId));
        Assert.Equal(
            ("named", "job", null), (bench.Records[1].Caller.User, bench.Records[1].Caller.Agent, bench.Records[1].Caller.OperationId));
    }

    [Fact]
    public async Task What_runs_on_after_its_request_is_never_charged_to_another()
    {
        var ended = new TaskCompletionSource();
        var left = Task.CompletedTask;
        await using var bench = await WebBench.StartAsync(app =>
        {
            app.UseRouteCaller();
            app.MapGet("/leave", (TestTable table) =>
            {
                left = LeaveAsync(table, ended.Task);
                return Results.Accepted();
            });
        });
        bench.Http.DefaultRequestHeaders.Add("user", "u-3");
        await bench.Http.GetAsync("/leave", TestContext.Current.CancellationToken);
        bench.Http.DefaultRequestHeaders.Remove("user");
        using var other = await bench.AskAsync("u-4");
        ended.SetResult();
        await left;

        Assert.Equal(["u-4", null], bench.Records.Select(r => r.Caller.User));
    }

    private static async Task LeaveAsync(TestTable table, Task ended)
    {
        await ended;
        await table.Ask.GetResponseAsync("hello");
    }

    [Fact]
    public void The_middleware_without_its_services_says_what_is_missing()
    {
        using var app = WebApplication.CreateSlimBuilder().Build();

        Assert.Contains(
            "services.AddRouteCaller()",
            Assert.Throws<InvalidOperationException>(() => app.UseRouteCaller(static _ => null)).Message,
            StringComparison.Ordinal);
    }
}
