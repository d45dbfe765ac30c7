using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RouteGen.Tool.Terminal;
using RouteGen.Tool.Tests.Serve;

namespace RouteGen.Tool.Tests;

/// <summary>A proxy's configuration, its keys and a client of Node that is not changed: three commands, and it is answered.</summary>
public sealed class LiteLlmJourneyTests : IDisposable
{
    private const string Key = "sk-client-of-litellm-1234";

    private const string Script = """
        const { OpenAI } = require(process.argv[2] + '/openai');
        const ask = async (key, model) => {
          const client = new OpenAI({ apiKey: key, baseURL: process.argv[3] + '/v1', maxRetries: 0 });
          const whole = await client.chat.completions.create({ model, messages: [{ role: 'user', content: 'Hello' }] });
          let streamed = '';
          const stream = await client.chat.completions.create({ model, stream: true, messages: [{ role: 'user', content: 'Hello' }] });
          for await (const chunk of stream) streamed += chunk.choices[0]?.delta?.content ?? '';
          return [whole.choices[0].message.content, streamed, whole.model].map(t => t.length > 0 ? 'text' : 'none').join(' ');
        };
        const refused = promise => promise.then(() => 'served', e => String(e.status));
        (async () => {
          console.log(await ask(process.argv[4], 'openai/gpt-4o'), await refused(ask(process.argv[4], 'other')), await refused(ask('sk-wrong', 'openai/gpt-4o')));
        })().catch(e => { console.log('failed ' + e.message); });
        """;

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Three_commands_put_the_endpoint_in_the_place_of_the_proxy()
    {
        var modules = Repository.File("artifacts/foreign/node_modules");
        Assert.SkipUnless(Directory.Exists(Path.Combine(modules, "openai")), "The clients of npm are not installed: .ci/run does it where npm is.");
        _tool.Write("config.yaml", """
            model_list:
              - model_name: openai/gpt-4o
                litellm_params: { model: openai/gpt-4o, api_key: os.environ/OPENAI_API_KEY }
              - model_name: other
                litellm_params: { model: groq/llama-3.1-8b-instant, api_key: os.environ/GROQ_API_KEY }
            router_settings: { fallbacks: [{ "openai/gpt-4o": ["other"] }] }
            general_settings: { master_key: os.environ/LITELLM_MASTER_KEY }
            """);
        _tool.Write("keys.json", $$"""
            { "keys": [ { "token": "{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))}}", "key_alias": "client",
              "team_id": "t-1", "models": ["openai/gpt-4o"], "rpm_limit": 100 } ] }
            """);
        var script = _tool.Write("client.cjs", Script);

        var config = await _tool.RunAsync("import", "litellm-config", "config.yaml", "-o", "routes.json");
        Assert.True(config.ExitCode == ExitCode.Ok, config.Errors + config.Output);
        var keys = await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--store", "keys.db");
        Assert.True(keys.ExitCode == ExitCode.Ok, keys.Errors + keys.Output);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        using var output = new SyncWriter();
        using var errors = new SyncWriter();
        var serving = CommandLine.RunAsync(
            ["serve", "routes.json", "--keys", "keys.db", "--simulated", "--urls", "http://127.0.0.1:0", "--json"],
            new ToolHost { Out = output, Error = errors, Folder = _tool.Folder }, stop.Token);
        try
        {
            await ServeBench.UntilAsync(() => serving.IsCompleted || output.ToString().Contains('}', StringComparison.Ordinal));
            Assert.False(serving.IsCompleted, errors.ToString());
            var url = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("url").GetString()!;

            Assert.Equal("text text text 404 401", await NodeAsync(script, modules, url, Key));
        }
        finally
        {
            await stop.CancelAsync();
            await serving;
        }
    }

    private static async Task<string> NodeAsync(params string[] args)
    {
        using var node = Process.Start(new ProcessStartInfo("node", args) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return said.Trim();
    }
}
