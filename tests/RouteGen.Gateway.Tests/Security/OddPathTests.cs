using System.Net.Http.Json;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>Without a key nothing is served, however a path is spelled and whatever Host is named.</summary>
public sealed class OddPathTests
{
    private static readonly (string Method, string Path)[] Served =
    [
        ("POST", "/v1/chat/completions"), ("POST", "/v1/responses"), ("POST", "/v1/messages"), ("POST", "/v1/messages/count_tokens"),
        ("POST", "/v1/embeddings"), ("GET", "/v1/models"), ("GET", "/v1/models/chat"),
            ("GET", "/v1/records/0123456789abcdef0123456789abcdef"),
        ("GET", "/v1/me/usage"), ("GET", "/v1/admin/keys"), ("POST", "/v1/admin/keys"), ("GET", "/v1/openapi.json"), ("GET", "/v1/nothing"),
    ];

    private static readonly Func<string, string>[] Spellings =
    [
        static p => p,
        static p => p + "/",
        static p => "/" + p,
        static p => p.Replace("/", "//", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/v1/v1/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/./v1/./", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/health/../v1/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/health/live/..;/..;/v1/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/v1/%2e%2e/v1/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/v1%2f", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/%76%31/", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/v1/%2f", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "\\v1\\", StringComparison.Ordinal),
        static p => p.Replace("/v1/", "/v1/%5c", StringComparison.Ordinal),
        static p => p.ToUpperInvariant(),
        static p => p + ";a=b",
        static p => p + ";/health/live",
        static p => p + "%00",
        static p => p + "%00/health/live",
        static p => p + "?key=x&path=/health/live",
        static p => p + "#/health/live",
        static p => p + "%23",
        static p => p + "%20",
        static p => p + ".",
        static p => p + "%0d%0aX-Injected:%20yes",
        static p => "http://127.0.0.1" + p,
        static p => "http://localhost/health/live/.." + p,
        static p => "http://other.example" + p,
        static p => p + "/" + new string('a', 600),
        static p => p + "/%e0%80%af",
        static p => "/health/ready" + p,
        static p => "/health/live%2f.." + p,
        static p => p + "/../../health/live",
    ];

    private static readonly string[] Hosts = ["127.0.0.1", "localhost", "169.254.169.254", "health", "127.0.0.1:80@other.example", "",
        "a..b", "[::1]"];

    [Fact]
    public async Task Nothing_is_served_without_a_key_however_its_path_is_spelled()
    {
        await using var bench = await GatewayBench.StartAsync();
        var body = Ask.Body("chat", "chat", "Hi").ToJsonString();
        var problems = new List<string>();
        foreach (var (method, path) in Served)
        {
            for (var i = 0; i < Spellings.Length; i++)
            {
                var spelled = Spellings[i](path);
                var host = Hosts[(i + path.Length) % Hosts.Length];
                var answer = await RawClient.SendAsync(bench.Address,
                    $"{method} {spelled} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nX-Forwarded-Host: localhost\r\n"
                    + "X-Forwarded-For: 127.0.0.1\r\nX-Original-URL: /health/live\r\nX-Rewrite-URL: /health/live\r\nConnection: close\r\n"
                    + (method == "POST" ? $"Content-Length: {body.Length}\r\n\r\n{body}" : "\r\n"));
                if (answer.Status is 0 or >= 500 or (>= 200 and < 400) && !IsHealth(spelled, answer))
                {
                    problems.Add($"{method} {spelled} as {host} → {answer}");
                }

                Assert.DoesNotContain("X-Injected", answer.Head, StringComparison.OrdinalIgnoreCase);
            }
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
        Assert.Empty(bench.Records.All);
        Assert.Equal(0, bench.Providers.GetRequestCount("gpt") + bench.Providers.GetRequestCount("claude"));
    }

    /// <summary>Bearers that were something else elsewhere: SQL, templates, other people's words, half a key.</summary>
    [Fact]
    public async Task A_key_that_is_none_is_refused_and_not_repeated()
    {
        await using var bench = await GatewayBench.StartAsync();
        var token = GatewayBench.Token;
        foreach (var bearer in new[]
        {
            "' OR '1'='1' --", "x' UNION SELECT token FROM keys --", "sk-1234", "null", "undefined", "{{key}}", "${jndi:ldap://x}", "*",
                "%", "admin",
            token[..^1], token + "x", token.ToUpperInvariant(), token.Replace("bench", "*", StringComparison.Ordinal), "simulated",
                new string('a', 6000),
            "RouteGen:Gateway:Keys:bench:Hash", token.Split('_')[1],
        })
        {
            foreach (var header in new[] { $"Authorization: Bearer {bearer}", $"x-api-key: {bearer}", $"api-key: {bearer}",
                $"Authorization: Basic {bearer}" })
            {
                var answer = await RawClient.SendAsync(
                    bench.Address, $"GET /v1/models HTTP/1.1\r\nHost: x\r\n{header}\r\nConnection: close\r\n\r\n");
                Assert.True(answer.Status is 401 or 429, $"{header} → {answer}");
                Assert.Null(ErrorShape.Problem("/v1/models", answer.Body));
                Assert.False(bearer.Length > 8 && (answer.Body + answer.Head).Contains(bearer, StringComparison.Ordinal),
                    $"{answer} repeats {bearer}");
            }
        }

        using var http = new HttpClient { BaseAddress = bench.Address };
        using var inQuery = await http.GetAsync($"/v1/models?key={token}&api_key={token}", TestContext.Current.CancellationToken);
        Assert.True((int)inQuery.StatusCode is 401 or 429, inQuery.StatusCode.ToString());
        using var good = await bench.Http.GetAsync("/v1/models", TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)good.StatusCode);
    }

    // What spells a path of the health checks is that path, and says nothing that is not public.
    private static bool IsHealth(string path, RawAnswer answer) => path.Contains("health", StringComparison.OrdinalIgnoreCase)
        && answer.Body.Length < 200 && !answer.Body.Contains("\"id\"", StringComparison.Ordinal);
}
