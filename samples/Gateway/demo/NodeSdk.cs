using System.Diagnostics;

namespace GatewayDemo;

/// <summary>
/// The SDKs of npm, where .ci/run has installed them into artifacts/foreign: each reads a stream and says how that ended.
/// </summary>
internal static class NodeSdk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly string Modules = Path.Combine(Root(), "artifacts", "foreign", "node_modules");

    public static IReadOnlyList<(string Name, string Program)> All { get; } =
    [
        ("openai of npm", """
            import OpenAI from "openai";
            const stream = await new OpenAI({ baseURL: URL + "/v1", apiKey: KEY })
              .chat.completions.create({ model: "chat", stream: true, messages });
            for await (const chunk of stream) text += chunk.choices[0]?.delta?.content ?? "";
            """),
        ("@anthropic-ai/sdk of npm", """
            import Anthropic from "@anthropic-ai/sdk";
            const stream = new Anthropic({ baseURL: URL, apiKey: KEY }).messages.stream({ model: "chat", max_tokens: 100, messages });
            for await (const event of stream) text += event.delta?.text ?? "";
            """),
        ("ai of npm", """
            import { streamText } from "ai";
            import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
            const gateway = createOpenAICompatible({ name: "gateway", baseURL: URL + "/v1", apiKey: KEY });
            let failure;
            const stream = streamText({ model: gateway("chat"), messages, maxRetries: 0, onError: (e) => { failure = e.error; } });
            for await (const part of stream.textStream) text += part;
            if (failure) throw failure;
            """),
    ];

    public static bool IsThere { get; } = Directory.Exists(Path.Combine(Modules, "openai"))
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(f => File.Exists(Path.Combine(f, "node")));

    /// <summary>The text that an SDK got, and the name of the error that it threw; null where it threw none.</summary>
    public static async Task<(string Text, string? Error)> ReadAsync(string program, GatewayProcess gateway)
    {
        // Imports are looked for beside the program.
        var file = Path.Combine(Modules, "..", $"demo-{Guid.NewGuid():N}.mjs");
        var imports = string.Join('\n', program.Split('\n').Where(static l => l.StartsWith("import ", StringComparison.Ordinal)));
        var rest = string.Join('\n', program.Split('\n').Where(static l => !l.StartsWith("import ", StringComparison.Ordinal)));
        await File.WriteAllTextAsync(file, $$"""
            {{imports}}
            const { URL, KEY } = process.env, messages = [{ role: "user", content: "Tell me a story." }];
            let text = "", error = "";
            try {
            {{rest}}
            } catch (e) { error = e.constructor.name; }
            console.log(text + "\n" + error);
            """);
        try
        {
            var start = new ProcessStartInfo("node", [file]) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["URL"] = gateway.Url.GetLeftPart(UriPartial.Authority);
            start.Environment["KEY"] = gateway.Key;
            using var node = Process.Start(start)!;
            _ = node.StandardError.ReadToEndAsync();
            var lines = (await node.StandardOutput.ReadToEndAsync().WaitAsync(Patience)).Split('\n');
            return (lines[0], lines.Length > 1 && lines[1].Length > 0 ? lines[1] : null);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
