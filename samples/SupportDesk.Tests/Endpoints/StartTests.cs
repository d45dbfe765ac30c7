using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Logging;

namespace SupportDesk.Tests.Endpoints;

/// <summary>What happens on a machine without keys.</summary>
public sealed class StartTests
{
    // Settings win over the environment of the machine that runs the tests, and these are none that could be used.
    private static readonly Dictionary<string, string> Unusable = new(StringComparer.Ordinal)
    {
        ["RouteGen:SupportRoutes:Providers:openai:ApiKey"] = "no\nkey",
        ["RouteGen:SupportRoutes:Providers:anthropic:ApiKey"] = "no\nkey",
        ["RouteGen:SupportRoutes:Providers:openrouter:ApiKey"] = "no\nkey",
        ["RouteGen:SupportRoutes:Providers:house:Endpoint"] = "nowhere",
    };

    [Fact]
    public async Task In_development_the_desk_starts_and_says_what_is_missing_when_asked()
    {
        await using var desk = new WebApplicationFactory<Program>();
        await using var keyless = desk.WithWebHostBuilder(builder => WithoutKeys(builder, "Development"));
        using var client = keyless.CreateClient();

        using var created = await client.PostAsJsonAsync(
            "/tickets", new { customer = "c-7", subject = "Where is my order?", body = "It is late." });
        using var summary = await client.GetAsync($"{created.Headers.Location}/summary");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable), (created.StatusCode, summary.StatusCode));
        Assert.Contains(
            "No target of the route 'summarize' is available now (NotConfigured)",
            (await summary.JsonAsync()).GetProperty("detail").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_production_a_missing_key_fails_the_start_and_is_named()
    {
        using var errors = new StringWriter();
        var console = Console.Error;
        Console.SetError(errors);
        try
        {
            string[] arguments =
            [
                "--environment", "Production", "--urls",
                "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None", .. Unusable.SelectMany(s => new[] { $"--{s.Key}", s.Value })
            ];
            var exitCode = await Task.Run(() => (int)typeof(Program).Assembly.EntryPoint!.Invoke(null, [arguments])!)
                .WaitAsync(TimeSpan.FromMinutes(5));

            Assert.Equal(2, exitCode);
        }
        finally
        {
            Console.SetError(console);
        }

        Assert.Contains("ANTHROPIC_API_KEY", errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("'assist'", errors.ToString(), StringComparison.Ordinal);
    }

    private static void WithoutKeys(IWebHostBuilder builder, string environment)
    {
        builder.UseEnvironment(environment);
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (setting, value) in Unusable)
        {
            builder.UseSetting(setting, value);
        }
    }
}
