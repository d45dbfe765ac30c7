using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace GatewayDemo;

/// <summary>The gateway of samples/Gateway, run as its own process over simulated providers.</summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly Process _process;
    private readonly HttpClient _http = new();

    private GatewayProcess(Process process, JsonNode ready)
    {
        _process = process;
        Url = new Uri((string)ready["url"]!);
        Key = (string)ready["key"]!;
        OtherKey = (string)ready["keys"]!["other"]!;
        BrokeKey = (string)ready["keys"]!["broke"]!;
    }

    public Uri Url { get; }

    public string Key { get; }

    /// <summary>A key of another tenant.</summary>
    public string OtherKey { get; }

    /// <summary>A key of a team whose budget is spent.</summary>
    public string BrokeKey { get; }

    public static async Task<GatewayProcess> StartAsync()
    {
        // …/demo/bin/Debug/net10.0/ and …/bin/Debug/net10.0/ are made alike.
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        var gateway = Path.Combine(
            folder.Parent!.Parent!.Parent!.Parent!.FullName, "bin", folder.Parent.Name, folder.Name, "Gateway.dll");
        var start = new ProcessStartInfo("dotnet", [gateway, "--offline", "--json", "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        var process = Process.Start(start)!;
        _ = process.StandardError.ReadToEndAsync();
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException($"{gateway} ended before it was ready: run it by itself to see why.");
        return new GatewayProcess(process, JsonNode.Parse(line)!);
    }

    /// <summary>Makes a simulated provider fail, or behave ("none").</summary>
    public async Task SimulateAsync(string target, string fault)
    {
        var order = new JsonObject { ["target"] = target, ["fault"] = fault };
        using var reply = await _http.PostAsJsonAsync(new Uri(Url, "/simulate"), order);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// The record of a call, as a key sees it; null where it sees none. Records are kept in the background, which may take a moment.
    /// </summary>
    public async Task<JsonNode?> AwaitRecordAsync(string id, string key)
    {
        JsonNode? record = null;
        for (var i = 0; i < 20 && record is null; i++)
        {
            await Task.Delay(i == 0 ? 0 : 100);
            record = await RecordAsync(id, key);
        }

        return record;
    }

    /// <summary>The record of a call, as a key sees it now; null where it sees none.</summary>
    public async Task<JsonNode?> RecordAsync(string id, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Url, $"/v1/records/{id}"));
        request.Headers.Authorization = new("Bearer", key);
        using var reply = await _http.SendAsync(request);
        return reply.IsSuccessStatusCode ? await reply.Content.ReadFromJsonAsync<JsonNode>() : null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
