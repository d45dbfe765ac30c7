using System.Text;
using System.Text.Json;
using RouteGen.Definitions;
using RouteGen.Gateway.Fallbacks;

namespace RouteGen.Gateway;

/// <summary>
/// Code for callers, so that a gateway that is down does not take them along: it asks the gateway, and goes to the route's provider itself
/// where nobody answers, or where something in front of the gateway answers 502, 503 or 504 in its place. What the gateway itself answers
/// has an <c>x-request-id</c>, and stays: a budget that is spent is not to be walked around.
/// </summary>
public static class DirectSnippets
{
    /// <summary>The languages: <c>python</c> (its standard library), <c>node</c> (version 18 or newer) and <c>csharp</c>.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["python", "node", "csharp"];

    /// <summary>
    /// The code for a route, at most 20 lines. It takes the gateway's address and key from the environment variables <c>GATEWAY_URL</c> and
    /// <c>GATEWAY_KEY</c>, and the provider's key from the one that the table names. Null where no target of the route can be asked so.
    /// </summary>
    /// <param name="route">The route, of a table's <c>Definition</c>.</param>
    /// <param name="language">One of <see cref="Languages"/>.</param>
    /// <exception cref="ArgumentException">The language is not one of those.</exception>
    public static string? Write(RouteDefinition route, string language)
    {
        ArgumentNullException.ThrowIfNull(route);
        if (!Languages.Contains(language, StringComparer.Ordinal))
        {
            throw new ArgumentException($"The language is one of {string.Join(", ", Languages)}.", nameof(language));
        }

        return DirectTarget.Find(route) is not { } target ? null
            : language == "python" ? Python(route.Name, target)
            : language == "node" ? Node(route.Name, target)
            : CSharp(route.Name, target);
    }

    private static string Python(string route, DirectTarget to) => $$"""
        # {{About(route, to)}}
        import json, os, urllib.error, urllib.request
        GATEWAY = (os.environ["GATEWAY_URL"] + {{Text(to.GatewayPath)}}, {{Text(route)}},
                   {"Authorization": "Bearer " + os.environ["GATEWAY_KEY"]})
        DIRECT = ({{Text(to.Address)}}, {{Text(to.Model)}}, {{{PythonHeaders(to)}}})

        def send(url, model, headers, body):
            data = json.dumps({**body, "model": model}).encode()
            request = urllib.request.Request(url, data, {"Content-Type": "application/json", **headers})
            return json.load(urllib.request.urlopen(request, timeout=120))

        def ask(body):
            try:
                return send(*GATEWAY, body)
            except urllib.error.HTTPError as error:
                if error.code not in (502, 503, 504) or error.headers.get("x-request-id"):
                    raise  # It is the gateway that says so.
            except (urllib.error.URLError, ConnectionError):
                pass  # Nobody answers. A reply that is late is no reason to ask twice: it may be billed.
            return send(*DIRECT, body)

        """;

    private static string Node(string route, DirectTarget to) => $$"""
        // {{About(route, to)}}
        const { GATEWAY_URL, GATEWAY_KEY{{(to.KeyVariable is { } key ? ", " + key : "")}} } = process.env;
        const gateway = [GATEWAY_URL + {{Text(to.GatewayPath)}}, {{Text(route)}}, { Authorization: `Bearer ${GATEWAY_KEY}` }];
        const direct = [{{Text(to.Address)}}, {{Text(to.Model)}}, { {{NodeHeaders(to)}} }];

        const send = ([url, model, headers], body) => fetch(url, {
          method: "POST",
          headers: { "Content-Type": "application/json", ...headers },
          body: JSON.stringify({ ...body, model }),
        });

        export async function ask(body) {
          let reply = await send(gateway, body).catch((error) => {
            // Nobody answers. A reply that is late is no reason to ask twice: it may be billed.
            if (!(error instanceof TypeError) || error.cause?.code === "UND_ERR_HEADERS_TIMEOUT") throw error;
          });
          const isOurs = reply?.headers.get("x-request-id");
          if (!reply || ([502, 503, 504].includes(reply.status) && !isOurs)) reply = await send(direct, body);
          return reply.ok ? reply.json() : Promise.reject(new Error(`HTTP ${reply.status}: ${await reply.text()}`));
        }

        """;

    private static string CSharp(string route, DirectTarget to) => $$"""
        // {{About(route, to)}}
        var http = new HttpClient();
        async Task<string> AskAsync(System.Text.Json.Nodes.JsonObject body)
        {
            HttpResponseMessage? reply = null;
            try { reply = await SendAsync({{CSharpGateway(route, to)}}); }
            catch (HttpRequestException) { /* Nobody answers. A reply that is late is no reason to ask twice: it may be billed. */ }
            if (reply is null || ((int)reply.StatusCode is 502 or 503 or 504 && !reply.Headers.Contains("x-request-id")))
                reply = await SendAsync({{Text(to.Address)}}, {{Text(to.Model)}}{{CSharpHeaders(to)}});
            return await reply.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
            Task<HttpResponseMessage> SendAsync(string url, string model, params string[] headers)
            {
                body["model"] = model;
                var content = new StringContent(body.ToJsonString(), null, "application/json");
                var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
                for (var i = 0; i < headers.Length; i += 2) request.Headers.TryAddWithoutValidation(headers[i], headers[i + 1]);
                return http.SendAsync(request);
            }
            string Get(string name) => Environment.GetEnvironmentVariable(name) ?? throw new InvalidOperationException($"Set {name}.");
        }

        """;

    private static string About(string route, DirectTarget to) => Plain(
        $"Route {route} when the gateway is down: {to.Model} at {to.Provider} itself. Bodies are those of {to.GatewayPath}.");

    private static string PythonHeaders(DirectTarget to) => Joined(
        to.KeyVariable is { } key ? $"{Text(to.KeyHeader)}: {Text(to.KeyScheme)} + os.environ[{Text(key)}]" : null,
        to.Version is { } version ? $"\"anthropic-version\": {Text(version)}" : null);

    private static string NodeHeaders(DirectTarget to) => Joined(
        to.KeyVariable is { } key ? $"{Text(to.KeyHeader)}: {Text(to.KeyScheme)} + {key}" : null,
        to.Version is { } version ? $"\"anthropic-version\": {Text(version)}" : null);

    private static string CSharpGateway(string route, DirectTarget to) =>
        $"Get(\"GATEWAY_URL\") + {Text(to.GatewayPath)}, {Text(route)}, \"Authorization\", \"Bearer \" + Get(\"GATEWAY_KEY\")";

    private static string CSharpHeaders(DirectTarget to) => string.Concat(
        to.KeyVariable is { } key ? $", {Text(to.KeyHeader)}, {Text(to.KeyScheme)} + Get({Text(key)})" : "",
        to.Version is { } version ? $", \"anthropic-version\", {Text(version)}" : "");

    private static string Joined(params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            text.Append(part is not null && text.Length > 0 ? ", " : "").Append(part);
        }

        return text.ToString();
    }

    // A text of the table is data in every language: a JSON string is one of Python, JavaScript and C#, too.
    private static string Text(string value) => "\"" + JsonEncodedText.Encode(value) + "\"";

    // In a comment, what could end it is left out.
    private static string Plain(string value) => string.Concat(value.Where(static c => c is >= ' ' and <= '~'));
}
