using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>samples/Gateway as native code in an image that the SDK builds, started as an orchestrator would start it.</summary>
public sealed partial class GatewayImageTests
{
    private const string Key = "the-key-of-this-test";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [LongFact]
    public async Task The_image_of_the_sample_serves_is_its_own_probe_and_stops_when_told()
    {
        if (ImageTools.Missing is { } missing)
        {
            Assert.Skip(missing);
        }

        var folder = Directory.CreateTempSubdirectory("routegen-image-").FullName;
        try
        {
            await using var tools = await ImageTools.StartAsync(folder);
            var archive = await PublishAsync(tools, await tools.PushBaseAsync());
            var container = (await tools.BuildahAsync("from", "--pull-never", $"oci-archive:{archive}")).Trim();

            var image = JsonNode.Parse(await tools.BuildahAsync("inspect", "--type", "container", container))!["OCIv1"]!["config"]!;
            Assert.Equal("1654", (string?)image["User"]);
            Assert.Equal(["8080/tcp"], image["ExposedPorts"]!.AsObject().Select(static p => p.Key));
            Assert.Equal("/app/Gateway", (string?)image["Entrypoint"]![0]);
            Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", image["Env"]!.AsArray().Select(static e => (string?)e));

            await PlayAsync(tools, container);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task PlayAsync(ImageTools tools, string container)
    {
        string[] run = ["run", "--isolation", "chroot", container, "--", "/app/Gateway"];
        await using var gateway = await RunningProgram.StartAsync(
            "buildah", new Dictionary<string, string>(),
            tools.Buildah([.. run, "--offline", "--json", "--key", Key, "--urls", "http://127.0.0.1:0"]));
        var url = (string)JsonNode.Parse(gateway.FirstLine)!["url"]!;

        using var client = new HttpClient { BaseAddress = new(url) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
        using var reply = await client.PostAsJsonAsync(
            new Uri("/v1/chat/completions", UriKind.Relative),
            new JsonObject
            {
                ["model"] = "chat",
                ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "Hello" }),
            },
            Cancellation);
        var text = await reply.Content.ReadAsStringAsync(Cancellation);
        Assert.True(reply.IsSuccessStatusCode, text);
        Assert.Contains("Simulated reply of gpt-5.4-mini", text, StringComparison.Ordinal);

        // In production nobody may make it fail.
        using var order = await client.PostAsJsonAsync(
            new Uri("/simulate", UriKind.Relative), new JsonObject { ["target"] = "haiku", ["fault"] = "overloaded" }, Cancellation);
        Assert.Equal(HttpStatusCode.NotFound, order.StatusCode);

        Assert.Equal(0, (await tools.TryBuildahAsync([.. run, "--health", "--urls", url])).ExitCode);
        Assert.Equal(0, await gateway.TerminateAsync("/app/Gateway", Key));
        Assert.NotEqual(0, (await tools.TryBuildahAsync([.. run, "--health", "--urls", url])).ExitCode);
    }

    private static async Task<string> PublishAsync(ImageTools tools, string baseImage)
    {
        var archive = Path.Combine(tools.Folder, "gateway.tar");
        var (exitCode, output) = await DotnetCli.RunAsync(
            Path.Combine(PackedFeed.Repository, "samples", "Gateway"),
            new Dictionary<string, string> { ["DOTNET_CONTAINER_INSECURE_REGISTRIES"] = $"127.0.0.1:{tools.Port}" },
            "publish", "--nologo", "-c", "Release", "-r", "linux-x64", "-t:PublishContainer", "-p:RunAnalyzers=false",
            // A compiler server of its own: the machine's may hold analyzers of this path that were built before.
            $"-p:SharedCompilationId=routegen-image-{Environment.ProcessId}",
            // A runtime's own packages are not for the lock files of the repository.
            "-p:NuGetLockFilePath=obj/image.lock.json",
            $"-p:ContainerBaseImage={baseImage}", $"-p:ContainerArchiveOutputPath={archive}");
        if (exitCode != 0 && NativeLinker.MissingBy(output) is { } reason)
        {
            Assert.Skip(reason);
        }

        Assert.True(exitCode == 0, output);
        Assert.DoesNotContain(Warnings().Matches(output), warning => warning.Value.Contains("RouteGen", StringComparison.Ordinal));
        return archive;
    }

    [GeneratedRegex(@"^.*warning (IL|CS|CA)\d+.*$", RegexOptions.Multiline)]
    private static partial Regex Warnings();
}
