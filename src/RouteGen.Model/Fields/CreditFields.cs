using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a provider's free credit.</summary>
internal static class CreditFields
{
    public static readonly Form Form = Fields.Form.Object("an object that states the free credit in usd", "credits");

    public static readonly FieldList<CreditEntry> All = new(
        new Field<CreditEntry, decimal>("usd", Forms.Usd)
        {
            Description =
                "How much there is of it, all that has been used by now included. Unit: USD, with at most 12 fraction digits.",
            Example = "5",
            Required = true,
            Read = static (credit, value) => credit with { Usd = value },
            Write = static (text, credit) => text.Add(credit.Usd),
            Place = 0,
        },
        new Field<CreditEntry, string>("until", Forms.Day)
        {
            Description = "The last day on which it can be used, in UTC, as yyyy-MM-dd. Default: it does not lapse.",
            Example = "\"2027-01-31\"",
            Read = static (credit, value) => credit with { Until = value },
            Write = static (text, credit) => text.Add(credit.Until),
            Place = 1,
        },
        new Field<CreditEntry, CreditEndAction>("then", Forms.Word(Words.CreditEnds))
        {
            Description =
                "What happens when it is used up or has lapsed: skip leaves the provider's targets out, so that nothing is billed; pay "
                + "goes on at the price.",
            Example = "\"skip\"",
            Shown = "\"pay\"",
            Default = "\"skip\"",
            Read = static (credit, value) => credit with { Then = value },
            Write = static (text, credit) => text.Add(credit.Then),
            Place = 2,
        });
}
