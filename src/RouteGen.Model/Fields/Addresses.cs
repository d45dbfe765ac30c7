using System.Text.RegularExpressions;

namespace RouteGen.Model.Fields;

/// <summary>Addresses, and texts that become headers.</summary>
internal static class Addresses
{
    private const string MustBe = "an absolute http or https address without user, query and fragment";

    private static readonly Regex Address = new(@"^https?://[^/?#@\s]+(/[^?#\s]*)?$", RegexOptions.CultureInvariant);
    private static readonly Regex Found = new(@"^(https\+http|http\+https)://[^/?#@\s]+(/[^?#\s]*)?$", RegexOptions.CultureInvariant);

    /// <summary>An address, or one that service discovery resolves, as Aspire writes it.</summary>
    public static readonly Form<string> Form = Forms.TextThat(MustBe, """
        "type": "string", "pattern": "^(https?|https\\+http|http\\+https)://[^/?#@\\s]+(/[^?#\\s]*)?$"
        """, text => IsAddress(text) || IsAddressBy(Found, text), MeantValues.Address);

    public static readonly Form<string> HeaderForm = Forms.TextThat(MustBe + ", in ASCII", """
        "type": "string", "pattern": "^https?://(?=[!-~]+$)[^/?#@\\s]+(/[^?#\\s]*)?$", "maxLength": 200
        """, text => IsHeader(text) && IsAddress(text));

    public static readonly Form<string> TitleForm = Forms.TextThat("a name of at most 200 printable ASCII characters", """
        "type": "string", "pattern": "^(?=.*[!-~])[ -~]+$", "maxLength": 200
        """, IsHeader);

    public static bool IsAddress(string text) => IsAddressBy(Address, text);

    private static bool IsAddressBy(Regex form, string text) =>
        form.IsMatch(text) && text[text.Length - 1] != '\n' && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0;

    // Headers take printable ASCII only.
    private static bool IsHeader(string text) => text.Trim().Length > 0 && text.Length <= 200 && text.All(c => c is >= ' ' and <= '~');
}
