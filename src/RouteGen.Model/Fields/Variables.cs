using System.Text.RegularExpressions;

namespace RouteGen.Model.Fields;

/// <summary>Names of environment variables.</summary>
internal static class Variables
{
    private const string MustBe = "the name of an environment variable (letters, digits and _), never the secret itself";

    private const string Pattern = """
        "type": "string", "pattern": "^(?!sk[-_]|AIza|gsk_|xai-|ghp_|pk[-_]|ey[JA])[A-Za-z_][A-Za-z0-9_]*$", "maxLength": 255
        """;

    private const string ConnectionPattern = """
        "type": "string", "maxLength": 128,
        "pattern": "^(?!sk[-_]|AIza|gsk_|xai-|ghp_|pk[-_]|ey[JA])[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$"
        """;

    private static readonly Regex ConnectionName = new("^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$", RegexOptions.CultureInvariant);
    private static readonly Regex Name = new("^[A-Za-z_][A-Za-z0-9_]*$", RegexOptions.CultureInvariant);
    private static readonly Regex KeyPrefix = new("^(sk[-_]|AIza|gsk_|xai-|ghp_|pk[-_]|Bearer |ey[JA])", RegexOptions.CultureInvariant);

    private static readonly Regex Hexadecimal = new("^(?=.*[0-9].*[0-9].*[0-9])[0-9A-Fa-f]{24,}$", RegexOptions.CultureInvariant);

    public static readonly Form<string> Form = Forms.TextThat(MustBe, Pattern, IsGood, MeantValues.Variable);

    public static readonly Form OneOrSeveral = new(
        MustBe + "; or a list of such names",
        $$"""
        "oneOf": [{ {{Pattern}} }, { "type": "array", "items": { {{Pattern}} }, "minItems": 1, "uniqueItems": true }]
        """)
    { Meant = MeantValues.Variable, MeantItem = MeantValues.Variable };

    /// <summary>The name of a connection string, as .NET configuration and Aspire know it.</summary>
    public static readonly Form<string> ConnectionForm = Forms.TextThat(
        "the name of a connection string (letters, digits, '-', '_' and '.'), never the connection string itself",
        ConnectionPattern,
        IsConnection,
        MeantValues.Connection);

    public static bool IsConnection(string text) =>
        text.Length <= 128 && ConnectionName.IsMatch(text) && text[text.Length - 1] != '\n' && !LooksLikeKey(text);

    // A key that stands here by mistake often has the form of a name, so what looks like one is refused; no message repeats it.
    public static bool IsGood(string text) =>
        text.Length <= 255 && Name.IsMatch(text) && text[text.Length - 1] != '\n' && !LooksLikeKey(text);

    /// <summary>Whether a text has the form of a key.</summary>
    public static bool LooksLikeKey(string text) =>
        KeyPrefix.IsMatch(text) || (text.Length >= 32 && text.Any(char.IsDigit) && text.Any(char.IsLower) && text.Any(char.IsUpper))
        || Hexadecimal.IsMatch(text) || Problems.SecretForms.Hide(text) != text;
}
