namespace RouteGen.Tool.Smoke;

/// <summary>What of a request in order a model does not take.</summary>
internal static class RequestWords
{
    private static readonly (string[] Phrases, string Word)[] Preferences =
    [
        (["temperature"], "temperature"), (["top_p", "topp"], "topP"),
            (["reasoning_effort", "reasoning.effort", "thinking"], "reasoningEffort"),
    ];

    public static Diagnosis Explain(SmokeFailure failure)
    {
        foreach (var (phrases, word) in Preferences)
        {
            if (failure.Says(phrases))
            {
                return new(
                    "parameter-refused", $"The model does not take {word}, which the chain sets ({FailureWords.Http(failure)}).",
                    $"Take it out of the chain, or list \"{word}\" as \"unsupported\" of model '{failure.Place.Target.Model.Name}'.");
            }
        }

        if (failure.Says("max_tokens", "max_completion_tokens", "max_output_tokens", "maxoutputtokens"))
        {
            return new(
                "parameter-refused", $"The model does not take the limit of output tokens ({FailureWords.Http(failure)}).",
                "Look at \"maxOutput\" of the model and \"outputTokens\" of the route, or choose the other \"api\".");
        }

        var feature = failure.Shape switch
        {
            SmokeShape.Stream => "streaming",
            SmokeShape.Tool => "tools",
            SmokeShape.Schema => "jsonSchema",
            SmokeShape.Image => "vision",
            _ => null,
        };
        return feature is null
            ? new(
                "request-refused", $"The provider refuses the plainest of requests ({FailureWords.Http(failure)}).",
                $"Look whether kind '{failure.Place.Provider.Kind}' and its \"api\" are the ones that are spoken at {failure.Host}.")
            {
                IsOfPlace = failure.Shape == SmokeShape.Plain,
            }
            : new(
                "shape-refused", $"The model refuses a request with {feature} ({FailureWords.Http(failure)}).",
                $"Write \"lacks\": [\"{feature}\"] at target '{failure.Place.Target.Name}', so that such requests go elsewhere.");
    }
}
