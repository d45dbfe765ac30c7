using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using RouteGen.Testing;
using RouteGen.Tool.Serve;
using RouteGen.Tool.Serve.Hosting;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Serve;

/// <summary>An endpoint over a table whose providers come by connection strings, from the environment or an appsettings.json.</summary>
public sealed class ConnectionStringTests : IDisposable
{
    private const string Key = "serve-canary-0123456789-abcdefghij";

    private readonly string _name = "serve" + Guid.NewGuid().ToString("N");
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-serve-").FullName;
    private readonly SyncWriter _log = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("openai", "Endpoint={0};Key={1}", "m", false)]
    [InlineData("openai", "Endpoint={0};Key={1};Deployment=dep-1", "dep-1", false)]
    [InlineData("openai", "Endpoint={0};Key='{1}';Model=other", "m", true)]
    [InlineData("azure-openai", "Endpoint={0};Key={1};Deployment=dep-1", "dep-1", true)]
    [InlineData("ollama", "Endpoint={0};Model=llama3.2", "m", false)]
    [InlineData("ollama", " {0} ", "m", true)]
    public async Task A_provider_is_asked_where_its_connection_string_leads(string kind, string text, string model, bool isFile)
    {
        var wire = kind switch
        {
            "ollama" => ProviderWire.Ollama,
            "azure-openai" => ProviderWire.AzureOpenAI,
            _ => ProviderWire.OpenAI,
        };
        await using var provider = await SimulatedProvider.StartAsync(wire);
        var address = provider.Endpoint.AbsoluteUri.Replace("/openai/v1/", "/", StringComparison.Ordinal);
        await using var server = await StartAsync(kind, string.Format(null, text, address, Key), isFile);

        using var reply = await AskAsync(server);

        Assert.Equal((HttpStatusCode.OK, model), (reply.StatusCode, Assert.Single(provider.Requests).Model));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("ollama")]
    public async Task Without_it_the_targets_are_skipped_and_the_log_says_what_to_set(string kind)
    {
        await using var server = await StartAsync(kind, null, false);

        using var reply = await AskAsync(server);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, reply.StatusCode);
        Assert.Contains($"ConnectionStrings:{_name}", _log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Key)]
    [InlineData("AccountKey=" + Key + ";Model=x")]
    [InlineData("Endpoint=house/" + Key + ";Key=k")]
    [InlineData("Endpoint=https://" + Key + "@house;Key=k")]
    public async Task One_that_cannot_be_read_is_told_without_its_text(string text)
    {
        var failure = await Assert.ThrowsAsync<ToolFailure>(() => StartAsync("openai", text, false));

        Assert.Contains($"ConnectionStrings:{_name}", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, failure + _log.ToString(), StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("ConnectionStrings__" + _name, null);
        Directory.Delete(_folder, recursive: true);
        _log.Dispose();
    }

    private async Task<ServeServer> StartAsync(string kind, string? text, bool isFile)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "routes.json"), $$"""
            {
              "table": "DeskRoutes", "about": "The desk.",
              "providers": { "p": { "kind": "{{kind}}", "connectionName": "{{_name}}" } },
              "models": { "m": { "contextWindow": 100000, "maxOutput": 1000 } },
              "targets": { "one": { "provider": "p", "model": "m" } },
              "routes": { "chat": { "about": "Chat.", "limits": { "outputTokens": 500 }, "chain": ["one"] } }
            }
            """, Cancellation);
        if (isFile)
        {
            await File.WriteAllTextAsync(
                Path.Combine(_folder, "appsettings.json"),
                JsonSerializer.Serialize(new { ConnectionStrings = new Dictionary<string, string?> { [_name] = text } }),
                Cancellation);
        }
        else if (text is not null)
        {
            Environment.SetEnvironmentVariable("ConnectionStrings__" + _name, text);
        }

        return await ServeServer.StartAsync(
            new ToolHost { Out = TextWriter.Null, Error = _log, Folder = _folder },
            new ServeOptions { Table = "routes.json", Urls = "http://127.0.0.1:0", Reloads = false },
            cancellation: Cancellation);
    }

    private static async Task<HttpResponseMessage> AskAsync(ServeServer server)
    {
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", server.Keys.Key) } };
        return await http.PostAsJsonAsync(
            server.Url + "/v1/chat/completions",
            new { model = "chat", messages = new[] { new { role = "user", content = "Hello" } } },
            Cancellation);
    }
}
