using System.Net;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.AspNetCore;

/// <summary>Refused calls as clients get them: neither how the endpoint waits, nor what the client accepts changes the answer.</summary>
public sealed class ProblemClientTests
{
    [Theory]
    [InlineData("/ask", 402)]
    [InlineData("/waits", 402)]
    [InlineData("/reflects", 402)]
    [InlineData("/streams", 402)]
    [InlineData("/events", 402)]
    [InlineData("/own", 500)]
    [InlineData("/mixed", 500)]
    public async Task A_used_up_budget_is_a_402_however_the_endpoint_waits(string path, int status)
    {
        await using var bench = await StartAsync();
        using var served = await bench.AskAsync("u-1");

        using var refused = await SendAsync(bench, HttpMethod.Get, path, "application/json", "u-1");

        Assert.Equal((200, status), ((int)served.StatusCode, (int)refused.StatusCode));
        Assert.Equal(status == 402, refused.Headers.Contains("x-should-retry"));
    }

    [Theory]
    [InlineData("GET", "text/event-stream", 402, 401)]
    [InlineData("GET", "application/octet-stream", 402, 401)]
    [InlineData("GET", "application/json", 402, 401)]
    [InlineData("GET", "", 402, 401)]
    [InlineData("HEAD", "*/*", 402, 401)]
    [InlineData("GET", "text/html", 418, 418)]
    public async Task What_a_client_accepts_changes_neither_status_nor_headers(string method, string accept, int usedUp, int nobody)
    {
        await using var bench = await StartAsync(static app =>
        {
            app.UseExceptionHandler("/error");
            app.Map("/error", static (HttpContext http) => http.Response.StatusCode = 418);
        });
        using var served = await bench.AskAsync("u-1");

        using var first = await SendAsync(bench, new(method), "/ask", accept, "u-1");
        using var second = await SendAsync(bench, new(method), "/ask", accept, null);

        Assert.Equal((usedUp, nobody), ((int)first.StatusCode, (int)second.StatusCode));
        Assert.Null(first.Headers.RetryAfter);
    }

    [Theory]
    [InlineData("Bearer", "Bearer")]
    [InlineData("Schl\u00fcssel", "")]
    public async Task A_scheme_whose_name_no_header_can_carry_is_left_out(string scheme, string expected)
    {
        await using var bench = await StartAsync(services: s => s.AddAuthentication(scheme).AddCookie(scheme));

        using var refused = await SendAsync(bench, HttpMethod.Get, "/ask", "*/*", null);

        Assert.Equal((401, expected), ((int)refused.StatusCode, refused.Headers.WwwAuthenticate.ToString()));
    }

    private static Task<WebBench> StartAsync(Action<WebApplication>? use = null, Action<IServiceCollection>? services = null) =>
        WebBench.StartAsync(
            app =>
            {
                use?.Invoke(app);
                app.UseRouteCaller();
                app.MapMethods("/ask", ["HEAD"], static async (HttpContext http) => (await Client(http).GetResponseAsync("hello")).Text);
                app.MapGet("/waits", static (HttpContext http) => Client(http).GetResponseAsync("hello").Result.Text);
                app.MapGet("/own", static async (HttpContext http) =>
                {
                    try
                    {
                        return (await Client(http).GetResponseAsync("hello")).Text;
                    }
                    catch (RouteException e)
                    {
                        throw new InvalidOperationException("The order cannot be read.", e);
                    }
                });
                app.MapGet("/mixed", static (HttpContext http) => Task.WaitAll(
                    Client(http).GetResponseAsync("hello"), Task.FromException(new InvalidOperationException("a mistake"))));
                app.MapGet("/reflects", static (HttpContext http) => Reflected.Invoke(null, [http]));
                app.MapGet("/streams", static (HttpContext http) => Client(http).GetStreamingResponseAsync("hello"));
                app.MapGet("/events", static (HttpContext http) =>
                    TypedResults.ServerSentEvents(Client(http).GetStreamingResponseAsync("hello").Select(static u => u.Text)));
            },
            services,
            BudgetBench.Daily(BudgetScope.User, calls: 1));

    private static MethodInfo Reflected { get; } =
        typeof(ProblemClientTests).GetMethod(nameof(Wait), BindingFlags.Static | BindingFlags.NonPublic)!;

    private static string Wait(HttpContext http) => Client(http).GetResponseAsync("hello").GetAwaiter().GetResult().Text;

    private static IChatClient Client(HttpContext http) => http.RequestServices.GetRequiredKeyedService<IChatClient>("TestTable/ask");

    private static async Task<HttpResponseMessage> SendAsync(
        WebBench bench, HttpMethod method, string path, string accept, string? user)
    {
        using var request = new HttpRequestMessage(method, path);
        if (accept.Length > 0)
        {
            request.Headers.Add("Accept", accept);
        }

        if (user is not null)
        {
            request.Headers.Add("user", user);
        }

        return await bench.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
