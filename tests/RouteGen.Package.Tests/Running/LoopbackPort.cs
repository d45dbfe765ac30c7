using System.Net;
using System.Net.Sockets;

namespace RouteGen.Package.Tests.Running;

/// <summary>
/// Ports for programs that are started later: below those which a system gives to clients, where one that is free now is soon taken.
/// </summary>
internal static class LoopbackPort
{
    public static int Find()
    {
        while (true)
        {
            using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(10_240, 32_000));
            try
            {
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }
}
