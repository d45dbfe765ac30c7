using System.Buffers;

namespace RouteGen.Wire;

/// <summary>Tells by code, type and words an account that has no credit left, or used up a quota that no wait of seconds refills.
/// Providers say so under 400, 401, 402, 403, 412 and 429.</summary>
internal static class OutOfCredit
{
    /// <summary>No word that is looked for is longer.</summary>
    private const int LongestWord = 32;

    private static readonly SearchValues<string> Phrases = SearchValues.Create(
    [
        "credit balance", "insufficient balance", "insufficient credit", "insufficient account balance", "insufficient funds",
        "insufficient_balance", "balance is not enough", "balance is insufficient", "balance not enough",
        "out of credit", "no credits", "have any credits", "requires more credits", "used all available credits",
            "credits have been exhausted",
        "credits are depleted", "credits are exhausted", "exceeded your monthly included credits",
        "exceeded your credit", "credit limit", "top up your", "recharge your", "billing hard limit", "hard limit has been reached",
        "monthly spending limit", "spend limit", "spending limit", "payment required",
        "billing is not active", "billing not active", "account is not active, please check your billing", "overdue payment",
        "account is in arrears", "free tier of the model has been exhausted",
        "out of call volume quota", "weekly usage limit", "monthly usage limit", "reached your specified api usage limits",
    ], StringComparison.OrdinalIgnoreCase);

    // Apart, since a search for ASCII alone is several times faster.
    private static readonly SearchValues<string> ChinesePhrases = SearchValues.Create(["余额不足", "欠费"], StringComparison.Ordinal);

    public static bool Says(in ErrorEnvelope envelope) =>
        envelope.IsDailyQuota
        || IsWord(envelope.Code)
        || IsWord(envelope.Type)
        || (envelope.Message is { } text
            && (text.AsSpan().ContainsAny(Phrases) || text.AsSpan().ContainsAny(ChinesePhrases) || IsOpenAIs(envelope, text)));

    private static bool IsWord(string? word)
    {
        if (word is not { Length: > 0 and <= LongestWord })
        {
            return false;
        }

        Span<char> small = stackalloc char[LongestWord];
        return small[..word.AsSpan().ToLowerInvariant(small)] is
            "insufficient_quota" or "billing_hard_limit_reached" or "billing_error" or "billing_not_active" or "insufficient_balance"
            or "insufficient_credits" or "exceeded_current_quota_error"
            or "payment_required" or "credit_limit" or "credit_balance_too_low" or "arrearage" or "arrears" or "account_deactivated"
            or "allocationquota.freetieronly" or "1113";
    }

    // Gemini says the same of a quota per minute; what it is of stands in its details.
    private static bool IsOpenAIs(in ErrorEnvelope envelope, string text) =>
        envelope.Type != "RESOURCE_EXHAUSTED" && text.Contains("exceeded your current quota", StringComparison.OrdinalIgnoreCase);
}
