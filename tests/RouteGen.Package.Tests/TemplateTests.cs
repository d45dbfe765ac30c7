using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>The templates of the packed file: what they say, what they make, and that it builds, runs and answers.</summary>
[Collection(nameof(HostCollection))]
public sealed class TemplateTests(BuiltHosts hosts, PackedFeed feed)
{
    private const string OwnKey = "a-key-that-this-test-made-up-for-itself";

    private static readonly object Question = new { model = "chat", messages = new[] { new { role = "user", content = "Hello" } } };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("routegen")]
    [InlineData("routegen-gateway")]
    [InlineData("routegen-tests")]
    public void A_template_explains_itself_and_has_the_version_of_the_package(string template)
    {
        using var archive = ZipFile.OpenRead(feed.Package("RouteGen.Templates"));
        using var stream = archive.GetEntry($"content/{template}/.template.config/template.json")!.Open();
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        var parameters = root.GetProperty("symbols").EnumerateObject().Select(symbol => symbol.Value)
            .Where(symbol => symbol.GetProperty("type").GetString() == "parameter").ToArray();

        Assert.Equal(template, root.GetProperty("shortName").GetString());
        Assert.NotEmpty(parameters);
        Assert.All(
            [root, .. parameters, .. parameters.SelectMany(p => p.TryGetProperty("choices", out var c) ? c.EnumerateArray() : default)],
            explained => Assert.True(explained.GetProperty("description").GetString() is { Length: > 0 }, explained.GetRawText()));
        if (template != "routegen")
        {
            Assert.Equal(
                PackedFeed.Version,
                root.GetProperty("symbols").GetProperty("routeGenVersion").GetProperty("parameters").GetProperty("value").GetString());
        }
    }

    [Theory]
    [InlineData("Gate-Way")]
    [InlineData("2.own")]
    [InlineData("DeskRoutes")]
    [InlineData("DeskRoutes.Drills")]
    [InlineData("Drills.Xunit")]
    [InlineData("Drills.NUnit")]
    [InlineData("Drills.MSTest")]
    [InlineData("Mtp.Xunit")]
    [InlineData("Mtp.NUnit")]
    [InlineData("Mtp.MSTest")]
    public void What_they_make_builds_without_a_warning(string project) => Assert.Empty(hosts.WarningsOf(project));

    [Theory]
    [InlineData("Desk", "DeskRoutes", "OPENAI_API_KEY", "ANTHROPIC_API_KEY")]
    [InlineData("Gate-Way", "GateWayRoutes", "OPENAI_API_KEY", "ANTHROPIC_API_KEY")]
    [InlineData("2.own", "OwnRoutes", "\"ollama\"", "gpt-oss")]
    public async Task A_table_has_the_name_of_its_project_and_the_providers_that_were_chosen(string project, params string[] parts)
    {
        var table = await File.ReadAllTextAsync(Path.Combine(hosts.Root, project, "routes.json"), Cancellation);

        Assert.All(parts, part => Assert.Contains(part, table, StringComparison.Ordinal));
        Assert.DoesNotContain("2000-01-01", table, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(hosts.Root, project, "tables")));
    }

    [Fact]
    public async Task The_gateway_runs_offline_and_answers_as_OpenAI_does()
    {
        await using var gateway = await RunAsync([]);
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{BuiltHosts.Port}") };

        using var reply = await client.PostAsJsonAsync("/v1/chat/completions", Question, Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);

        Assert.True(reply.StatusCode == HttpStatusCode.OK, text);
        Assert.Contains("Simulated reply of ", text, StringComparison.Ordinal);
        Assert.Equal("openai-chat", reply.Headers.GetValues("x-routegen-target").Single());
    }

    [Fact]
    public async Task The_gateway_takes_keys_of_its_configuration_and_calls_providers_that_have_one()
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("from the fallback");
        await using var gateway = await RunAsync(new(providers.Variables)
        {
            ["RouteGen__Gateway__Keys__desk__Hash"] = $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(OwnKey)))}",
        });
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{BuiltHosts.Port}") };

        using var refused = await client.PostAsJsonAsync("/v1/chat/completions", Question, Cancellation);
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", OwnKey);
        using var served = await client.PostAsJsonAsync("/v1/chat/completions", Question, Cancellation);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused.StatusCode, served.StatusCode));
        Assert.Contains("from the fallback", await served.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    /// <summary>As a reader does: <c>dotnet run</c>, in the environment and at the address of its launch profile.</summary>
    private Task<RunningProgram> RunAsync(Dictionary<string, string> variables)
    {
        var environment = new Dictionary<string, string>(TwoProviders.None);
        foreach (var (name, value) in variables)
        {
            environment[name] = value;
        }

        return RunningProgram.StartAsync(
            DotnetCli.Start("dotnet", Path.Combine(hosts.Root, "Gate-Way"), environment, "run", "--no-build"), "Now listening on: ");
    }
}
