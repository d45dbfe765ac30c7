using System.Text.RegularExpressions;

namespace RouteGen.Model.Fields;

/// <summary>What properties are named in which other tools take a key, and what their values are.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "key", "keys", "secret", "token", "bearer", "password", "credential", "credentials", "authorization", "apitoken", "accesstoken",
        "authtoken", "bearertoken", "apisecret", "secretkey", "clientsecret", "accesskey", "accesskeyid", "secretaccesskey",
            "subscriptionkey",
        "ocpapimsubscriptionkey", "awsaccesskeyid", "awssecretaccesskey", "awssessiontoken", "masterkey", "virtualkey", "privatekey",
    };

    /// <summary>How other tools refer to a variable: os.environ/NAME, ${NAME}, ${env:NAME}, $NAME, %NAME%, env:NAME, {{NAME}}.</summary>
    private static readonly Regex Reference = new(
        @"^(?:os\.environ/|env[:./]|process\.env\.|\$\{(?:env:)?|\$|%|\{\{\s*)([A-Za-z_][A-Za-z0-9_]*)(?:\s*\}\}|\}|%)?$",
        RegexOptions.CultureInvariant);

    private static readonly Regex VariableName = new("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$", RegexOptions.CultureInvariant);

    /// <summary>Whether a property of that name holds a key elsewhere.</summary>
    public static bool Is(string name)
    {
        var plain = ForeignNames.Plain(name);
        return Names.Contains(plain) || plain.EndsWith("apikey", StringComparison.Ordinal)
            || plain.EndsWith("apikeys", StringComparison.Ordinal);
    }

    /// <summary>Whether the text under a property is a key: neither a variable, nor a place that is left to fill.</summary>
    public static bool IsSecret(string name, string value)
    {
        if (name is "apiKeyEnv" or "endpointEnv")
        {
            return Variables.LooksLikeKey(value) && !IsPlaceholder(value);
        }

        return Is(name) && !string.IsNullOrWhiteSpace(value) && VariableIn(value) is null && !IsPlaceholder(value);
    }

    /// <summary>The variable that a text refers to, in whichever way; null where it refers to none.</summary>
    public static string? VariableIn(string value)
    {
        var match = Reference.Match(value);
        var name = match.Success ? match.Groups[1].Value : VariableName.IsMatch(value) ? value : null;
        return name is not null && Variables.IsGood(name) ? name : null;
    }

    /// <summary>A name for the variable that holds the key of a provider.</summary>
    public static string VariableOf(string provider)
    {
        var name = new string(
            [.. provider.ToUpperInvariant().Select(static c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_')]);
        return (name.Length == 0 || name[0] is >= '0' and <= '9' ? "LLM_" : "") + name + "_API_KEY";
    }

    private static bool IsPlaceholder(string value) =>
        value.StartsWith("<", StringComparison.Ordinal) || value.IndexOf("...", StringComparison.Ordinal) >= 0 || value.IndexOf('…') >= 0;
}
