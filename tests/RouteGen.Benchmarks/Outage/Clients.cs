using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;

namespace RouteGen.Benchmarks.Outage;

/// <summary>The OpenAI SDK as the contestants without adapters of their own use it.</summary>
internal static class Clients
{
    /// <summary>A client with the retries and timeouts of the route: one repetition, and two seconds for a reply or a read.</summary>
    public static IChatClient Of(Uri endpoint, string model, int maxRetries = 1, TimeSpan? timeout = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var options = new OpenAIClientOptions { Endpoint = endpoint, RetryPolicy = new ClientRetryPolicy(maxRetries), NetworkTimeout = timeout ?? TimeSpan.FromSeconds(2) };
        if (headers is not null)
        {
            options.AddPolicy(new Headers(headers), PipelinePosition.PerCall);
        }

#pragma warning disable RG2002 // What applications without routes do: the peers to compare with.
        return new ChatClient(model, new ApiKeyCredential("simulated"), options).AsIChatClient();
#pragma warning restore RG2002
    }

    private sealed class Headers(IReadOnlyDictionary<string, string> headers) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Set(message);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            Set(message);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }

        private void Set(PipelineMessage message)
        {
            foreach (var (name, value) in headers)
            {
                message.Request.Headers.Set(name, value);
            }
        }
    }
}
