using System.Text.Json;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>An error as a dialect prescribes it, with all its members.</summary>
internal static class ErrorShape
{
    /// <summary>What is wrong with an error of a path; null where nothing is.</summary>
    public static string? Problem(string path, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var error = document.RootElement.GetProperty("error");
            if (error.GetProperty("message").GetString() is not { Length: > 0 }
                || error.GetProperty("type").GetString() is not { Length: > 0 })
            {
                return "no message, or no type";
            }

            return path.Contains("/messages", StringComparison.OrdinalIgnoreCase)
                ? document.RootElement.GetProperty("type").ValueEquals("error") && document.RootElement.TryGetProperty("request_id", out _)
                    ? null : "not Anthropic's"
                : error.TryGetProperty("param", out _) && error.TryGetProperty("code", out _) ? null : "no param, or no code";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return e.Message;
        }
    }
}
