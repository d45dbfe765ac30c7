using System.Diagnostics;
using RouteGen.Benchmarks.Building;

namespace RouteGen.Benchmarks.Footprint;

/// <summary>
/// Two applications published as native code: one with a route of two targets, and the same on the
/// OpenAI SDK and Microsoft.Extensions.AI alone.
/// </summary>
internal sealed class NativeApplications(string folder)
{
    private const int Starts = 40;

    /// <summary>Publishes both and starts them in turn.</summary>
    /// <returns>Size in bytes, and the median time from start to exit in milliseconds, of each.</returns>
    /// <exception cref="InvalidOperationException">Publishing or a start failed.</exception>
    public async Task<(Measure With, Measure Without)> CompareAsync()
    {
        var root = RepositoryFolder.Root();
        var with = await PublishAsync("with", $"""
            <ItemGroup>
              <ProjectReference Include="{root}/src/RouteGen.OpenAI/RouteGen.OpenAI.csproj" />
              <ProjectReference Include="{root}/src/RouteGen.Vocabulary/RouteGen.Vocabulary.csproj" />
            </ItemGroup>
            {BuildProject.Generating(Path.Combine(folder, "with", "generated"))}
            """, WithRoutes);
        var without = await PublishAsync("without", """<ItemGroup><PackageReference Include="Microsoft.Extensions.AI.OpenAI" """ +
            """/><PackageReference Include="Microsoft.Extensions.AI" /></ItemGroup>""", WithoutRoutes);
        List<double> own = [], peer = [];
        for (var i = -2; i < Starts; i++)
        {
            var (a, b) = (Start(with), Start(without));
            if (i >= 0)
            {
                own.Add(a);
                peer.Add(b);
            }
        }

        return (new(new FileInfo(with).Length, Median(own)), new(new FileInfo(without).Length, Median(peer)));
    }

    private async Task<string> PublishAsync(string name, string rest, string program)
    {
        var project = new BuildProject(Path.Combine(folder, name));
        project.WriteNative(rest);
        await project.WriteTextAsync("Program.cs", program);
        if (program == WithRoutes)
        {
            await project.WriteTextAsync("routes.json", Table);
        }

        await project.BuildAsync("publish -c Release -o out");
        return Path.Combine(project.Folder, "out", "App");
    }

    private static double Start(string program)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(
            new ProcessStartInfo(program) { RedirectStandardOutput = true, Environment = { ["OPENAI_API_KEY"] = "none" } })!;
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 && said.Length > 0
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    private const string WithRoutes = """
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;
        using App;

        using var services = new ServiceCollection().AddNativeRoutes().BuildServiceProvider();
        IChatClient client = services.GetRequiredService<NativeRoutes>().Ask;
        Console.WriteLine(args.Length > 0
            ? (await client.GetResponseAsync(args[0])).Text
            : client.GetService<ChatClientMetadata>()?.DefaultModelId);
        """;

    private const string WithoutRoutes = """
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.DependencyInjection;

        using var services = new ServiceCollection()
            .AddSingleton<IChatClient>(_ => new OpenAI.OpenAIClient(Environment.GetEnvironmentVariable("OPENAI_API_KEY")!)
                .GetChatClient("gpt-5-mini").AsIChatClient())
            .BuildServiceProvider();
        IChatClient client = services.GetRequiredService<IChatClient>();
        Console.WriteLine(args.Length > 0
            ? (await client.GetResponseAsync(args[0])).Text
            : client.GetService<ChatClientMetadata>()?.DefaultModelId);
        """;

    private const string Table = """
        {
          "table": "NativeRoutes",
          "models": { "gpt-5-mini": { "contextWindow": 400000, "maxOutput": 128000, "usdPerMTok": { "input": 0.25, "output": 2.00 } } },
          "providers": { "openai": { "kind": "openai", "apiKeyEnv": "OPENAI_API_KEY" },
            "openrouter": { "kind": "openrouter", "apiKeyEnv": "OPENAI_API_KEY" } },
          "targets": { "direct": { "provider": "openai", "model": "gpt-5-mini" },
            "detour": { "provider": "openrouter", "model": "gpt-5-mini", "deployment": "openai/gpt-5-mini" } },
          "routes": { "ask": { "chain": ["direct", "detour"], "limits": { "inputTokens": 8000, "outputTokens": 600 },
            "retry": { "maxRetries": 0 } } }
        }
        """;

    /// <summary>What an application takes.</summary>
    /// <param name="Bytes">The size of the program.</param>
    /// <param name="StartMilliseconds">From its start to its exit.</param>
    internal sealed record Measure(long Bytes, double StartMilliseconds);
}
