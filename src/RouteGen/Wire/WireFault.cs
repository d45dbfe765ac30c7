using System.Buffers;
using System.Globalization;
using RouteGen.Faults;

namespace RouteGen.Wire;

/// <summary>Classifies an error reply by its status and envelope: the error table of the documentation, one rule a row.</summary>
internal static class WireFault
{
    /// <summary>No word that is looked for is longer.</summary>
    private const int LongestWord = 32;

    /// <summary>Moonshot's, under 429, whatever one's own limits are (MoonshotAI/kimi-cli#2571).</summary>
    private const string EngineOverloaded = "engine_overloaded_error";

    private static readonly SearchValues<string> UnsupportedPhrases = Any(
    [
        "unsupported", "not supported", "does not support", "tool_call_id", "tool_use_id", "tool_use.id", "signature",
        "cannot both be specified", "extra inputs are not permitted", "may only be set", "invalid schema", "response_format",
        "unrecognized request argument", "unknown parameter", "unknown name", "cannot find field",

        // DeepSeek: a role that it has not, and reasoning that another vendor's turn of the history does not have
        // (decolua/9router#773, JohnnyZ93/oai-compatible-copilot#202, 0xPlaygrounds/rig#1266).
        "unknown variant", "must be passed back", "missing `reasoning_content`",
    ]);

    private static readonly SearchValues<string> RatePhrases = Any(["tokens per min", "(TPM)", "rate limit"]);

    private static readonly SearchValues<string> FilterPhrases = Any(
    [
        "content management policy", "flagged", "content policy", "rejected as a result of our safety system",

        // DeepSeek (666ghj/BettaFish#108), xAI (UKGovernmentBEIS/inspect_ai#2267), Moonshot (platform.kimi.ai/docs/api/errors).
        "content exists risk", "violates usage guidelines", "considered high risk",
    ]);

    public static FaultInfo Classify(int status, in ErrorEnvelope envelope, TimeSpan? retryAfter)
    {
        var fault = status switch
        {
            400 or 422 => BadRequest(envelope),
            401 => OutOfCredit.Says(envelope) ? Fault.QuotaExhausted : Fault.Unauthorized,
            402 => Fault.QuotaExhausted,
            403 when IsFiltered(envelope) => Fault.ContentFiltered,
            403 when OutOfCredit.Says(envelope) => Fault.QuotaExhausted,
            403 or 407 or 451 => Fault.Unauthorized,
            404 or 410 => Fault.ModelNotFound,
            408 or 504 => Fault.Timeout,
            409 => Fault.Conflict,
            412 when OutOfCredit.Says(envelope) => Fault.QuotaExhausted,
            413 => IsRate(envelope) ? Fault.RateLimited : Fault.ContextTooLong,
            429 => OutOfCredit.Says(envelope) ? Fault.QuotaExhausted : IsOverload(envelope) ? Fault.Overloaded : Fault.RateLimited,
            503 or 529 => Fault.Overloaded,

            // A request at the wrong connection or too early, one whose dependency failed
            // (text-generation-inference), one that a proxy gave up.
            421 or 423 or 424 or 425 or 499 => Fault.ServerError,
            >= 500 => ContextOverflow.Says(envelope.Message) ? Fault.ContextTooLong : Fault.ServerError,

            // It says something about the request there: its form, its size, its way. Another target may take it.
            >= 400 => ContextOverflow.Says(envelope.Message) ? Fault.ContextTooLong : Fault.UnsupportedRequest,
            _ => Fault.ServerError,
        };
        return new(fault, status, CodeOf(envelope), retryAfter ?? envelope.RetryDelay);
    }

    /// <summary>Classifies an error that stands inside a reply of status 200, where the envelope is all there is. Null when it says
    /// nothing known.</summary>
    public static FaultInfo? ClassifyInside(in ErrorEnvelope envelope)
    {
        if (IsFiltered(envelope))
        {
            return new(Fault.ContentFiltered, 200, CodeOf(envelope));
        }

        if (ContextOverflow.Says(envelope.Message))
        {
            return new(Fault.ContextTooLong, 200, CodeOf(envelope));
        }

        var status = envelope.Code is { Length: 3 } code
            && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 400
            ? number
            : StatusNamed(envelope.Type) ?? StatusNamed(envelope.Code);
        if (status is not { } known)
        {
            return null;
        }

        var found = Classify(known, envelope, null);
        return found with { StatusCode = 200, Scope = Blame.ScopeOf(found, envelope, null) };
    }

    /// <summary>
    /// Classifies an error inside a stream. What a moment's wait might cure is a broken stream, which goes on to the next target: the
    /// provider had begun, and
    /// may bill.
    /// </summary>
    public static FaultInfo ClassifyInsideStream(in ErrorEnvelope envelope, int? statusCode)
    {
        var known = ClassifyInside(envelope) ?? new(Fault.StreamBroken, statusCode, CodeOf(envelope));
        return FaultTable.ActionFor(known.Fault) is FaultAction.Retry or FaultAction.RetryOnce or FaultAction.NextOrRetryOnce
            ? known with { Fault = Fault.StreamBroken, StatusCode = statusCode }
            : known;
    }

    /// <summary>A provider's code as it may be kept: letters, digits and <c>_ - .</c>, at most 64 characters; anything else could quote a
    /// prompt.</summary>
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
    private static string? CodeOf(in ErrorEnvelope envelope)
    {
        var code = SafeCode(envelope.Code);
        return code is not null && code.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? code
            : SafeCode(envelope.Reason) ?? SafeCode(envelope.Type) ?? code;
    }

    private static int? StatusNamed(string? name) => name switch
    {
        "overloaded_error" or "server_is_overloaded" or EngineOverloaded => 529,
        "rate_limit_error" or "rate_limit_exceeded" or "rate_limit_reached_error" or "insufficient_quota" => 429,
        "authentication_error" or "invalid_authentication_error" or "invalid_api_key" => 401,
        "permission_error" or "permission_denied_error" => 403,
        "billing_error" => 402,
        "not_found_error" or "resource_not_found_error" or "model_not_found" or "model_not_available" => 404,
        "timeout_error" => 504,
        "invalid_request_error" or "context_length_exceeded" or "invalid_prompt" or "unsupported_parameter" or "unsupported_value" => 400,
        "request_too_large" => 413,
        "api_error" or "server_error" => 500,
        _ => null,
    };

    private static Fault BadRequest(in ErrorEnvelope envelope)
    {
        // Gemini refuses a key with 400, and an account or place that may not ask.
        if (envelope.Reason is "API_KEY_INVALID" or "API_KEY_EXPIRED" || envelope.Type == "FAILED_PRECONDITION")
        {
            return Fault.Unauthorized;
        }

        if (OutOfCredit.Says(envelope))
        {
            return Fault.QuotaExhausted;
        }

        if (envelope.Code is "context_length_exceeded" or "string_above_max_length" || envelope.Type is "exceed_context_size_error"
            or "context_length_exceeded"
            || ContextOverflow.Says(envelope.Message))
        {
            return Fault.ContextTooLong;
        }

        if (IsFiltered(envelope))
        {
            return Fault.ContentFiltered;
        }

        if (WrongAddress.IsOfModel(envelope))
        {
            return Fault.ModelNotFound;
        }

        if (WrongAddress.IsOfKey(envelope))
        {
            return Fault.Unauthorized;
        }

        return envelope.Code is "unsupported_parameter" or "unsupported_value" or "invalid_function_parameters"
            || Says(envelope, UnsupportedPhrases)
            || !SaysInvalid(envelope)
                ? Fault.UnsupportedRequest
                : Fault.InvalidRequest;
    }

    /// <summary>Whether an envelope that is known says, in its own word for it, that the request is wrong in itself. Any other may be the
    /// target's own trouble.</summary>
    private static bool SaysInvalid(in ErrorEnvelope envelope) =>
        (envelope.IsBare && envelope.Message is not null) || IsInvalidWord(envelope.Type) || IsInvalidWord(envelope.Code);

    private static bool IsInvalidWord(string? word) => word is not null
        && (word is "400" or "422" or "validation" or "unprocessable" or "missing_required_parameter"
            || word.StartsWith("invalid", StringComparison.OrdinalIgnoreCase)

            // xAI's "Client specified an invalid argument".
            || word.EndsWith("invalid argument", StringComparison.OrdinalIgnoreCase)
            || IsBadRequestWord(word));

    private static bool IsBadRequestWord(string word)
    {
        Span<char> plain = stackalloc char[LongestWord];
        var length = 0;
        foreach (var c in word)
        {
            if (c == '_')
            {
                continue;
            }

            if (length == LongestWord)
            {
                return false;
            }

            plain[length++] = char.ToUpperInvariant(c);
        }

        return plain[..length] is "BADREQUEST" or "BADREQUESTERROR" or "VALIDATIONEXCEPTION" or "VALIDATIONERROR"
            or "UNPROCESSABLEENTITY" or "UNPROCESSABLEENTITYERROR" or "REQUESTVALIDATIONERROR" or "OUTOFRANGE";
    }

    private static bool IsOverload(in ErrorEnvelope envelope) => envelope.Type is EngineOverloaded || envelope.Code is EngineOverloaded;

    private static bool IsRate(in ErrorEnvelope envelope) =>
        envelope.Code is "rate_limit_exceeded" || envelope.Type is "tokens" or "rate_limit_error" || Says(envelope, RatePhrases);

    private static bool IsFiltered(in ErrorEnvelope envelope) =>
        envelope.Code is "content_policy_violation" or "content_filter" or "Refusal" or "ResponsibleAIPolicyViolation"
            or "moderation_blocked"
        || envelope.Type is "moderation" or "content_policy_violation" or "content_filter"
        || Says(envelope, FilterPhrases);

    private static bool Says(in ErrorEnvelope envelope, SearchValues<string> phrases) =>
        envelope.Message is { } message && message.AsSpan().ContainsAny(phrases);

    private static SearchValues<string> Any(ReadOnlySpan<string> phrases) =>
        SearchValues.Create(phrases, StringComparison.OrdinalIgnoreCase);
}
