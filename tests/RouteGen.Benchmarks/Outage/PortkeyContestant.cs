using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Outage;

/// <summary>The Portkey gateway from npm, started on loopback, with its fallback strategy over the two providers.</summary>
internal sealed class PortkeyContestant : IContestant
{
    /// <summary>
    /// With the HTTP libraries of its own time: with those that npm takes for it today, every streamed reply is a 500 ("immutable").
    /// </summary>
    private const string Package = """
        { "name": "outage", "version": "1.0.0", "private": true,
          "dependencies": { "@portkey-ai/gateway": "1.15.2" }, "overrides": { "hono": "4.9.7", "@hono/node-server": "1.13.7" } }
        """;

    private readonly Process _gateway;
    private readonly Uri _endpoint;
    private readonly string _config;

    private PortkeyContestant(Process gateway, Uri endpoint, string config)
    {
        _gateway = gateway;
        _endpoint = endpoint;
        _config = config;
    }

    public string Name => "Portkey gateway";

    /// <param name="folder">Where npm installed <c>@portkey-ai/gateway</c>, or is to.</param>
    /// <param name="first">The provider asked first.</param>
    /// <param name="second">The provider asked next.</param>
    public static async Task<PortkeyContestant> StartAsync(string folder, Uri first, Uri second)
    {
        var script = Path.Combine(folder, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js");
        if (!File.Exists(script))
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllTextAsync(Path.Combine(folder, "package.json"), Package);
            using var install = Start("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund"]);
            await install.WaitForExitAsync();
            if (!File.Exists(script))
            {
                throw new InvalidOperationException("npm could not install @portkey-ai/gateway; it needs Node.js and npm.");
            }
        }

        var port = FreePort();
        var gateway = Start("node", [script, $"--port={port.ToString(CultureInfo.InvariantCulture)}", "--headless"]);
        var endpoint = new Uri($"http://127.0.0.1:{port}/v1");
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                (await http.GetAsync(new Uri($"http://127.0.0.1:{port}/"))).Dispose();
                break;
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(200);
            }
        }

        return new PortkeyContestant(gateway, endpoint, JsonSerializer.Serialize(new
        {
            strategy = new { mode = "fallback" },
            request_timeout = 2000,
            targets = new[] { Target(first, "gpt-5-mini"), Target(second, "gpt-oss-120b") },
        }));
    }

    /// <summary>The gateway retries and times out; the client in front of it does neither before it.</summary>
    public IChatClient Create() =>
        Clients.Create(_endpoint,
            "gpt-5-mini", maxRetries: 0, TimeSpan.FromSeconds(30), new Dictionary<string, string> { ["x-portkey-config"] = _config });

    public async ValueTask DisposeAsync()
    {
        _gateway.Kill(entireProcessTree: true);
        await _gateway.WaitForExitAsync();
        _gateway.Dispose();
    }

    private static object Target(Uri endpoint, string model) => new
    {
        provider = "openai",
        api_key = "simulated",
        custom_host = endpoint.AbsoluteUri.TrimEnd('/'),
        retry = new { attempts = 1 },
        override_params = new { model },
    };

    private static Process Start(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
