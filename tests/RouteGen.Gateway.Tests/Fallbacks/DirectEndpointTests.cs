using System.Net;

namespace RouteGen.Gateway.Tests.Fallbacks;

/// <summary>Administrators read the code for callers from the endpoint itself.</summary>
public sealed class DirectEndpointTests
{
    [Theory]
    [InlineData("/v1/admin/routes/chat/direct", "import json", "gpt-wire")]
    [InlineData("/v1/admin/routes/write/direct?language=node", "const gateway", "claude-wire")]
    [InlineData("/v1/admin/routes/embed/direct?language=csharp", "new HttpClient()", "embed-wire")]
    public async Task An_administrator_gets_the_code(string path, string language, string model)
    {
        // Code is not JSON, which all other answers are.
        await using var bench = await GatewayBench.StartAsync();
        bench.IsJudged = false;

        using var reply = await AskAsync(bench, path, GatewayBench.AdminToken);
        var text = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType!.MediaType);
        Assert.Contains(language, text, StringComparison.Ordinal);
        Assert.Contains(model, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/admin/routes/nothing/direct", HttpStatusCode.NotFound, "route_not_found")]
    [InlineData("/v1/admin/routes/chat/direct?language=cobol", HttpStatusCode.BadRequest, "python, node, csharp")]
    public async Task What_there_is_not_is_said(string path, HttpStatusCode status, string says)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var reply = await AskAsync(bench, path, GatewayBench.AdminToken);

        Assert.Equal(status, reply.StatusCode);
        Assert.Contains(
            says, await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_nobody_elses()
    {
        await using var bench = await GatewayBench.StartAsync();

        using var caller = await AskAsync(bench, "/v1/admin/routes/chat/direct", GatewayBench.Token);
        using var nobody = await AskAsync(bench, "/v1/admin/routes/chat/direct", null);

        Assert.Equal(HttpStatusCode.Forbidden, caller.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
    }

    private static async Task<HttpResponseMessage> AskAsync(GatewayBench bench, string path, string? token)
    {
        using var http = new HttpClient { BaseAddress = bench.Address };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }

        return await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
    }
}
