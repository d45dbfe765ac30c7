using System.Text.RegularExpressions;

namespace RouteGen.Model.Fields;

/// <summary>What properties are named in which other tools take a key, and what their values are.</summary>
internal static class SecretNames
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "key", "keys", "secret", "token", "bearer", "password", "credential", "credentials", "authorization", "apitoken", "accesstoken",
        "authtoken", "bearertoken", "apisecret", "secretkey", "clientsecret", "accesskey", "accesskeyid", "secretaccesskey",
        "subscriptionkey", "pwd", "accountkey", "sharedaccesskey",
        "ocpapimsubscriptionkey", "awsaccesskeyid", "awssecretaccesskey", "awssessiontoken", "masterkey", "virtualkey", "privatekey",
    };

    /// <summary>How names end that hold a key, such as <c>openai_api_key</c>, <c>x-auth-token</c> or <c>Helicone-Auth</c>.</summary>
    private static readonly string[] Ends =
        ["apikey", "apikeys", "apitoken", "accesstoken", "authtoken", "bearertoken", "secret", "secretkey", "password", "authorization"];

    /// <summary>
    /// How other tools refer to a variable: os.environ/NAME, os.environ["NAME"], ${NAME}, ${env:NAME}, $NAME, $env:NAME, %NAME%, env:NAME,
    /// env::NAME, {{NAME}}, ${{ secrets.NAME }}, Environment.GetEnvironmentVariable("NAME").
    /// </summary>
    private static readonly Regex Reference = new(
        @"^(?:os\.environ(?:\.get)?[/\[(]\s*['""]?|(?:os\.)?getenv\(\s*['""]?|(?:System\.)?Environment\.GetEnvironmentVariable\(\s*['""]?"
            + @"|env(?:::|[:./])|process\.env[.\[]['""]?|ENV\[['""]|\$env:|\$\{\{?\s*(?:(?:env|secrets|vars)[:.])?|\$|%|\{\{\s*(?:env\.)?)"
            + @"([A-Za-z_][A-Za-z0-9_]*)['""]?\s*[)\]]?\s*(?:\}\}?|%)?$",
        RegexOptions.CultureInvariant);

    /// <summary>Where a vault, a file or the caller has the key.</summary>
    private static readonly Regex Elsewhere = new(
        @"^(?:@Microsoft\.KeyVault\(|op://|vault:|keyvault:|arn:aws:|projects/[^/]+/secrets/|dynamic::|path::|file:)",
        RegexOptions.CultureInvariant);

    private static readonly Regex Placeholder = new(
        @"^(?:your[-_ ].*|[xX*.]+|empty|none|null|dummy|placeholder|todo|change[-_ ]?me|not[-_ ]?(?:needed|required|used)"
            + "|unused|no[-_ ]?key)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex Scheme = new(@"^\s*(?:Bearer|Basic|Token)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    private static readonly Regex VariableName = new("^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$", RegexOptions.CultureInvariant);

    /// <summary>Whether a property of that name holds a key elsewhere.</summary>
    public static bool Is(string name)
    {
        var plain = ForeignNames.Plain(name);
        return Names.Contains(plain) || Ends.Any(end => plain.EndsWith(end, StringComparison.Ordinal))
            || (plain.Length > "auth".Length && plain.EndsWith("auth", StringComparison.Ordinal));
    }

    /// <summary>Whether the text under a property is a key: neither a variable, nor a place that is left to fill.</summary>
    public static bool IsSecret(string name, string value) =>
        name is "apiKeyEnv" or "endpointEnv" ? Variables.LooksLikeKey(value) && VariableIn(value) is null && !IsPlaceholder(value)
            : Is(name) && IsSecret(value);

    /// <summary>Whether a text is a key where one is expected.</summary>
    public static bool IsSecret(string value)
    {
        value = Scheme.Replace(value, "");
        return !string.IsNullOrWhiteSpace(value) && VariableIn(value) is null && !IsPlaceholder(value) && !Elsewhere.IsMatch(value);
    }

    /// <summary>The variable that a text refers to, in whichever way; null where it refers to none.</summary>
    public static string? VariableIn(string value)
    {
        var match = Reference.Match(value);
        var name = match.Success ? match.Groups[1].Value : VariableName.IsMatch(value) ? value : null;
        return name is not null && Variables.IsGood(name) && !IsPlaceholder(name) ? name : null;
    }

    /// <summary>A name for the variable that holds the key of a provider.</summary>
    public static string VariableOf(string provider)
    {
        var name = new string(
            [.. provider.ToUpperInvariant().Select(static c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') ? c : '_')]);
        return (name.Length == 0 || name[0] is >= '0' and <= '9' ? "LLM_" : "") + name + "_API_KEY";
    }

    private static bool IsPlaceholder(string value) =>
        value.StartsWith("<", StringComparison.Ordinal) || value.IndexOf("...", StringComparison.Ordinal) >= 0 || value.IndexOf('…') >= 0
            || Placeholder.IsMatch(value);
}
