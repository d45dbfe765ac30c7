using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>A gateway whose three wires lead to one server that answers with bytes of the test's.</summary>
internal sealed class RelayBench : IAsyncDisposable
{
    private readonly GatewayBench _gateway;
    private readonly RawServer _server;

    private RelayBench(GatewayBench gateway, RawServer server)
    {
        (_gateway, _server) = (gateway, server);
        gateway.IsJudged = false;
    }

    public GatewayBench Gateway => _gateway;

    /// <summary>The head of the request that reached the server.</summary>
    public string SentHead => _server.LastRequest!.Split("\r\n\r\n", 2)[0];

    /// <summary>The body that reached the server, its bytes as Latin-1.</summary>
    public string SentBody => _server.LastRequest!.Split("\r\n\r\n", 2)[1];

    public int Requests => _server.Requests;

    public RouteRecord Record => Assert.Single(_gateway.Records.All);

    public static string Whole(string body, int status = 200, string type = "application/json", string headers = "") =>
        $"HTTP/1.1 {status} Said\r\nContent-Type: {type}\r\n{headers}Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Connection: close\r\n\r\n{body}";

    public static string Events(string events) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n{events}";

    public static async Task<RelayBench> StartAsync(string reply)
    {
        var server = new RawServer(reply);
        var gateway = await GatewayBench.StartAsync(services: services => services.PostConfigure<RouteTableSettings>(
            "DeskRoutes",
            settings =>
            {
                foreach (var provider in (string[])["openai", "responses", "anthropic"])
                {
                    settings.GetOrAddProvider(provider).Endpoint = server.Endpoint;
                }
            }));
        return new RelayBench(gateway, server);
    }

    /// <summary>Sends bytes, and gives back the status and the bytes of the reply.</summary>
    public async Task<(int Status, string Body, HttpResponseMessage Response)> SendAsync(
        string path, byte[] body, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        var response = await _gateway.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var reply = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, Encoding.UTF8.GetString(reply), response);
    }

    /// <summary>What providers say, from a file.</summary>
    public static string Text(string file)
    {
        using var reader = new StreamReader(typeof(RelayBench).Assembly.GetManifestResourceStream($"Lanes/{file}")!);
        return reader.ReadToEnd();
    }

    public static string Hash(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _server.DisposeAsync();
    }
}
