using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.AspNetCore;

/// <summary>
/// A web application on a loopback port, with one route over one scripted target. A request's header
/// <c>user</c> stands for its authentication.
/// </summary>
internal sealed class WebBench : IAsyncDisposable
{
    private readonly WebApplication _app;

    private WebBench(WebApplication app, ScriptedClient client) =>
        (_app, Client, Table) = (app, client, app.Services.GetRequiredService<TestTable>());

    public ScriptedClient Client { get; }

    public TestTable Table { get; }

    public IReadOnlyList<RouteRecord> Records => Table.Ask?.Records ?? Table.Scoped.Records;

    public HttpClient Http { get; } = new();

    public static async Task<WebBench> StartAsync(
        Action<WebApplication> use, Action<IServiceCollection>? services = null, params BudgetDefinition[] budgets)
    {
        var client = new ScriptedClient();
        var provider = new ProviderDefinition { Name = "house", Kind = "custom", Adapter = null };
        var target = new TargetDefinition { Name = "first", Provider = provider, Model = TestBench.Model(0), Deployment = "d" };
        var route = TestRoutes.Plain([new ChainEntryDefinition { Target = target }]).With(maxRetries: 0, budgets: budgets);
        TestTable.Current.Value =
            new RouteTableDefinition { Name = "TestTable", Hash = "hash", Providers = [provider], Targets = [target], Routes = [route] };

        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRouteCaller().AddRouteProblems();
        services?.Invoke(builder.Services);
        builder.Services.AddRouteTable<TestTable>(o => o.UseChatClient("first", _ => client));
        var app = builder.Build();
        app.UseExceptionHandler();
        use(app);

        // Behind the middleware of the caller: who calls is found when a route is called.
        app.Use((http, next) =>
        {
            if (http.Request.Headers["user"] is [{ } user])
            {
                http.User = new ClaimsPrincipal(new ClaimsIdentity([new Claim("sub", user), new Claim("tid", user + "-tenant")], "test"));
            }

            return next(http);
        });
        app.MapGet(
            "/ask",
            static async (HttpContext http) => (await http.RequestServices.GetRequiredKeyedService<IChatClient>("TestTable/ask")
                .GetResponseAsync("hello", cancellationToken: http.RequestAborted)).Text);
        var bench = new WebBench(app, client);
        await app.StartAsync();
        bench.Http.BaseAddress = new Uri(
            app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return bench;
    }

    public async Task<HttpResponseMessage> AskAsync(string? user = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ask");
        if (user is not null)
        {
            request.Headers.Add("user", user);
        }

        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
