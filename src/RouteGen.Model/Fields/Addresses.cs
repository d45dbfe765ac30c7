using System.Text.RegularExpressions;

namespace RouteGen.Model.Fields;

/// <summary>Addresses, and texts that become headers.</summary>
internal static class Addresses
{
    private const string MustBe = "an absolute http or https address without user, query and fragment";

    private static readonly Regex Address = new(@"^https?://[^/?#@\s]+(/[^?#\s]*)?$", RegexOptions.CultureInvariant);

    public static readonly Form<string> Form = Forms.TextThat(MustBe, """
        "type": "string", "pattern": "^https?://[^/?#@\\s]+(/[^?#\\s]*)?$"
        """, IsAddress, MeantValues.Address);

    public static readonly Form<string> HeaderForm = Forms.TextThat(MustBe + ", in ASCII", """
        "type": "string", "pattern": "^https?://(?=[!-~]+$)[^/?#@\\s]+(/[^?#\\s]*)?$", "maxLength": 200
        """, text => IsHeader(text) && IsAddress(text));

    public static readonly Form<string> TitleForm = Forms.TextThat("a name of at most 200 printable ASCII characters", """
        "type": "string", "pattern": "^(?=.*[!-~])[ -~]+$", "maxLength": 200
        """, IsHeader);

    public static bool IsAddress(string text) =>
        Address.IsMatch(text) && text[text.Length - 1] != '\n' && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    // Headers take printable ASCII only.
    private static bool IsHeader(string text) => text.Trim().Length > 0 && text.Length <= 200 && text.All(c => c is >= ' ' and <= '~');
}
