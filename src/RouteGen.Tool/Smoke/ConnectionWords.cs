namespace RouteGen.Tool.Smoke;

/// <summary>What keeps a request from the API at all: names, connections, certificates, redirects, web pages, networks.</summary>
internal static class ConnectionWords
{
    private static readonly string[] NetworkPhrases =
    [
        // Azure (learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks), OpenAI's allow list.
        "virtual network", "firewall rules", "public access is disabled", "approved private endpoint", "ip address is not",
        "ip address not", "ip is not authorized", "your ip",
    ];

    public static Diagnosis? Explain(SmokeFailure failure) =>
        failure.Fault == Fault.ConnectionFailed ? Connection(failure)
        : failure.Fault == Fault.ServerError && failure.Status is null ? new(
            "endpoint-protocol", $"What answers at {failure.Host} does not speak HTTP, or speaks it through TLS.",
            $"Look at scheme and port of {failure.AddressPlace}.")
        { IsOfPlace = true }
        : failure.Status is >= 300 and < 400 ? new(
            "endpoint-redirect", $"The address leads elsewhere ({failure.Detail ?? FailureWords.Http(failure)}), and requests are not "
                + "redirected: prompt and key would go to another host.",
            $"If you trust that host, write its address into {failure.AddressPlace}.")
        { IsOfPlace = true }
        : failure.Status == 407 ? new(
            "proxy-auth", "The proxy on the way wants to know who asks (HTTP 407).", "Give the proxy its credentials.")
        { IsOfPlace = true }
        : failure.IsPage ? Page(failure)
        : failure.Status is 401 or 403 && (failure.Says(NetworkPhrases) || failure.HasCode("ip_not_authorized")) ? new(
            "network-refused", $"{failure.Host} takes no requests from this network ({FailureWords.Http(failure)}).",
            "Run it from a network that is allowed there, or allow this one.")
        { IsOfPlace = true }
        : failure.Status == 405 ? Path(failure)
        : failure.Status == 404 && !ModelWords.SaysModel(failure) ? Path(failure)
        : null;

    private static Diagnosis Path(SmokeFailure failure) => new(
        "endpoint-path", $"{failure.Host} knows no such path (HTTP {failure.Status}) and says nothing of a model.",
        $"Look at the path of {failure.AddressPlace}: it has to be the base address of the API, mostly with /v1 at its end.")
    {
        IsOfPlace = true,
    };

    private static Diagnosis Page(SmokeFailure failure) => failure.Status switch
    {
        >= 500 => new(
            "gateway-page", $"A proxy in front of {failure.Host} answers with a web page (HTTP {failure.Status}): the provider is down, or "
                + "the proxy does not reach it.",
            "Run again later; of a server of your own, look whether it runs."),
        403 or 429 => new(
            "network-refused", $"A firewall in front of {failure.Host} refuses this machine with a web page (HTTP {failure.Status}).",
            "Run it from a network that is allowed there.")
        { IsOfPlace = true },
        _ => new(
            "endpoint-html", $"{failure.Host} answers with a web page (HTTP {failure.Status}), and not with the JSON of an API.",
            $"Fix {failure.AddressPlace}: it has to be the base address of the API.")
        { IsOfPlace = true },
    };

    private static Diagnosis Connection(SmokeFailure failure)
    {
        var detail = failure.Detail ?? "";
        bool Has(params ReadOnlySpan<string> words)
        {
            foreach (var word in words)
            {
                if (detail.Contains(word, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }

        return Has("NameResolutionError", "HostNotFound", "TryAgain", "NoData") ? new(
                "endpoint-dns", $"The name of {failure.Host} is not known to DNS.",
                $"Fix {failure.AddressPlace}, or look at DNS and the network here.")
        { IsOfPlace = true }
            : Has("SecureConnectionError") ? new(
                "endpoint-tls", $"No secure connection to {failure.Host}: its certificate is not trusted here, or it does not speak TLS.",
                $"Trust its certificate, or look at scheme and port of {failure.AddressPlace}.")
            { IsOfPlace = true }
            : Has("ProxyTunnelError") ? new(
                "proxy", $"The proxy on the way does not lead to {failure.Host}.", "Look at HTTPS_PROXY and NO_PROXY.")
            { IsOfPlace = true }
            : Has("ConnectionRefused") ? new(
                "endpoint-refused", $"Nothing listens at {failure.Host}.",
                $"Start the server, or fix {failure.AddressPlace}.")
            { IsOfPlace = true }
            : Has("TimedOut", "HostUnreachable", "NetworkUnreachable", "HostDown", "NetworkDown") ? new(
                "endpoint-unreachable", $"{failure.Host} cannot be reached from here.",
                "Look at network, proxy and firewall.")
            { IsOfPlace = true }
            : new(
                "connection-broken", $"The connection to {failure.Host} broke before a reply came "
                    + $"({(detail.Length > 0 ? detail : "reset")}).",
                "Run again; where it stays so, look at proxies between here and there.");
    }
}
