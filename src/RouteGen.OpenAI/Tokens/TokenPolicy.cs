using System.ClientModel.Primitives;
using RouteGen.Hosting;

namespace RouteGen.OpenAI.Tokens;

/// <summary>
/// Authenticates with tokens. The SDK's own policy refuses loopback without TLS, where simulated
/// providers and proxies beside the process stand.
/// </summary>
internal sealed class TokenPolicy(ProviderTokens tokens) : AuthenticationPolicy
{
    public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
        throw new NotSupportedException("Routes are asynchronous throughout.");

    public override async ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
    {
        var token = await tokens.GetAsync(message.CancellationToken).ConfigureAwait(false);
        message.Request.Headers.Set("Authorization", $"Bearer {token}");
        await ProcessNextAsync(message, pipeline, currentIndex).ConfigureAwait(false);
    }
}
