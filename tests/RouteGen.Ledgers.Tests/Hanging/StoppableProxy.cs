using System.Net;
using System.Net.Sockets;

namespace RouteGen.Ledgers.Tests.Hanging;

/// <summary>
/// A TCP proxy on loopback that stops forwarding when it is told to, with its connections open, and goes on later with all that it has.
/// </summary>
internal sealed class StoppableProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly List<TcpClient> _clients = [];
    private readonly Task _accepting;
    private readonly string _host;
    private readonly int _port;
    private TaskCompletionSource _open = Opened();

    public StoppableProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Stop() => Volatile.Write(ref _open, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    public void GoOn() => Volatile.Read(ref _open).TrySetResult();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        lock (_clients)
        {
            _clients.ForEach(static c => c.Dispose());
        }

        _end.Dispose();
    }

    private static TaskCompletionSource Opened()
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        open.SetResult();
        return open;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var server = new TcpClient();
                lock (_clients)
                {
                    _clients.AddRange([client, server]);
                }

                await server.ConnectAsync(_host, _port, _end.Token);
                _ = ForwardAsync(client, server);
                _ = ForwardAsync(server, client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The proxy or its server is gone.
            return;
        }
    }

    private async Task ForwardAsync(TcpClient from, TcpClient to)
    {
        var buffer = new byte[4_096];
        try
        {
            int read;
            while ((read = await from.GetStream().ReadAsync(buffer, _end.Token)) > 0)
            {
                await Volatile.Read(ref _open).Task.WaitAsync(_end.Token);
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
            }

            to.Close();
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // One end has hung up.
            return;
        }
    }
}
