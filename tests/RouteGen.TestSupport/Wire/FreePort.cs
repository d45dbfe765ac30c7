using System.Net;
using System.Net.Sockets;

namespace RouteGen.TestSupport.Wire;

/// <summary>
/// Ports for servers that have to be told theirs before they listen. They are below those which a system gives to whoever asks for any:
/// such a one, free now, may be a client's of another test by the time that the server takes it, or is started again.
/// </summary>
internal static class FreePort
{
    private const int First = 10_240;
    private const int Last = 31_999;

    private static readonly HashSet<int> Taken = [];

    /// <summary>A port of loopback that nobody listens on, and that nobody else of this process was given.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            lock (Taken)
            {
                if (Taken.Add(port) && IsFree(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
