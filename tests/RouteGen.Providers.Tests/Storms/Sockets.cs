using System.Globalization;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>The connections of this machine, as Linux lists them; elsewhere none is seen.</summary>
internal static class Sockets
{
    // include/net/tcp_states.h: established, and closed by the other end alone. What both have closed is the kernel's.
    private static readonly string[] Held = ["01", "08"];

    /// <summary>The sockets that somebody holds whose own or other end is at one of the ports.</summary>
    public static List<string> ConnectedTo(HashSet<int> ports) =>
        [.. new[] { "/proc/net/tcp", "/proc/net/tcp6" }.Where(File.Exists).SelectMany(File.ReadAllLines)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields.Length > 3 && Held.Contains(fields[3]) && fields[1..3].Any(address => ports.Contains(PortOf(address))))
            .Select(fields => $"{PortOf(fields[1])} to {PortOf(fields[2])}, state {fields[3]}")];

    private static int PortOf(string address) =>
        int.Parse(address[(address.LastIndexOf(':') + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
