using System.Globalization;
using System.Text.Json.Nodes;

namespace RouteGen.Testing.Wire;

/// <summary>
/// Google's errors: status, name and words, and details by type (ai.google.dev/gemini-api/docs/troubleshooting, google.rpc).
/// </summary>
internal static class GeminiErrors
{
    private const string Invalid = "INVALID_ARGUMENT";
    private const string Types = "type.googleapis.com/google.rpc.";

    public static WireError For(SimulatedFailure failure, string model) => failure switch
    {
        SimulatedFailure.ContextTooLong => new(
            400, "The input token count (1100012) exceeds the maximum number of tokens allowed (1048576).", Invalid),
        SimulatedFailure.InvalidRequest => new(400, "Please use a valid role: user, model.", Invalid),
        SimulatedFailure.Unprocessable => new(422, "The request could not be processed.", Invalid),
        SimulatedFailure.UnsupportedParameter => new(
            400, "Invalid JSON payload received. Unknown name \"seed\": Cannot find field.", Invalid),
        SimulatedFailure.InvalidApiKey => new(400, "API key not valid. Please pass a valid API key.", Invalid, "API_KEY_INVALID"),
        SimulatedFailure.PermissionDenied => new(403, "The caller does not have permission", "PERMISSION_DENIED"),
        SimulatedFailure.OutOfCredit => new(
            429, "You exceeded your current quota, please check your plan and billing details.", "RESOURCE_EXHAUSTED",
            "GenerateRequestsPerDayPerProjectPerModel-FreeTier"),
        SimulatedFailure.ModelNotFound => new(
            404, $"models/{model} is not found for API version v1main, or is not supported for generateContent.", "NOT_FOUND"),
        SimulatedFailure.RequestTimeout => new(408, "The request was cancelled.", "CANCELLED"),
        SimulatedFailure.GatewayTimeout => new(504, "Deadline expired before operation could complete.", "DEADLINE_EXCEEDED"),
        SimulatedFailure.Conflict => new(409, "The operation was aborted.", "ABORTED"),
        SimulatedFailure.RequestTooLarge => new(413, "Request payload size exceeds the limit: 20971520 bytes.", Invalid),
        SimulatedFailure.RateLimited => new(
            429, "You exceeded your current quota, please check your plan and billing details.", "RESOURCE_EXHAUSTED",
            "GenerateContentInputTokensPerModelPerMinute"),
        SimulatedFailure.Overloaded => new(503, "The model is overloaded. Please try again later.", "UNAVAILABLE"),
        _ => new(
            500,
            "An internal error has occurred. Please retry or report in https://developers.generativeai.google/guide/troubleshooting",
            "INTERNAL"),
    };

    /// <summary>What stands beside code, message and status: the reason, the quota, and how long to wait, which no header says.</summary>
    public static JsonArray Details(WireError error, TimeSpan? wait)
    {
        var details = new JsonArray();
        if (error.Status == 429)
        {
            details.Add((JsonNode)new JsonObject
            {
                ["@type"] = Types + "QuotaFailure",
                ["violations"] = new JsonArray(new JsonObject { ["quotaId"] = error.Code, ["quotaValue"] = "50" }),
            });
        }
        else if (error.Code is { } reason)
        {
            details.Add((JsonNode)new JsonObject { ["@type"] = Types + "ErrorInfo", ["reason"] = reason, ["domain"] = "googleapis.com" });
        }

        if (wait is { } delay)
        {
            var seconds = delay.TotalSeconds.ToString("0.###", CultureInfo.InvariantCulture);
            details.Add((JsonNode)new JsonObject { ["@type"] = Types + "RetryInfo", ["retryDelay"] = $"{seconds}s" });
        }

        return details;
    }
}
