using System.Text.Json;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Gateway.Tests.Wire;

/// <summary>
/// What holds of everything that the gateway sends, whatever was asked: valid by OpenAI's document, and in the order that each dialect
/// prescribes. Every test of this project is held to it when its gateway is stopped.
/// </summary>
internal static class WireRules
{
    private static readonly string[] Foreign =
        ["set-cookie", "openai-organization", "openai-processing-ms", "openai-version", "anthropic-organization-id", "via", "cf-ray"];

    /// <summary>Fails where an exchange breaks a rule.</summary>
    public static void AssertKept(IEnumerable<WireExchange> exchanges)
    {
        var problems = exchanges.SelectMany(static e => Problems(e).Select(p => $"{e}: {p}\n    {Shortened(e.Answered)}")).Take(8).ToList();
        Assert.True(problems.Count == 0, $"The wire's rules are broken:\n{string.Join('\n', problems)}");
    }

    /// <summary>The rules that an exchange breaks.</summary>
    public static List<string> Problems(WireExchange exchange)
    {
        var seen = new RuleBook();
        if (exchange.Thrown is not null && !exchange.IsGone && !exchange.WasCut)
        {
            seen.Add($"an exception leaves the gateway: {exchange.Thrown}");
        }

        if (!(exchange.Path == "/v1" || exchange.Path.StartsWith("/v1/", StringComparison.Ordinal))
            || (exchange.IsGone && exchange.Answered.Length == 0))
        {
            return seen.Broken;
        }

        seen.Check(exchange.Status is < 500 or 502 or 503 or 504 or 529, $"status {exchange.Status}");
        Headers(exchange, seen);
        try
        {
            Body(exchange, seen);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            seen.Add($"unreadable: {e.Message}");
        }

        return seen.Broken;
    }

    private static void Headers(WireExchange exchange, RuleBook seen)
    {
        if (exchange.Method != "OPTIONS")
        {
            seen.Check(exchange.Headers.ContainsKey("x-request-id"), "no x-request-id");
            seen.Check(
                exchange.Headers.GetValueOrDefault("cache-control") is { } cache && cache.Contains("no-store", StringComparison.Ordinal),
                "it may be kept by caches");
        }

        foreach (var (name, _) in exchange.Headers)
        {
            seen.Check(
                !Foreign.Contains(name, StringComparer.OrdinalIgnoreCase)
                && !name.StartsWith("x-ratelimit-", StringComparison.OrdinalIgnoreCase)
                && !name.StartsWith("anthropic-ratelimit-", StringComparison.OrdinalIgnoreCase), $"the header {name}");
        }

        if (exchange.Status >= 400)
        {
            seen.Check(exchange.Headers.ContainsKey("x-should-retry"), "a refusal without x-should-retry");
            seen.Check(
                !exchange.Headers.TryGetValue("retry-after", out var wait) || int.Parse(wait) is >= 0 and <= 60,
                "a wait of more than a minute");
        }
    }

    private static void Body(WireExchange exchange, RuleBook seen)
    {
        if (exchange.Method == "HEAD" || exchange.Status is 204 or 304)
        {
            seen.Check(exchange.Answered.Length == 0, "a body where none may be");
        }
        else if (exchange.IsStream)
        {
            Stream(exchange, seen);
        }
        else if (exchange.IsWhole)
        {
            using var document = JsonDocument.Parse(exchange.Answered);
            if (exchange.Status >= 400)
            {
                Error(exchange, document.RootElement, seen);
            }
            else
            {
                Reply(exchange, document.RootElement, seen);
            }
        }
    }

    /// <summary>An error: OpenAI's with all four members, or Anthropic's with its request's id.</summary>
    public static void Error(WireExchange exchange, JsonElement body, RuleBook seen)
    {
        var error = body.GetProperty("error");
        seen.Check(error.GetProperty("message").GetString() is { Length: > 0 }, "an error without a message");
        if (body.TryGetProperty("type", out var type) && type.ValueEquals("error"))
        {
            seen.Check(error.GetProperty("type").GetString() is { Length: > 0 }, "an error without a type");
            seen.Check(body.TryGetProperty("request_id", out _), "an error without request_id");
        }
        else
        {
            seen.Check(
                error.TryGetProperty("type", out _) && error.TryGetProperty("param", out _) && error.TryGetProperty("code", out _),
                "an error that lacks one of type, param, code");
            seen.Judge("ErrorResponse", body);
        }

        seen.Check(exchange.Dialect != "messages" || body.TryGetProperty("type", out _), "an error in another dialect than was asked");
    }

    private static void Reply(WireExchange exchange, JsonElement body, RuleBook seen)
    {
        switch (exchange.Dialect)
        {
            case "chat":
                ChatRules.Reply(body, seen);
                break;
            case "responses":
                ResponsesRules.Reply(body, seen);
                break;
            case "messages":
                MessagesRules.Reply(body, seen);
                break;
            case "embeddings":
                seen.Judge("CreateEmbeddingResponse", body, "the document knows no base64");
                break;
            case "models":
                seen.Judge("ListModelsResponse", body);
                break;
        }
    }

    private static void Stream(WireExchange exchange, RuleBook seen)
    {
        seen.Check(exchange.Answered.Length == 0 || exchange.Answered.EndsWith("\n\n", StringComparison.Ordinal) || exchange.IsGone,
            "half an event");
        seen.Check(exchange.Headers.GetValueOrDefault("x-accel-buffering") == "no", "proxies may buffer it");
        foreach (var line in exchange.Answered.Split('\n'))
        {
            seen.Check(
                line.Length == 0 || line.StartsWith("data: ", StringComparison.Ordinal)
                    || line.StartsWith("event: ", StringComparison.Ordinal)
                || line.StartsWith(':') || exchange.IsGone, $"a line that is none of a stream of events: {line}");
        }

        var events = exchange.Events().ToList();
        switch (exchange.Dialect)
        {
            case "chat":
                ChatRules.Stream(exchange, events, seen);
                break;
            case "responses":
                ResponsesRules.Stream(exchange, events, seen);
                break;
            case "messages":
                MessagesRules.Stream(exchange, events, seen);
                break;
            default:
                seen.Add("a stream where none is");
                break;
        }
    }

    private static string Shortened(string text) => text.Length <= 3000 ? text : text[..1500] + " … " + text[^1500..];
}

/// <summary>The rules that were seen broken.</summary>
internal sealed class RuleBook
{
    private readonly OpenAIDocument? _document = OpenAIDocument.TryGet();

    public List<string> Broken { get; } = [];

    public void Add(string broken)
    {
        if (Broken.Count < 5 && !Broken.Contains(broken))
        {
            Broken.Add(broken);
        }
    }

    public void Check(bool kept, string broken)
    {
        if (!kept)
        {
            Add(broken);
        }
    }

    /// <summary>Holds JSON against a component of OpenAI's document, where there is one.</summary>
    /// <param name="component">Its name; null where the document should have one and has none.</param>
    /// <param name="json">The JSON.</param>
    /// <param name="except">Where the document itself is wrong.</param>
    public void Judge(string? component, JsonElement json, string? except = null)
    {
        if (_document is null)
        {
            return;
        }

        if (component is null)
        {
            Add($"OpenAI's document does not know it: {json}");
        }
        else if (_document.Problems(component, json) is { Count: > 0 } problems
            && !(except is not null && problems.All(static p => p.Contains("embedding", StringComparison.Ordinal) || p == "  (invalid)")))
        {
            Add($"not a {component}:\n{string.Join('\n', problems)}");
        }
    }

    /// <summary>The component of an event of the Responses API.</summary>
    public string? EventComponent(string type) => _document?.EventComponent(type);
}
