using System.Net;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1020: a provider that is called over http beyond this machine.</summary>
internal static class PlainHttpCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var provider in table.Table.Providers)
        {
            if (provider.Endpoint is null
                || !Uri.TryCreate(provider.Endpoint, UriKind.Absolute, out var uri) || uri.Scheme != "http" || IsLoopback(uri))
            {
                continue;
            }

            var owner = new Owner(EntrySection.Providers, provider.Name);
            if ((table.PlaceOf(owner).Value as JsonObject)?.Find("endpoint")?.Value is { } at)
            {
                findings.Add(TableRules.PlainHttp.At(at, PlainText.Escape(provider.Name)), owner);
            }
        }
    }

    // Uri.IsLoopback would do, but that it also takes this machine's own name, which is another's on the next machine.
    private static bool IsLoopback(Uri uri) =>
        uri.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
