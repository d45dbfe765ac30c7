using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Entries;

/// <summary>
/// RG1033: an endpoint that is no base address: that of one request, one without the path of the vendor's API, or one to be filled in.
/// </summary>
internal static class BaseAddressCheck
{
    private static readonly (KnownKind Kind, Uri Address)[] Own =
    [
        .. KnownKinds.All.Where(static kind => kind is { Package: "RouteGen.OpenAI", Address: not null, IsOwnServer: false })
            .Select(static kind => (kind, new Uri(kind.Address!))),
    ];

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var provider in table.Table.Providers)
        {
            var owner = new Owner(EntrySection.Providers, provider.Name);
            // What an adapter of the application's own makes of an address is its own to know.
            if (provider.Endpoint is { } address && KnownKinds.Find(provider.Kind) is not null && Explain(provider, address) is { } slip
                && (table.PlaceOf(owner).Value as JsonObject)?.Find("endpoint")?.Value is { } at)
            {
                // What is to be written can hold a key, of which RG1021 says what to do.
                var meant = slip.Meant is { } text && SecretForms.Hide(text) == text ? text : null;
                findings.Add(
                    TableRules.NoBaseAddress.At(
                        at, PlainText.Escape(provider.Name), slip.What,
                        meant is null ? slip.Otherwise : $"write \"{PlainText.Escape(meant)}\"{slip.Also}") with
                    {
                        Suggested = meant,
                    },
                    owner);
            }
        }
    }

    private static Slip? Explain(ProviderEntry provider, string address)
    {
        if (AddressSlips.IsUnfilled(address))
        {
            return new("still holds a placeholder, so nothing answers there", null,
                "replace it, or name the variable that holds the address as 'endpointEnv'");
        }

        var own = OwnOf(address);
        if (AddressSlips.FindRequest(provider.Kind, address) is { } request)
        {
            // The address of a kind of its own may be another altogether, as Google's is.
            var meant = own is { } known && known.Kind.Name == provider.Kind ? known.Kind.Address : request.Base;
            return new(
                $"ends in '{PlainText.Escape(SecretForms.Hide(request.Path))}', to which each request adds a path of its own, so nothing " +
                    "answers there",
                meant,
                "write the base address, without it");
        }

        return own is { } vendor && IsOpenAIs(provider.Kind) && AddressSlips.FindLacking(address, vendor.Address) is { } lacking
            ? new($"lacks '{lacking}', without which nothing answers at that host", vendor.Kind.Address,
                "add it",
                vendor.Kind.Name == provider.Kind ? ", or leave it out" : "")
            : null;
    }

    private static bool IsOpenAIs(string kind) => KnownKinds.Find(kind) is { Package: "RouteGen.OpenAI" } && kind != "azure-openai";

    private static (KnownKind Kind, Uri Address)? OwnOf(string address)
    {
        if (Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            foreach (var known in Own)
            {
                if (known.Address.Authority == uri.Authority)
                {
                    return known;
                }
            }
        }

        return null;
    }

    /// <param name="What">What is wrong with the address.</param>
    /// <param name="Meant">What it was meant to be; null where only its author knows.</param>
    /// <param name="Otherwise">What to do where that cannot be said.</param>
    /// <param name="Also">What else would do.</param>
    private sealed record Slip(string What, string? Meant, string Otherwise, string Also = "");
}
