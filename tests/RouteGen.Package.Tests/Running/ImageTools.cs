using System.Diagnostics;

namespace RouteGen.Package.Tests.Running;

/// <summary>
/// Makes and runs container images without a network: Debian's buildah by chroot, and a registry on loopback, because the SDK takes the
/// image that it builds on from a registry only.
/// </summary>
internal sealed class ImageTools : IAsyncDisposable
{
    private readonly Process _registry;

    private ImageTools(string folder, Process registry, int port) => (Folder, _registry, Port) = (folder, registry, port);

    /// <summary>Why it cannot be done on this machine; null where it can.</summary>
    public static string? Missing
    {
        get
        {
            if (!OperatingSystem.IsLinux())
            {
                return "Images are built and run on Linux.";
            }

            string[] missing = [.. ((string[])["buildah", "docker-registry"]).Where(static p => !IsThere(p))];
            return missing.Length == 0
                ? null
                : $"{string.Join(" and ", missing)} is missing: apt-get install --no-install-recommends buildah docker-registry.";
        }
    }

    public string Folder { get; }

    public int Port { get; }

    /// <summary>Starts the registry.</summary>
    public static async Task<ImageTools> StartAsync(string folder)
    {
        var port = LoopbackPort.Find();
        var configuration = Path.Combine(folder, "registry.yml");
        await File.WriteAllTextAsync(configuration, $$"""
            version: 0.1
            storage: { filesystem: { rootdirectory: {{Path.Combine(folder, "registry")}} } }
            http: { addr: "127.0.0.1:{{port}}" }
            """);
        var start = new ProcessStartInfo("docker-registry", ["serve", configuration])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OTEL_TRACES_EXPORTER"] = "none";
        var registry = Process.Start(start)!;
        _ = registry.StandardOutput.ReadToEndAsync();
        _ = registry.StandardError.ReadToEndAsync();
        using var client = new HttpClient();
        for (var i = 0; ; i++)
        {
            try
            {
                using var reply = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/v2/"));
                return new ImageTools(folder, registry, port);
            }
            catch (HttpRequestException) when (i < 3_000)
            {
                await Task.Delay(100);
            }
        }
    }

    /// <summary>Pushes an image that has nothing but what native code of .NET links, and returns its name.</summary>
    public async Task<string> PushBaseAsync()
    {
        var context = Path.Combine(Folder, "base");
        foreach (var library in (string[])
            ["libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libgcc_s.so.1", "libstdc++.so.6", "libz.so.1",
             "libssl.so.3", "libcrypto.so.3"])
        {
            Copy($"/lib/x86_64-linux-gnu/{library}", Path.Combine(context, "lib/x86_64-linux-gnu", library));
        }

        Copy("/lib64/ld-linux-x86-64.so.2", Path.Combine(context, "lib64/ld-linux-x86-64.so.2"));
        Directory.CreateDirectory(Path.Combine(context, "tmp"));
        await File.WriteAllTextAsync(
            Path.Combine(context, "Containerfile"), "FROM scratch\nCOPY lib /lib\nCOPY lib64 /lib64\nCOPY tmp /tmp\n");
        var name = $"127.0.0.1:{Port}/base:1";
        await BuildahAsync("bud", "--isolation", "chroot", "-t", "localhost/base:1", context);
        await BuildahAsync("push", "--tls-verify=false", "localhost/base:1", $"docker://{name}");
        return name;

        static void Copy(string from, string to)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (File.Exists(from) || File.Exists(from = from.Replace("/lib/", "/usr/lib/", StringComparison.Ordinal)))
            {
                File.Copy(from, to);
            }
        }
    }

    /// <summary>The arguments that make buildah keep to its folder.</summary>
    public string[] Buildah(params string[] arguments) =>
        ["--root", Path.Combine(Folder, "store"), "--runroot", Path.Combine(Folder, "run"), "--storage-driver", "vfs", .. arguments];

    /// <summary>Runs buildah to its end, and returns its output.</summary>
    public async Task<string> BuildahAsync(params string[] arguments)
    {
        var (exitCode, output) = await TryBuildahAsync(arguments);
        Assert.True(exitCode == 0, $"buildah {string.Join(' ', arguments)}: {output}");
        return output;
    }

    /// <summary>Runs buildah to its end.</summary>
    public async Task<(int ExitCode, string Output)> TryBuildahAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("buildah", Buildah(arguments)) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? await output : await output + await errors);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await TryBuildahAsync("rm", "--all");
        _registry.Kill();
        await _registry.WaitForExitAsync();
        _registry.Dispose();
    }

    private static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
