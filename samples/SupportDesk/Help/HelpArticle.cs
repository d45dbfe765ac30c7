namespace SupportDesk.Help;

/// <summary>What the desk tells customers again and again. A real desk has these in a database, with their vectors beside them.</summary>
internal sealed record HelpArticle(string Title, string Body)
{
    public static IReadOnlyList<HelpArticle> All { get; } =
    [
        new(
            "Track an order",
            "Every parcel has a number that the carrier's page takes. Two days without news are usual; after five we search for it."),
        new(
            "Return something",
            "Within thirty days, unused and in its box. Print the label from your account; the money is back a week after the parcel."),
        new(
            "Change a password",
            "Choose 'Forgotten' where you sign in. The link in the mail lives for an hour; look into the junk folder, too."),
        new(
            "Cancel an order",
            "As long as it is not packed, in your account. Afterwards refuse the parcel at the door, and it returns by itself."),
    ];

    public string Text => $"{Title}\n\n{Body}";
}
