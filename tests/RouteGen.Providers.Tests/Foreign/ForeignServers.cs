using System.Globalization;
using RouteGen.Providers.Tests.Foreign;
using RouteGen.TestSupport.Foreign;
using RouteGen.TestSupport.Wire;

[assembly: AssemblyFixture(typeof(ForeignServers))]

namespace RouteGen.Providers.Tests.Foreign;

/// <summary>
/// The servers of other people's, each started once, by the first test that asks it, and ended with the tests. Where one is not installed,
/// the test is skipped.
/// </summary>
public sealed class ForeignServers : IAsyncLifetime
{
    /// <summary>What aimock says.</summary>
    public const string Text = "Answers from elsewhere: plain, streamed, and as bytes äöü 🚀.";

    private readonly Lazy<Task<ForeignServer>> _aimock = new(() => ForeignServer.StartAsync("aimock.mjs"));
    private readonly Lazy<Task<ForeignServer>> _portkey = new(() => ForeignServer.StartAsync("portkey.mjs", Port()));
    private readonly Lazy<Task<ForeignServer>> _mockLlm = new(() => ForeignServer.StartAsync("mock-llm.mjs", Port()));
    private readonly Lazy<Task<ForeignServer>> _llms;

    public ForeignServers() => _llms = new(async () =>
        await ForeignServer.StartAsync("llms.mjs", Port(), (await _aimock.Value).Endpoint("/v1/chat/completions")));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>@copilotkit/aimock, which speaks all dialects: its base address as a dialect's adapter takes it.</summary>
    public async Task<string> AimockAsync(Dialect dialect)
    {
        ForeignServer.Need("@copilotkit/aimock");
        return (await _aimock.Value).Endpoint(PathOf(dialect));
    }

    /// <summary>@portkey-ai/gateway, which takes chat completions and asks what its configuration says.</summary>
    public async Task<string> PortkeyAsync()
    {
        ForeignServer.Need("@portkey-ai/gateway");
        return (await _portkey.Value).Endpoint("/v1");
    }

    /// <summary>@musistudio/llms, which takes Anthropic's messages and asks aimock for chat completions.</summary>
    public async Task<string> LlmsAsync()
    {
        ForeignServer.Need("@musistudio/llms");
        return (await _llms.Value).Endpoint("");
    }

    /// <summary>@dwmkerr/mock-llm, which answers with templates of chat completions.</summary>
    public async Task<string> MockLlmAsync()
    {
        ForeignServer.Need("@dwmkerr/mock-llm");
        return (await _mockLlm.Value).Endpoint("/v1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in new[] { _llms, _portkey, _mockLlm, _aimock }.Where(server => server.IsValueCreated))
        {
            await (await server.Value).DisposeAsync();
        }
    }

    private static string PathOf(Dialect dialect) => dialect switch
    {
        Dialect.Azure or Dialect.AzureResponses or Dialect.Anthropic or Dialect.Ollama or Dialect.DeepSeek or Dialect.Perplexity => "",
        Dialect.OpenRouter => "/api/v1",
        Dialect.Gemini => "/v1beta/openai",
        Dialect.Groq => "/openai/v1",
        Dialect.Fireworks => "/inference/v1",
        _ => "/v1",
    };

    private static string Port() => FreePort.Take().ToString(CultureInfo.InvariantCulture);
}
