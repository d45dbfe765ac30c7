namespace RouteGen.Tool.Smoke;

/// <summary>What is wrong with the model: it is not there, or not for this key.</summary>
internal static class ModelWords
{
    private static readonly string[] RefusedPhrases =
    [
        // OpenAI's projects and unverified organizations, Groq's organizations, OpenRouter's privacy settings, LiteLLM's keys.
        "does not have access to model", "not have access to the model", "not allowed to access model", "not authorized to access model",
        "must be verified", "blocked at the organization level", "blocked at the project level", "data policy", "guardrail restrictions",
        "may not use the requested model", "not allowed to sample from this model", "not allowed to use model", "no access to model",
        "don't have access to the model", "don't have access to this model", "model is not available for your",
    ];

    public static Diagnosis? Explain(SmokeFailure failure)
    {
        if (IsRefused(failure))
        {
            return new(
                "model-not-allowed", $"The key in {failure.KeyPlace} may not use '{failure.Deployment}' ({FailureWords.Http(failure)}).",
                failure.Says("must be verified") ? "Verify the organization in the provider's settings."
                    : failure.Says("data policy", "guardrail restrictions")
                    ? "Loosen the account's privacy settings, or name providers in the target's \"openrouter\" that fit them."
                    : "Allow the model for the key's project or organization, or use another key.")
            { IsOfPlace = true };
        }

        if (failure.Fault != Fault.ModelNotFound)
        {
            return null;
        }

        return failure.Status == 410
            || failure.Says("decommissioned", "deprecated", "has been retired", "no longer available", "no longer supported")
            ? new(
                "model-retired", $"Provider '{failure.Provider}' no longer serves '{failure.Deployment}'.",
                "Put its successor into the table.")
            { IsOfPlace = true }
            : new(
                "model-not-found", failure.Says("or you do not have access", "or your team")
                    ? $"Provider '{failure.Provider}' has no '{failure.Deployment}', or not for this key."
                    : $"Provider '{failure.Provider}' has no '{failure.Deployment}' ({FailureWords.Http(failure)}).",
                failure.Place.Provider.Kind switch
                {
                    "azure-openai" => "Write the name of the deployment, and not of the model, as \"deployment\"; a new one takes some "
                        + "minutes to be there.",
                    "ollama" => $"Load it: ollama pull {failure.Deployment}",
                    _ => "Fix \"deployment\" of the target, or allow the model for the key.",
                })
            { IsOfPlace = true };
    }

    /// <summary>Whether a model that is there is refused.</summary>
    public static bool IsRefused(SmokeFailure failure) =>
        failure.Status is 400 or 401 or 403 or 404
        && (failure.Says(RefusedPhrases) || failure.HasCode("model_permission_blocked", "DeploymentNotAllowed")
            || (failure.Status == 403 && failure.HasCode("model_not")));

    /// <summary>Whether a 404 speaks of a model, and not of a path.</summary>
    public static bool SaysModel(SmokeFailure failure) =>
        IsRefused(failure) || failure.HasCode("model", "DeploymentNotFound", "invalid_model")
            || failure.Says("model", "deployment", "endpoints found")
        || (failure.Deployment.Length > 2 && failure.Says(failure.Deployment)) || failure.Says(SmokeRequest.NoSuchModel);
}
