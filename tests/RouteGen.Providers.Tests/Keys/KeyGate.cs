using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RouteGen.Providers.Tests.Keys;

/// <summary>One request as it came to the gate.</summary>
/// <param name="Key">The key that was sent, in whichever header.</param>
/// <param name="Model">The model in its body.</param>
internal sealed record GateRequest(string? Key, string? Model);

/// <summary>
/// Stands on a socket before a simulated provider. Each request is looked at with its key: what the test answers goes back byte for
/// byte, and the rest goes to the provider.
/// </summary>
internal sealed class KeyGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentQueue<GateRequest> _requests = new();
    private readonly Uri _behind;
    private readonly Func<GateRequest, string?> _answer;
    private readonly Task _serving;

    /// <param name="behind">The provider's address.</param>
    /// <param name="answer">The reply to a request; empty to close the connection, null to let it through.</param>
    public KeyGate(Uri behind, Func<GateRequest, string?> answer)
    {
        _behind = behind;
        _answer = answer;
        _listener.Start();
        Endpoint = new UriBuilder(behind) { Port = ((IPEndPoint)_listener.LocalEndpoint).Port }.Uri;
        _serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public IReadOnlyList<GateRequest> Requests => [.. _requests];

    /// <summary>The keys of the requests, in order of arrival.</summary>
    public IEnumerable<string?> Keys => _requests.Select(r => r.Key);

    /// <summary>A reply in the envelope that all the providers' classifiers read.</summary>
    public static string Refusal(int status, string message = "no", string? code = null, string headers = "")
    {
        var body = JsonSerializer.Serialize(new { error = new { message, code } });
        return $"HTTP/1.1 {status} Refused\r\nContent-Type: application/json\r\nContent-Length: " +
            $"{Encoding.UTF8.GetByteCount(body)}\r\n{headers}Connection: close\r\n\r\n{body}";
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        var under = new List<Task>();
        while (true)
        {
            try
            {
                under.Add(AnswerAsync(await _listener.AcceptSocketAsync()));
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                await Task.WhenAll(under);
                return;
            }
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var request = await ReadAsync(socket);
                if (request.Length == 0)
                {
                    return;
                }

                var seen = new GateRequest(KeyOf(request), ModelOf(request));
                _requests.Enqueue(seen);
                if (_answer(seen) is not { } reply)
                {
                    await PassAsync(socket, request);
                }
                else if (reply.Length > 0)
                {
                    await socket.SendAsync(Encoding.UTF8.GetBytes(reply));
                    socket.Shutdown(SocketShutdown.Send);
                }
            }
            catch (SocketException)
            {
                // The client left first; what it saw is its own test's matter.
                return;
            }
        }
    }

    private async Task PassAsync(Socket socket, string request)
    {
        using var provider = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await provider.ConnectAsync(_behind.Host, _behind.Port);
        var head = request.IndexOf("\r\n", StringComparison.Ordinal) + 2;
        await provider.SendAsync(Encoding.Latin1.GetBytes(request[..head] + "Connection: close\r\n" + request[head..]));
        var buffer = new byte[16_384];
        int read;
        while ((read = await provider.ReceiveAsync(buffer)) > 0)
        {
            await socket.SendAsync(buffer.AsMemory(0, read));
        }

        socket.Shutdown(SocketShutdown.Send);
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        var request = new StringBuilder();
        var buffer = new byte[16_384];
        int read;
        while (!IsWhole(request.ToString()) && (read = await socket.ReceiveAsync(buffer)) > 0)
        {
            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return head >= 0 && (Header(request, "content-length") is { } length
            ? request.Length - head - 4 >= int.Parse(length, System.Globalization.CultureInfo.InvariantCulture)
            : request.EndsWith("0\r\n\r\n", StringComparison.Ordinal));
    }

    private static string? Header(string request, string name) => request[
        ..request.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n")
        .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();

    private static string? KeyOf(string request) =>
        Header(request, "x-api-key")
            ?? Header(request, "api-key") ?? Header(request, "x-goog-api-key") ?? Header(request, "authorization")?.Split(' ')[^1];

    private static string? ModelOf(string request)
    {
        const string Name = "\"model\":\"";
        var at = request.IndexOf(Name, StringComparison.Ordinal) + Name.Length;
        return at < Name.Length ? null : request[at..request.IndexOf('"', at)];
    }
}
