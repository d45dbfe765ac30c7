using RouteGen.Health;

namespace RouteGen.Faults;

/// <summary>Classifies an error reply by its status and envelope: the error table of the documentation, one rule a row.</summary>
internal static class WireFault
{
    public static FaultInfo Classify(int status, ErrorEnvelope envelope, TimeSpan? retryAfter)
    {
        Fault fault = status switch
        {
            400 or 422 => BadRequest(envelope),
            401 => Fault.Unauthorized,
            402 => Fault.QuotaExhausted,
            403 when IsFiltered(envelope) => Fault.ContentFiltered,
            403 when IsHardQuota(envelope) => Fault.QuotaExhausted,
            403 => Fault.Unauthorized,
            404 => Fault.ModelNotFound,
            408 or 504 => Fault.Timeout,
            409 => Fault.Conflict,
            413 => Fault.ContextTooLong,
            429 => IsHardQuota(envelope) ? Fault.QuotaExhausted : Fault.RateLimited,
            503 or 529 => Fault.Overloaded,
            >= 500 => Fault.ServerError,
            >= 400 => Fault.InvalidRequest,
            _ => Fault.ServerError,
        };
        return new(fault, status, CodeOf(envelope), retryAfter ?? envelope.RetryDelay);
    }

    /// <summary>Classifies an error that stands inside a reply of status 200, where the envelope is all there is. Null when it says nothing known.</summary>
    public static FaultInfo? ClassifyInside(ErrorEnvelope envelope)
    {
        if (IsFiltered(envelope))
        {
            return new(Fault.ContentFiltered, 200, CodeOf(envelope));
        }

        int? status = envelope.Code is { Length: 3 } code && int.TryParse(code, out var number) && number >= 400
            ? number
            : StatusNamed(envelope.Type) ?? StatusNamed(envelope.Code);
        if (status is not { } known)
        {
            return null;
        }

        FaultInfo found = Classify(known, envelope, null);
        return found with { StatusCode = 200, Scope = Blame.ScopeOf(found, envelope, null) };
    }

    /// <summary>
    /// Classifies an error inside a stream. What a moment's wait might cure is a broken stream, which goes on to the next target: the provider had begun, and
    /// may bill.
    /// </summary>
    public static FaultInfo ClassifyInsideStream(ErrorEnvelope envelope, int? statusCode)
    {
        FaultInfo known = ClassifyInside(envelope) ?? new(Fault.StreamBroken, statusCode, CodeOf(envelope));
        return FaultTable.ActionFor(known.Fault) is FaultAction.Retry or FaultAction.RetryOnce or FaultAction.NextOrRetryOnce
            ? known with { Fault = Fault.StreamBroken, StatusCode = statusCode }
            : known;
    }

    /// <summary>A provider's code as it may be kept: letters, digits and <c>_ - .</c>, at most 64 characters; anything else could quote a prompt.</summary>
    public static string? SafeCode(string? code)
    {
        if (code is not { Length: > 0 and <= 64 })
        {
            return null;
        }

        foreach (var c in code)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '-' or '.'))
            {
                return null;
            }
        }

        return code;
    }

    // A number only repeats the status; a name says more.
    private static string? CodeOf(ErrorEnvelope envelope)
    {
        var code = SafeCode(envelope.Code);
        var name = SafeCode(envelope.Reason) ?? SafeCode(envelope.Type);
        return code is null || (code.All(char.IsAsciiDigit) && name is not null) ? name : code;
    }

    private static int? StatusNamed(string? name) => name switch
    {
        "overloaded_error" or "server_is_overloaded" => 529,
        "rate_limit_error" or "rate_limit_exceeded" or "insufficient_quota" => 429,
        "authentication_error" or "invalid_api_key" => 401,
        "permission_error" => 403,
        "billing_error" => 402,
        "not_found_error" or "model_not_found" => 404,
        "timeout_error" => 504,
        "invalid_request_error" or "context_length_exceeded" or "invalid_prompt" or "unsupported_parameter" or "unsupported_value" => 400,
        "request_too_large" => 413,
        "api_error" or "server_error" => 500,
        _ => null,
    };

    private static Fault BadRequest(ErrorEnvelope envelope)
    {
        // Gemini refuses a key with 400, and an account or place that may not ask.
        if (envelope.Reason is "API_KEY_INVALID" or "API_KEY_EXPIRED" || envelope.Type == "FAILED_PRECONDITION")
        {
            return Fault.Unauthorized;
        }

        if (envelope.Code is "context_length_exceeded" or "string_above_max_length"
            || envelope.Type == "exceed_context_size_error"
            || Says(envelope, "prompt is too long", "prompt too long", "maximum context length", "context window", "exceeds the context length", "available context size", "exceeds the maximum number of tokens", "exceed the configured limit", "too many tokens")
            || (Says(envelope, "input token count") && Says(envelope, "exceed")))
        {
            return Fault.ContextTooLong;
        }

        if (IsFiltered(envelope))
        {
            return Fault.ContentFiltered;
        }

        return envelope.Code is "unsupported_parameter" or "unsupported_value" or "invalid_function_parameters"
            || Says(envelope, "unsupported", "not supported", "does not support", "tool_call_id", "tool_use_id", "tool_use.id", "signature", "cannot both be specified", "extra inputs are not permitted", "may only be set", "invalid schema", "response_format", "unrecognized request argument", "unknown parameter", "unknown name", "cannot find field")
                ? Fault.UnsupportedRequest
                : Fault.InvalidRequest;
    }

    private static bool IsFiltered(ErrorEnvelope envelope) =>
        envelope.Code is "content_policy_violation" or "content_filter" or "Refusal" or "ResponsibleAIPolicyViolation" or "moderation_blocked"
        || envelope.Type is "moderation" or "content_policy_violation" or "content_filter"
        || Says(envelope, "content management policy", "flagged", "content policy");

    private static bool IsHardQuota(ErrorEnvelope envelope) =>
        envelope.IsDailyQuota
        || envelope.Code is "insufficient_quota" or "billing_hard_limit_reached"
        || envelope.Type is "insufficient_quota" or "billing_error"
        || Says(envelope, "out of call volume quota", "weekly usage limit", "monthly usage limit");

    private static bool Says(ErrorEnvelope envelope, params ReadOnlySpan<string> phrases)
    {
        if (envelope.Message is not { } message)
        {
            return false;
        }

        foreach (var phrase in phrases)
        {
            if (message.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
