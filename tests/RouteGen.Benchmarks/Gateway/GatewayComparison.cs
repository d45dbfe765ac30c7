using System.Globalization;
using RouteGen.Benchmarks.Reporting;
using RouteGen.Keys;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>
/// The endpoint beside YARP and the Portkey gateway, over one upstream and with one client: interleaved pairs, and the median of their
/// ratios. The gateway has one processor, upstream and client have the other.
/// </summary>
internal static class GatewayComparison
{
    private const int Pairs = 7;
    private const int WarmUps = 2;
    private const string Chat = "/v1/chat/completions";
    private const string Messages = "/v1/messages";

    public static async Task RunAsync(bool isDry, string? only, TextWriter output)
    {
        var token = GatewayKeyText.CreateToken("bench");
        using var upstream = await MeasuredProcess.StartAsync(1, "gateway-upstream");
        var address = $"http://127.0.0.1:{upstream.Port}";
        using var ours = await MeasuredProcess.StartAsync(
            0, "gateway-routegen", address, GatewayKeyHash.Compute(token).ToConfigurationValue());
        using var yarp = await MeasuredProcess.StartAsync(0, "gateway-yarp", address);
        output.WriteLine("| | requests/s | CPU ms/request | YARP | YARP CPU | throughput | CPU |");
        output.WriteLine("|---|--:|--:|--:|--:|--:|--:|");
        var scale = isDry ? 0.01 : 1;
        await CompareAsync("2 kB relayed", Request(Chat, 2000), Request(Chat, 2000), 4000);
        await CompareAsync("200 chunks relayed", Request(Chat, 2000, streamed: true), Request(Chat, 2000, streamed: true), 200);
        await CompareAsync("2 kB translated", Request(Messages, 2000), Request(Chat, 2000), 4000);
        await CompareAsync("200 chunks translated", Request(Messages, 2000, streamed: true), Request(Chat, 2000, streamed: true), 200);
        await CompareAsync("1 MB relayed", Request(Chat, 1_000_000), Request(Chat, 1_000_000), 100);
        if (only == "memory")
        {
            for (var i = 0; i <= 4; i++)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i * 50_000} requests: {ours.Memory:F0} MB"));
                await GatewayLoad.RunAsync(ours.Port, Request(Chat, 2000), i < 4 ? 50_000 : 1);
            }
        }

        if (ForeignGateway.Find() is { } script)
        {
            using var portkey = await MeasuredProcess.StartAtAsync(0, "node", port => [script, "--headless", $"--port={port}"]);
            var theirs = GatewayLoad.Request(
                Chat, 2000, streamed: false, "bench", "x-portkey-provider: openai", $"x-portkey-custom-host: {address}/v1");
            await PairAsync("2 kB beside Portkey", ours, Request(Chat, 2000), portkey, theirs, Math.Max(16, (int)(1000 * scale)), output);
        }

        byte[] Request(string path, int size, bool streamed = false) => GatewayLoad.Request(path, size, streamed, token);

        Task CompareAsync(string name, byte[] request, byte[] plain, int count) => only is not (null or "memory")
            && !name.Contains(only, StringComparison.Ordinal)
            ? Task.CompletedTask
            : PairAsync(name, ours, request, yarp, plain, Math.Max(16, (int)(count * scale)), output);
    }

    private static async Task PairAsync(
        string name, MeasuredProcess ours, byte[] request, MeasuredProcess theirs, byte[] plain, int count, TextWriter output)
    {
        // Connections and pools are there then.
        for (var i = 0; i < WarmUps; i++)
        {
            await GatewayLoad.RunAsync(ours.Port, request, count);
            await GatewayLoad.RunAsync(theirs.Port, plain, count);
        }

        var pairs = new List<(Measured Ours, Measured Theirs)>();
        for (var i = 0; i < Pairs; i++)
        {
            // Who is first takes turns, so that what the machine does beside falls on both.
            var first = await MeasureAsync(i % 2 == 0 ? ours : theirs, i % 2 == 0 ? request : plain, count);
            var second = await MeasureAsync(i % 2 == 0 ? theirs : ours, i % 2 == 0 ? plain : request, count);
            pairs.Add(i % 2 == 0 ? (first, second) : (second, first));
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {Median(static p => p.Ours.PerSecond):F0} | {Median(static p => p.Ours.Cpu):F3} | "
            + $"{Median(static p => p.Theirs.PerSecond):F0} | {Median(static p => p.Theirs.Cpu):F3} | "
            + $"{Median(static p => p.Ours.PerSecond / p.Theirs.PerSecond):F2} × |"
                + $" {Median(static p => p.Ours.Cpu / p.Theirs.Cpu):F2} × |"));

        double Median(Func<(Measured Ours, Measured Theirs), double> of) => pairs.Select(of).Order().ElementAt(Pairs / 2);
    }

    private static async Task<Measured> MeasureAsync(MeasuredProcess server, byte[] request, int count)
    {
        var cpu = server.Cpu;
        var perSecond = await GatewayLoad.RunAsync(server.Port, request, count);
        return new(perSecond, (server.Cpu - cpu) * 1000 / count);
    }

    private readonly record struct Measured(double PerSecond, double Cpu);
}
