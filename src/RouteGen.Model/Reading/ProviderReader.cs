using System.Text.RegularExpressions;
using RouteGen.Model.Checks;
using RouteGen.Model.Json;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>providers</c>.</summary>
internal static class ProviderReader
{
    private static readonly Regex Variable = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);
    private static readonly Regex Address = new(@"^https?://[^/?#@\s]+(/[^?#\s]*)?$", RegexOptions.CultureInvariant);
    private static readonly Regex KeyPrefix = new("^(sk[-_]|AIza|gsk_|xai-|ghp_|pk[-_]|Bearer |ey[JA])", RegexOptions.CultureInvariant);

    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    public static ProviderEntry Read(string name, string identifier, ObjectReader? entry)
    {
        if (entry is null)
        {
            return new ProviderEntry { Name = name, Identifier = identifier, Kind = "" };
        }

        _ = entry.Text("about");
        var kind = entry.NonBlank("kind") ?? "";
        var auth = entry.Word("auth", Words.Auth);
        CheckConsistency(entry, kind, auth);
        var keyVariables = KeyVariables(entry);
        return new ProviderEntry
        {
            Name = name,
            Identifier = identifier,
            Kind = kind,
            Auth = auth ?? DefaultAuth(kind, keyVariables.Count > 0),
            ApiKeyEnv = keyVariables.FirstOrDefault(),
            ApiKeyEnvs = keyVariables.Count > 1 ? keyVariables.ToEquatableArray() : EquatableArray<string>.Empty,
            Endpoint = entry.Text("endpoint", IsAddress),
            EndpointEnv = entry.Text("endpointEnv", IsVariable),
            TokenScope = entry.NonBlank("tokenScope"),
            Api = entry.Word("api", Words.Api) ?? ProviderApi.Default,
            OpenRouter = OpenRouterReader.Read(entry, kind, "the preferences of "),
            IsGateway = entry.Flag("gateway") ?? kind == "openrouter",
            Region = entry.Text("region", Residency.IsRegion),
            DataRetentionDays = Residency.Days(entry, "dataRetention"),
            PriceFactor = entry.Number("priceFactor", PriceReader.IsMultiplier) ?? 1,
        };
    }

    private static ProviderAuth DefaultAuth(string kind, bool hasKeyVariable) => kind switch
    {
        "custom" => ProviderAuth.None,
        "openai" or "azure-openai" or "gemini" or "anthropic" or "openrouter" => ProviderAuth.ApiKey,
        _ => hasKeyVariable ? ProviderAuth.ApiKey : ProviderAuth.OptionalApiKey,
    };

    /// <summary>The variable, or the several of a list, each once.</summary>
    private static List<string> KeyVariables(ObjectReader entry)
    {
        const string Name = "apiKeyEnv";
        if (entry[Name] is not JsonArray list)
        {
            return entry.Text(Name, IsVariable) is { } single ? [single] : [];
        }

        var names = new List<string>();
        if (list.Items.Count == 0)
        {
            entry.Refuse(Name, list);
        }

        foreach (var item in list.Items)
        {
            if (item is not JsonString text || !IsVariable(text.Value))
            {
                entry.Refuse(Name, item);
            }
            else if (names.Contains(text.Value))
            {
                entry.Problems.Add(
                    FileRules.InvalidValue, item, Name, "a list that names each variable once", "remove the repetition, or name the variable of another key");
            }
            else
            {
                names.Add(text.Value);
            }
        }

        return names;
    }

    // A key that stands here by mistake often has the form of a name, so what looks like one is refused; no message repeats it.
    private static bool IsVariable(string text) => text.Length <= 255 && Variable.IsMatch(text) && text[text.Length - 1] != '\n' && !LooksLikeKey(text);

    private static bool LooksLikeKey(string text) =>
        KeyPrefix.IsMatch(text) || (text.Length >= 32 && text.Any(char.IsDigit) && text.Any(char.IsLower) && text.Any(char.IsUpper));

    public static bool IsAddress(string text) =>
        Address.IsMatch(text) && text[text.Length - 1] != '\n' && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    private static void CheckConsistency(ObjectReader entry, string kind, ProviderAuth? auth)
    {
        CheckApi(entry, kind, "'kind'");
        if (kind == "custom")
        {
            foreach (var setting in (string[])["apiKeyEnv", "endpoint", "endpointEnv", "tokenScope"])
            {
                RefuseBeside(entry, setting, "'kind' is \"custom\"", "the IChatClient that the application registers for the target holds it");
            }

            if (auth is ProviderAuth.ApiKey or ProviderAuth.Token)
            {
                RefuseBeside(entry, "auth", "'kind' is \"custom\"", "the IChatClient that the application registers for the target does that");
            }

            return;
        }

        if (auth is ProviderAuth.None or ProviderAuth.Token)
        {
            RefuseBeside(entry, "apiKeyEnv", "'auth' says that no key is sent", "remove one of the two");
        }

        if (auth is not ProviderAuth.Token)
        {
            RefuseBeside(entry, "tokenScope", "no token is asked for", "remove it, or write \"auth\": \"token\"");
        }

        if (kind is "openai-compatible" or "azure-openai" && entry["endpoint"] is null && entry["endpointEnv"] is null)
        {
            entry.ReportMissing("endpoint", entry.KeyOf("kind"), $"kind {kind} has no address of its own; add 'endpoint' or 'endpointEnv'");
        }
    }

    /// <summary>Refuses a choice of protocol, of a provider or of a target there, where there is none.</summary>
    public static void CheckApi(ObjectReader entry, string kind, string whatKind)
    {
        if (kind is not ("" or "openai" or "azure-openai"))
        {
            RefuseBeside(entry, "api", whatKind + " is neither \"openai\" nor \"azure-openai\"", "remove it: other kinds have one protocol");
        }
    }

    private static void RefuseBeside(ObjectReader entry, string setting, string beside, string remedy)
    {
        if (entry[setting] is not null)
        {
            entry.Problems.Add(FileRules.InvalidValue, entry.KeyOf(setting), setting, "omitted where " + beside, remedy);
        }
    }
}
