using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace RouteGen.Tool.Tests.Serve;

public sealed class SignalTests : IDisposable
{
    private readonly ToolRun _tool = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>As an orchestrator stops a container.</summary>
    [Fact]
    public async Task A_stream_under_way_ends_before_the_process_that_was_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        _tool.Write("routes.json", Tables.Desk());
        using var process = Process.Start(new ProcessStartInfo(
            "dotnet",
            [
                typeof(CommandLine).Assembly.Location, "serve", "--simulated", "--json", "--urls", "http://127.0.0.1:0",
                "--fail", "mini=token-delay",
            ])
        {
            WorkingDirectory = _tool.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var ready = JsonDocument.Parse((await process.StandardOutput.ReadLineAsync(Cancellation))!).RootElement;
            using var http = new HttpClient();
            http.DefaultRequestHeaders.Authorization = new("Bearer", ready.GetProperty("key").GetString());
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{ready.GetProperty("baseUrl").GetString()}/chat/completions")
            {
                Content = JsonContent.Create(
                    new { model = "chat", stream = true, messages = new[] { new { role = "user", content = "Hi" } } }),
            };
            using var reply = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);

            using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]))
            {
                await kill.WaitForExitAsync(Cancellation);
            }

            Assert.EndsWith("data: [DONE]\n\n", await reply.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
            await process.WaitForExitAsync(Cancellation);
            Assert.Equal(0, process.ExitCode);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }

    public void Dispose() => _tool.Dispose();
}
