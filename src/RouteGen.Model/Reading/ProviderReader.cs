using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>providers</c>.</summary>
internal static class ProviderReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    public static ProviderEntry Read(string name, string identifier, ObjectReader? entry)
    {
        if (entry is null)
        {
            return new ProviderEntry { Name = name, Identifier = identifier, Kind = "" };
        }

        var kind = entry.NonBlank("kind") ?? "";
        var auth = entry.Word("auth", Words.Auth);
        CheckConsistency(entry, kind, auth);
        var keyVariables = KeyVariables(entry);
        var silent = new ProviderEntry
        {
            Name = name,
            Identifier = identifier,
            Kind = kind,
            Auth = auth ?? DefaultAuth(kind, keyVariables.Count > 0),
            ApiKeyEnv = keyVariables.FirstOrDefault(),
            ApiKeyEnvs = keyVariables.Count > 1 ? keyVariables.ToEquatableArray() : EquatableArray<string>.Empty,
            OpenRouter = OpenRouterReader.Read(entry, kind, "the preferences of "),
            IsGateway = KnownKinds.Find(kind)?.IsGateway is true,
            Credits = Credits(entry),
        };
        return ProviderFields.All.Read(silent, entry);
    }

    private static CreditEntry? Credits(ObjectReader entry) =>
        entry.Object("credits", Shapes.Credits, "the free credit of ") is { } credits
            ? CreditFields.All.Read(new CreditEntry(), credits)
            : null;

    private static ProviderAuth DefaultAuth(string kind, bool hasKeyVariable) => kind switch
    {
        KnownKinds.Custom => ProviderAuth.None,
        _ when KnownKinds.Find(kind)?.NeedsKey is true => ProviderAuth.ApiKey,
        _ => hasKeyVariable ? ProviderAuth.ApiKey : ProviderAuth.OptionalApiKey,
    };

    /// <summary>The variable, or the several of a list, each once.</summary>
    private static List<string> KeyVariables(ObjectReader entry)
    {
        const string Name = "apiKeyEnv";
        if (entry[Name] is not JsonArray list)
        {
            return entry.Text(Name, Variables.IsGood) is { } single ? [single] : [];
        }

        var names = new List<string>();
        if (list.Items.Count == 0)
        {
            entry.Refuse(Name, list);
        }

        foreach (var item in list.Items)
        {
            if (item is not JsonString text || !Variables.IsGood(text.Value))
            {
                entry.Refuse(Name, item);
            }
            else if (names.Contains(text.Value))
            {
                entry.Problems.Add(
                    FileRules.InvalidValue,
                    item, Name, "a list that names each variable once", "remove the repetition, or name the variable of another key");
            }
            else
            {
                names.Add(text.Value);
            }
        }

        return names;
    }

    private static void CheckConsistency(ObjectReader entry, string kind, ProviderAuth? auth)
    {
        CheckApi(entry, kind, "'kind'");
        if (kind == KnownKinds.Custom)
        {
            foreach (var setting in (string[])["apiKeyEnv", "connectionName", "endpoint", "endpointEnv", "tokenScope"])
            {
                RefuseBeside(
                    entry, setting, "'kind' is \"custom\"", "the IChatClient that the application registers for the target holds it");
            }

            if (auth is ProviderAuth.ApiKey or ProviderAuth.Token)
            {
                RefuseBeside(
                    entry, "auth", "'kind' is \"custom\"", "the IChatClient that the application registers for the target does that");
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

        if (KnownKinds.Find(kind) is { Address: null }
            && entry["endpoint"] is null && entry["endpointEnv"] is null && entry["connectionName"] is null)
        {
            entry.ReportMissing(
                "endpoint",
                entry.KeyOf("kind"), $"kind {kind} has no address of its own; add 'endpoint', 'endpointEnv' or 'connectionName'");
        }
    }

    /// <summary>Refuses a choice of protocol, of a provider or of a target there, where there is none.</summary>
    public static void CheckApi(ObjectReader entry, string kind, string whatKind)
    {
        if (kind.Length > 0 && KnownKinds.Find(kind) is not { HasResponses: true })
        {
            RefuseBeside(
                entry,
                "api",
                whatKind + $" is none of {KnownKinds.Listed(known => known.HasResponses)}",
                "remove it: other kinds have one protocol");
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
