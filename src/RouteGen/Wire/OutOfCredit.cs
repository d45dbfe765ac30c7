namespace RouteGen.Wire;

/// <summary>Tells by code, type and words an account that has no credit left, or used up a quota that no wait of seconds refills.
/// Providers say so under 400, 401, 402, 403, 412 and 429.</summary>
internal static class OutOfCredit
{
    private static readonly string[] Phrases =
    [
        "credit balance", "insufficient balance", "insufficient credit", "insufficient account balance", "insufficient funds",
        "insufficient_balance", "balance is not enough", "balance is insufficient", "balance not enough",
        "out of credit", "no credits", "requires more credits", "used all available credits", "credits have been exhausted",
        "credits are depleted", "credits are exhausted", "exceeded your monthly included credits",
        "exceeded your credit", "credit limit", "top up your", "recharge your", "billing hard limit", "hard limit has been reached",
        "monthly spending limit", "spend limit", "spending limit", "payment required",
        "billing is not active", "billing not active", "account is not active, please check your billing", "overdue payment",
        "account is in arrears", "free tier of the model has been exhausted",
        "out of call volume quota", "weekly usage limit", "monthly usage limit", "reached your specified api usage limits", "余额不足", "欠费",
    ];

    public static bool Says(ErrorEnvelope envelope) =>
        envelope.IsDailyQuota
        || IsWord(envelope.Code)
        || IsWord(envelope.Type)
        || (envelope.Message is { } text && (Any(text) || IsOpenAIs(envelope, text)));

    private static bool IsWord(string? word) => word is not null && word.ToLowerInvariant() is
        "insufficient_quota" or "billing_hard_limit_reached" or "billing_error" or "billing_not_active" or "insufficient_balance"
        or "insufficient_credits" or "exceeded_current_quota_error"
        or "payment_required" or "credit_limit" or "credit_balance_too_low" or "arrearage" or "arrears" or "account_deactivated"
            or "allocationquota.freetieronly" or "1113";

    // Gemini says the same of a quota per minute; what it is of stands in its details.
    private static bool IsOpenAIs(ErrorEnvelope envelope, string text) =>
        envelope.Type != "RESOURCE_EXHAUSTED" && text.Contains("exceeded your current quota", StringComparison.OrdinalIgnoreCase);

    private static bool Any(string text)
    {
        foreach (var phrase in Phrases)
        {
            if (text.Contains(phrase, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
