using System.Text.Json;

namespace RouteGen.Dialects.Facts;

/// <summary>
/// The names under which vendors state counts, from their documentation and from replies (docs/costs.md has the table with the sources).
/// </summary>
internal static class CountMembers
{
    /// <summary>Reads a member of a usage, or of a reply that states its counts at the top, if it is a count.</summary>
    /// <param name="name">Its name as <see cref="FactNames.Plain"/> has it.</param>
    /// <param name="json">At its value; at the value's end where it is a count.</param>
    /// <param name="counts">Where it goes.</param>
    /// <returns>False where the name is none of a count; the reader has not moved then.</returns>
    public static bool TryRead(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json, ref RawCounts counts)
    {
        ref var number = ref counts.Total;
        switch (name)
        {
            // Chat Completions; Gemini's own names; Ollama's; llama.cpp's; Together's and others' camelCase comes out the same.
            case "prompttokens" or "prompttokencount" or "promptevalcount" or "tokensevaluated" or "numprompttokens":
                number = ref counts.Prompt;
                break;

            // Responses and Messages; Bedrock's inputTokens and inputTokenCount.
            case "inputtokens" or "inputtokencount" or "numinputtokens":
                number = ref counts.Input;
                break;
            case "completiontokens" or "outputtokens" or "candidatestokencount" or "evalcount" or "tokenspredicted" or "generatedtokens"
                or "outputtokencount" or "completiontokencount" or "numcompletiontokens" or "numoutputtokens" or "responsetokencount":
                number = ref counts.Output;
                break;
            case "totaltokens" or "totaltokencount":
                break;

            // Moonshot's and Together's, bare; Mistral's; DeepSeek's; Gemini's; the AI SDK's.
            case "cachedtokens" or "numcachedtokens" or "promptcachehittokens" or "cachedprompttokens" or "cachedinputtokens"
                or "cachedcontenttokencount" or "cachedtokencount" or "cachedinputtokencount" or "inputcachedtokens"
                or "cachereadtokens" or "cachehittokens" or "promptcachedtokens":
                number = ref counts.Cached;
                break;
            case "cachereadinputtokens" or "cachereadinputtokencount":
                number = ref counts.CacheRead;
                break;
            case "cachewritetokens" or "cachecreationtokens" or "cachedwritetokens" or "cachewritetokencount":
                number = ref counts.Written;
                break;
            case "cachecreationinputtokens" or "cachewriteinputtokens" or "cachewriteinputtokencount" or "cachecreationinputtokencount":
                number = ref counts.CacheCreation;
                break;
            case "ephemeral5minputtokens" or "cachecreation5mtokens" or "cachewrite5mtokens":
                number = ref counts.Written5m;
                break;
            case "ephemeral1hinputtokens" or "cachecreation1htokens" or "cachewrite1htokens":
                number = ref counts.Written1h;
                break;
            case "promptcachemisstokens" or "cachemisstokens":
                number = ref counts.CacheMiss;
                break;
            case "tooluseprompttokencount":
                number = ref counts.ToolInput;
                break;
            case "citationtokens":
                number = ref counts.Citations;
                break;
            case "reasoningtokens" or "reasoningtokencount" or "thoughtstokencount" or "thinkingtokens" or "reasoningoutputtokens"
                or "outputreasoningtokens" or "numreasoningtokens" or "thoughtstokens":
                number = ref counts.Reasoning;
                break;
            case "inputaudiotokens" or "promptaudiotokens" or "audioinputtokens" or "audioprompttokens":
                number = ref counts.AudioInput;
                break;
            case "outputaudiotokens" or "completionaudiotokens" or "audiooutputtokens" or "audiocompletiontokens":
                number = ref counts.AudioOutput;
                break;
            case "inputimagetokens" or "promptimagetokens" or "imageinputtokens" or "imageprompttokens":
                number = ref counts.ImageInput;
                break;
            case "outputimagetokens" or "completionimagetokens" or "imageoutputtokens" or "imagecompletiontokens":
                number = ref counts.ImageOutput;
                break;
            case "websearchrequests" or "numsearchqueries" or "numwebsearches" or "websearchcalls" or "numsearches":
                number = ref counts.Searches;
                break;
            case "xsearchcalls":
                number = ref counts.OtherSearches;
                break;
            case "numimages" or "generatedimages" or "imagecount":
                number = ref counts.Images;
                break;
            default:
                return false;
        }

        RawCounts.Keep(ref number, Numbers.Count(ref json));
        return true;
    }

    /// <summary>Reads a member of an object that says what the input or the output is made of.</summary>
    /// <inheritdoc cref="TryRead"/>
    public static bool TryReadDetail(scoped ReadOnlySpan<char> name, ref Utf8JsonReader json, ref RawCounts counts, bool isInput)
    {
        ref var number = ref counts.Total;
        switch (name)
        {
            case "audiotokens" or "audiotokencount":
                number = ref (isInput ? ref counts.AudioInput : ref counts.AudioOutput);
                break;
            case "imagetokens" or "imagetokencount":
                number = ref (isInput ? ref counts.ImageInput : ref counts.ImageOutput);
                break;
            case "texttokens" or "texttokencount":
                number = ref (isInput ? ref counts.TextInput : ref counts.TextOutput);
                break;
            case "acceptedpredictiontokens":
                number = ref counts.AcceptedPrediction;
                break;
            case "rejectedpredictiontokens":
                number = ref counts.RejectedPrediction;
                break;

            // Under details they are parts, whatever they are called.
            case "cachereadinputtokens" when isInput:
                number = ref counts.Cached;
                break;
            case "cachecreationinputtokens" or "cachewriteinputtokens" when isInput:
                number = ref counts.Written;
                break;
            default:
                // Some copy the same details to both sides, and some repeat a total.
                if (!(isInput ? name.StartsWith("cache") || name.StartsWith("numcached") || name.StartsWith("ephemeral")
                    : name.StartsWith("reasoning") || name.StartsWith("thinking") || name.StartsWith("thoughts"))
                    || !TryRead(name, ref json, ref counts))
                {
                    return false;
                }

                counts.HasCacheDetails |= isInput && (counts.Cached > 0 || counts.Written > 0);
                return true;
        }

        RawCounts.Keep(ref number, Numbers.Count(ref json));
        counts.HasCacheDetails |= name.StartsWith("cache") && number > 0;
        return true;
    }
}
