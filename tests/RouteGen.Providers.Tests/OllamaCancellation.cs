using System.Net;
using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Ollama;

namespace RouteGen.Providers.Tests;

/// <summary>A reply that ends because it was cancelled is no broken one.</summary>
public sealed class OllamaCancellation
{
    [Fact]
    public async Task A_cancelled_reply_whose_stream_ends_quietly_is_cancelled_and_not_broken()
    {
        using var http = new HttpClient(new QuietServer()) { Timeout = Timeout.InfiniteTimeSpan };
        using var client = OllamaAdapter.Instance.CreateChatClient(
            new ProviderConnection
            {
                Target = Adapters.Target(Dialect.Ollama),
                Endpoint = new Uri("http://127.0.0.1:9"),
                ApiKey = null,
                TokenProvider = null,
                HttpClient = http
            });
        using var patience = new CancellationTokenSource();

        var reply = client.GetResponseAsync([new(ChatRole.User, "Good morning")], cancellationToken: patience.Token);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reply);
    }

    private sealed class QuietServer : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new QuietStream()) });
    }

    /// <summary>One line of a reply, then silence until the reading is cancelled, then an end without an exception.</summary>
    private sealed class QuietStream() : MemoryStream(Encoding.UTF8.GetBytes(
        """{"model":"m","created_at":"2026-11-23T00:00:00Z","message":{"role":"assistant","content":"Good"},"done":false}""" + "\n"))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            if (read == 0)
            {
                var ended = new TaskCompletionSource();
                await using var registration = cancellationToken.Register(ended.SetResult);
                await ended.Task.ConfigureAwait(false);
            }

            return read;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
