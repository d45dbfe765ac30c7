using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Wire;

/// <summary>
/// What a whole reply and an update of a stream cost over loopback through the adapter and through the bare SDK: processor time of the
/// process, in which no server runs, and bytes allocated. An update is what a stream of 1,001 takes more than one of one.
/// </summary>
internal static class WireComparison
{
    public static async Task RunAsync(string folder, bool isDry, TextWriter output)
    {
        // This program again: started as itself, or by dotnet, which has to be told which one.
        var program = Environment.ProcessPath!;
        var isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] arguments = [.. isHosted ? [Assembly.GetEntryAssembly()!.Location] : Array.Empty<string>(), "wire-server"];
        using var server = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        try
        {
            var port = await server.StandardOutput.ReadLineAsync();
            await CompareAsync(new Uri($"http://127.0.0.1:{port}/"), folder, isDry, output);
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
        }
    }

    private static async Task CompareAsync(Uri server, string folder, bool isDry, TextWriter output)
    {
        var rows = new List<string>();
        foreach (var (dialect, adapter, sdk) in WireClients.All(server))
        {
            var (ours, theirs) = (new Contestant(adapter()), new Contestant(sdk()));
            await ours.WarmAsync(isDry);
            await theirs.WarmAsync(isDry);

            // In turns, so that a neighbour on the machine disturbs both alike.
            for (var round = 0; round < (isDry ? 1 : 7); round++)
            {
                await ours.MeasureAsync(isDry);
                await theirs.MeasureAsync(isDry);
            }

            foreach (var (what, mine, peer) in new[] { ("whole reply", ours.Whole, theirs.Whole), ("update", ours.Update, theirs.Update) })
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"{dialect}, {what}: {mine.Microseconds:0.00} us and {mine.Bytes:#,0} B, SDK {peer.Microseconds:0.00} us and "
                    + $"{peer.Bytes:#,0} B: {mine.Microseconds / peer.Microseconds:0.00} x and {mine.Bytes / peer.Bytes:0.00} x"));
                rows.Add($"{dialect}|{what}|{mine.Microseconds}|{mine.Bytes}|{peer.Microseconds}|{peer.Bytes}");
            }
        }

        var floor = await Contestant.FloorAsync(server, isDry);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"HttpClient alone, whole reply: {floor.Microseconds:0.00} us and {floor.Bytes:#,0} B"));
        Directory.CreateDirectory(folder);
        await File.WriteAllTextAsync(Path.Combine(folder, "wire.json"), JsonSerializer.Serialize(rows));
    }

    private sealed class Contestant(IChatClient client)
    {
        private readonly List<Cost> _whole = [];
        private readonly List<Cost> _updates = [];

        public Cost Whole => Median(_whole);

        public Cost Update => Median(_updates);

        /// <summary>What posting the request and reading the bytes of the reply takes: no client can be below it.</summary>
        public static async Task<Cost> FloorAsync(Uri server, bool isDry)
        {
            using var http = new HttpClient();
            var address = new Uri(server, "v1/chat/completions");
            var request = Encoding.UTF8.GetBytes(
                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Say something about failing over.\"}]}");
            async Task AskAsync(int times)
            {
                for (var i = 0; i < times; i++)
                {
                    using var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(request) };
                    using var reply = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead);
                    await reply.Content.ReadAsByteArrayAsync();
                }
            }

            await AskAsync(isDry ? 1 : 3000);
            return await CostAsync(() => AskAsync(isDry ? 1 : 10_000), isDry ? 1 : 10_000);
        }

        public async Task WarmAsync(bool isDry)
        {
            await WholeAsync(isDry ? 1 : 3000);
            await StreamsAsync(isDry ? 1 : 60, "long");
        }

        public async Task MeasureAsync(bool isDry)
        {
            var (calls, streams) = isDry ? (1, 1) : (2000, 50);
            _whole.Add(await CostAsync(() => WholeAsync(calls), calls));
            var one = await CostAsync(() => StreamsAsync(streams * 20, "short"), streams * 20);
            var many = await CostAsync(() => StreamsAsync(streams, "long"), streams);
            const int More = WireReplies.Updates - 1;
            _updates.Add(new((many.Microseconds - one.Microseconds) / More, (many.Bytes - one.Bytes) / More));
        }

        private static Cost Median(List<Cost> costs) => new(
            costs.Select(cost => cost.Microseconds).Order().ElementAt(costs.Count / 2),
            costs.Select(cost => cost.Bytes).Order().ElementAt(costs.Count / 2));

        private static async Task<Cost> CostAsync(Func<Task> work, int times)
        {
            var process = Process.GetCurrentProcess();
            var (time, bytes) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
            await work();
            process.Refresh();
            return new(
                (process.TotalProcessorTime - time).TotalMicroseconds / times,
                (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)times);
        }

        private async Task WholeAsync(int times)
        {
            for (var i = 0; i < times; i++)
            {
                var reply = await client.GetResponseAsync("Say something about failing over.");
                if (reply.Text.Length < 300)
                {
                    throw new InvalidOperationException("The reply is not whole.");
                }
            }
        }

        private async Task StreamsAsync(int times, string length)
        {
            for (var i = 0; i < times; i++)
            {
                var characters = 0;
                await foreach (var update in client.GetStreamingResponseAsync(length))
                {
                    characters += update.Text.Length;
                }

                if (characters != " word".Length * (length == "long" ? WireReplies.Updates : 1))
                {
                    throw new InvalidOperationException($"The stream is not whole: {characters} characters.");
                }
            }
        }
    }

    private readonly record struct Cost(double Microseconds, double Bytes);
}
