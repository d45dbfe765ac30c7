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
    public static IChatClient Create(
        Uri endpoint, string model, int maxRetries = 1, TimeSpan? timeout = null, IReadOnlyDictionary<string, string>? headers = null)
    {
        var options = new OpenAIClientOptions
        {
            Endpoint = endpoint,
            RetryPolicy = new ClientRetryPolicy(maxRetries),
            NetworkTimeout = timeout ?? TimeSpan.FromSeconds(2)
        };
        if (headers is not null)
        {
            var http = new HttpClient();
            foreach (var (name, value) in headers)
            {
                http.DefaultRequestHeaders.Add(name, value);
            }

            options.Transport = new HttpClientPipelineTransport(http);
        }

#pragma warning disable RG2002 // What applications without routes do: the peers to compare with.
        return new ChatClient(model, new ApiKeyCredential("simulated"), options).AsIChatClient();
#pragma warning restore RG2002
    }
}
