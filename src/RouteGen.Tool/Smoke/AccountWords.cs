using System.Text.RegularExpressions;
using RouteGen.Wire;

namespace RouteGen.Tool.Smoke;

/// <summary>What is wrong with the account or its key: where it asks from, what it pays, what it is allowed.</summary>
internal static partial class AccountWords
{
    private static readonly string[] PlacePhrases =
    [
        // OpenAI, Gemini (ai.google.dev/gemini-api/docs/troubleshooting), Anthropic, and those that copy them.
        "location is not supported", "country, region, or territory", "not available in your country", "not available in your region",
        "not supported in your country", "not supported in your region", "not available in your location", "unsupported region",
        "unsupported country", "unsupported location", "unsupported countries",
    ];

    private static readonly string[] DeadKeyPhrases =
    [
        // Gemini (google-gemini/gemini-cli), OpenAI, xAI.
        "reported as leaked", "api key expired", "key has expired", "key is expired", "has been revoked", "has been disabled",
        "key is disabled", "api key is blocked", "key is suspended", "has been suspended", "account is suspended", "account is deactivated",
        "has been deactivated", "organization has been disabled", "account has been deactivated", "consumer_suspended",
    ];

    public static Diagnosis? Explain(SmokeFailure failure)
    {
        if (failure.Status is not >= 400)
        {
            return null;
        }

        // The last is Anthropic's (enricoros/big-AGI#485, anthropics/claude-code#1613).
        if (failure.HasCode("unsupported_country_region_territory") || failure.Says(PlacePhrases) || failure.Status == 451
            || (failure.Status == 403 && failure.Error.Type == "forbidden" && failure.Says("request not allowed")))
        {
            return new(
                "country", $"Provider '{failure.Provider}' does not serve the country or region that this request comes from.",
                failure.Says("billing")
                    ? "Enable billing for the account, or call it from a place that it serves."
                    : "Call it from a place that it serves, or reach the model by another provider.")
            { IsOfPlace = true };
        }

        return Dead(failure) ?? Quota(failure) ?? Key(failure);
    }

    private static Diagnosis? Dead(SmokeFailure failure) => failure.Status is 400 or 401 or 403
        && (failure.Says(DeadKeyPhrases) || failure.HasCode("API_KEY_EXPIRED", "account_deactivated"))
        ? new(
            "key-blocked", $"Provider '{failure.Provider}' knows the key in {failure.KeyPlace} and has blocked it: expired, revoked, "
                + "leaked or suspended.",
            $"Make a new key{At(Vendors.Keys(failure.Place.Provider))}, and find out why the old one was blocked.")
        {
            IsOfPlace = true,
        }
        : null;

    private static Diagnosis? Quota(SmokeFailure failure)
    {
        if (failure.Status is 403 or 429 && (IsZero(failure) || failure.Limits.Any(static l => l.Limit == 0)))
        {
            return new(
                "quota-zero", $"The account's quota for '{failure.Deployment}' is 0: it may not use this model at all, now or later.",
                $"Enable billing or ask for quota{At(Vendors.Billing(failure.Place.Provider))}, or take the target out of the chain.")
            {
                IsOfPlace = true,
            };
        }

        // LiteLLM's proxy says it under 400, which the engine takes for a request that is wrong in itself.
        var isBudget = failure.HasCode("budget_exceeded") || failure.Says("budget has been exceeded");
        if (failure.Fault != Fault.QuotaExhausted && !isBudget)
        {
            return null;
        }

        if (failure.Error.IsDailyQuota || failure.Says("per day", "(RPD)", "(TPD)", "weekly usage limit"))
        {
            return new(
                "quota-used-up", $"The account has used up its quota of the day or week at provider '{failure.Provider}'.",
                $"Wait until it begins anew, or raise it{At(Vendors.Billing(failure.Place.Provider))}.")
            { IsOfPlace = true };
        }

        if (failure.HasCode("billing_not_active")
            || failure.Says("billing is not active", "billing not active", "check your billing details on our website"))
        {
            return new(
                "no-billing", $"The account at provider '{failure.Provider}' has no active billing.",
                $"Set up billing{At(Vendors.Billing(failure.Place.Provider))}.")
            { IsOfPlace = true };
        }

        return (isBudget || failure.Says("spend limit", "spending limit", "hard limit", "usage limit", "usage limits", "limit exceeded"))
            && !failure.Says("credits")
            ? new(
                "spend-limit", $"The account has reached a spending limit that is set at provider '{failure.Provider}'.",
                $"Raise the limit{At(Vendors.Billing(failure.Place.Provider))}, or wait for the next month.")
            { IsOfPlace = true }
            : new(
                "no-credit", $"The account at provider '{failure.Provider}' has no credit left, or never had any "
                    + $"({FailureWords.Http(failure)}).",
                $"Add credit or billing{At(Vendors.Billing(failure.Place.Provider))}.")
            { IsOfPlace = true };
    }

    private static Diagnosis? Key(SmokeFailure failure)
    {
        if (failure.Fault != Fault.Unauthorized)
        {
            return null;
        }

        if (failure.HasCode("SERVICE_DISABLED", "API_KEY_SERVICE_BLOCKED") || failure.Says("has not been used in project"))
        {
            return new(
                "api-disabled", $"The key in {failure.KeyPlace} is of a project in which this API is not enabled.",
                "Enable the API in that project, and allow it for the key.")
            { IsOfPlace = true };
        }

        if (ModelWords.IsRefused(failure))
        {
            return null;
        }

        if (failure.Status == 403 && !failure.HasCode("invalid_api_key") && !WrongAddress.IsOfKey(failure.Error))
        {
            return new(
                "not-allowed", $"The key in {failure.KeyPlace} is known and may not do this ({FailureWords.Http(failure)}).",
                $"Give it the permission{At(Vendors.Keys(failure.Place.Provider))}, or use another key.")
            { IsOfPlace = true };
        }

        return new(
            "key-unknown", $"Provider '{failure.Provider}' does not know the key in {failure.KeyPlace} ({FailureWords.Http(failure)}).",
            failure.Place.Provider.Kind switch
            {
                "azure-openai" => $"Set it to a key of the resource at {failure.Host}: at another one it is not known.",
                "mistral" => "Set it to a key of the account; Mistral says the same where the budget of the key's plan is used up.",
                _ when failure.Place.Key.Text is null => $"State how it is authenticated: \"auth\" and \"apiKeyEnv\" of the provider.",
                _ => $"Set it to a key that is valid{At(Vendors.Keys(failure.Place.Provider))}.",
            })
        { IsOfPlace = true };
    }

    private static bool IsZero(SmokeFailure failure) =>
        failure.Error.Message is { } text && ZeroLimit().IsMatch(text);

    private static string At(string? address) => address is null ? "" : $" at {address}";

    // Gemini: "limit: 0, model: gemini-3-pro"; OpenAI, Groq and Azure: "Limit 0, Used 0, Requested 12".
    [GeneratedRegex(@"\b(limit|quota)(\s+is)?\s*[:=]?\s*0(?![\d.])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ZeroLimit();
}
