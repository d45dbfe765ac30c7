using System.Net;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Docs.Tests.Compiling;
using RouteGen.Testing;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class CustomerCapTests
{
    private static readonly Recipe Page = Recipe.Read("Cap one customer");

    [Fact]
    public async Task One_customer_gets_402_as_shown_and_the_others_go_on()
    {
        await using var openai = await SimulatedProvider.StartAsync(ProviderWire.OpenAI, cancellationToken: Cancellation);
        openai.OnAnyModel().Always(SimulatedReply.FromText("Short.") with { Usage = new SimulatedUsage(1000, 1_200_000) });
        await using var app = await HostedProgram.StartAsync(
            PageCompilation.Load(Page.Table, Page.Code),
            services => services.AddSingleton<IStartupFilter, SignedIn>(),
            $"--RouteGen:SupportRoutes:Providers:openai:Endpoint={openai.Endpoint}",
            "--RouteGen:SupportRoutes:Providers:openai:ApiKey=simulated", "--RouteGen:SupportRoutes:Providers:anthropic:ApiKey=simulated");

        // A reply of 5.40 USD is more than acme's five, and less than the twenty of the others.
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "acme")).StatusCode);
        using var refused = await AskAsync(app, "acme");
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "globex")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await AskAsync(app, "globex")).StatusCode);

        var shown = Page.Block("text").Split('\n');
        Assert.Equal(shown[0], $"HTTP/1.1 {(int)refused.StatusCode} {refused.ReasonPhrase}");
        Assert.Equal(shown[1], $"Content-Type: {refused.Content.Headers.ContentType}");
        Assert.Equal(shown[2], $"x-should-retry: {refused.Headers.GetValues("x-should-retry").Single()}");
        Assert.Null(refused.Headers.RetryAfter);
        var (says, body) = (JsonElement.Parse(shown[4]), await refused.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        Assert.Equal(Names(says), Names(body));
        Assert.All(
            (string[])["title", "status", "detail", "budget"],
            name => Assert.Equal(says.GetProperty(name).ToString(), body.GetProperty(name).ToString()));
        Assert.EndsWith("-01T00:00:00Z", body.GetProperty("resetsAt").GetString(), StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Names(JsonElement problem) => problem.EnumerateObject().Select(p => p.Name);

    private static Task<HttpResponseMessage> AskAsync(HostedProgram app, string tenant)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/summaries")
        {
            Headers = { { "x-signed-in", tenant } },
            Content = JsonContent.Create(new { text = "I cannot log in." }),
        };
        return app.Http.SendAsync(request, Cancellation);
    }

    /// <summary>Stands in for the application's own authentication.</summary>
    private sealed class SignedIn : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, go) =>
            {
                Claim[] claims = [new("sub", "u-1"), new("tenant_id", http.Request.Headers["x-signed-in"].ToString())];
                http.User = new ClaimsPrincipal(new ClaimsIdentity(claims, "test"));
                return go(http);
            });
            next(app);
        };
    }
}
