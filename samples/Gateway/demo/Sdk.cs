using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Microsoft.Extensions.AI;
using OpenAI;

namespace GatewayDemo;

/// <summary>The official SDKs, with nothing changed but their base URL. Their own retries are as they come.</summary>
internal sealed class Sdk : IDisposable
{
    private readonly HttpClient _http;

    private Sdk(string name, Func<HttpClient, IChatClient> connect)
    {
        Name = name;
        Wire = new();
        _http = new(Wire);
        Chat = connect(_http);
    }

    public string Name { get; }

    public Wiretap Wire { get; }

    public IChatClient Chat { get; }

    public static Sdk OpenAI(GatewayProcess gateway, string key, string model) => new("OpenAI's SDK", http => new OpenAIClient(
        new ApiKeyCredential(key),
        new OpenAIClientOptions { Endpoint = new(gateway.Url, "/v1"), Transport = new HttpClientPipelineTransport(http) })
        .GetChatClient(model).AsIChatClient());

    public static Sdk Anthropic(GatewayProcess gateway, string key, string model) => new("Anthropic's SDK", http => new AnthropicClient
    {
        ApiKey = key,
        BaseUrl = gateway.Url.GetLeftPart(UriPartial.Authority),
        HttpClient = http,
    }.AsIChatClient(model, 1_000));

    public void Dispose()
    {
        Chat.Dispose();
        _http.Dispose();
    }
}
