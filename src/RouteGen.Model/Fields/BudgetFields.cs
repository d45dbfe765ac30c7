using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The properties of a budget.</summary>
internal static class BudgetFields
{
    public static readonly FieldList<BudgetEntry> OfLimit = new(
        new Field<BudgetEntry, decimal>("usd", Forms.Usd)
        {
            Description = "Maximum cost. Unit: USD, with at most 12 fraction digits. Default: no bound.",
            Example = "2.50",
            Read = static (budget, value) => budget with { LimitUsd = value },
            Write = static (text, budget) => text.Add(budget.LimitUsd),
            Place = 0,
        },
        new Field<BudgetEntry, long>("tokens", Forms.LongCount("a whole number of tokens, from 1 to 10^15"))
        {
            Description = "Maximum input and output. Unit: tokens. Default: no bound.",
            Example = "1000000",
            Read = static (budget, value) => budget with { LimitTokens = value },
            Write = static (text, budget) => text.Add(budget.LimitTokens),
            Place = 1,
        },
        new Field<BudgetEntry, long>("calls", Forms.LongCount("a whole number of calls, from 1 to 10^15"))
        {
            Description = "Maximum calls; if the budget counts by target or provider, maximum requests to it. Default: no bound.",
            Example = "100",
            Read = static (budget, value) => budget with { LimitCalls = value },
            Write = static (text, budget) => text.Add(budget.LimitCalls),
            Place = 2,
        });

    public static readonly FieldList<BudgetEntry> All = new(
        new Field<BudgetEntry, string>("about", Forms.Text)
        {
            Description = "One sentence about the budget; it becomes hover documentation.",
            Example = "\"what it is for\"",
            Shown = "\"What one customer may spend a day\"",
            Read = static (budget, value) => budget with { About = value },
            Write = static (text, budget) => text.Add(budget.About),
            Place = 1,
        },
        new Field<BudgetEntry>("per", Forms.Word(Words.Scopes))
        {
            Description =
                "What the budget counts by: each value has an account of its own. With user, agent, tenant, key (a key of an "
                + "endpoint) and operation, the caller must name it.",
            Example = "\"user\"",
            Required = true,
            Write = static (text, budget) => text.Add(budget.Per),
            Place = 2,
        },
        new Field<BudgetEntry>("tag", Forms.NonBlank("the name of a tag"))
        {
            Description = "The tag by whose values it counts, where per is tag; calls without the tag share one account.",
            Example = "\"team\"",
            Write = static (text, budget) => text.Add(budget.Tag),
            Place = 3,
        },
        new Field<BudgetEntry>("limit", Form.Object("an object that states usd, tokens or calls", "budgetLimit"))
        {
            Example = """{ "usd": 2.50 }""",
            Required = true,
            Write = static (text, budget) => OfLimit.Write(text, budget),
            Place = 4,
        },
        new Field<BudgetEntry>("sliding", Forms.Window)
        {
            Description =
                "The limit applies to the most recent period of this length, which moves in steps of one sixtieth. A whole number "
                + "and its unit: s, m, h or d; from 1s to 31d.",
            Example = "\"24h\"",
            Write = static (text, budget) => text.Add(budget.Sliding),
            Place = 6,
        },
        new Field<BudgetEntry>("calendar", Forms.Word(Words.Periods))
        {
            Description = "The limit applies to a calendar period in UTC; weeks begin on Monday.",
            Example = "\"day\"",
            Write = static (text, budget) => text.Add(budget.Period),
            Place = 5,
        },
        new Field<BudgetEntry, ExpiredReservationAction>("expired", Forms.Word(Words.ExpiredReservations))
        {
            Description =
                "What happens to a reservation that was not settled before it expired, because its process died in the middle of a "
                + "call: charge charges the estimated cost of the call, which the provider may bill all the same; release releases "
                + "it.",
            Example = "\"release\"",
            Default = "\"charge\"",
            Read = static (budget, value) => budget with { Expired = value },
            Write = static (text, budget) => text.AddUnless(ExpiredReservationAction.Charge, "expired", budget.Expired),
            Place = 8,
        },
        new Field<BudgetEntry, BudgetLimitAction>("atLimit", Forms.Word(Words.AtLimits))
        {
            Description =
                "What happens to a call for which there is no room: reject stops it before anything is sent, downgrade skips the "
                + "targets that no longer fit, warn lets it go on and reports it in log and metrics.",
            Example = "\"reject\"",
            Shown = "\"downgrade\"",
            Default = "\"reject\"",
            Read = static (budget, value) => budget with { AtLimit = value },
            Write = static (text, budget) => text.Add(budget.AtLimit),
            Place = 7,
        },
        new Field<BudgetEntry, TimeSpan>("waitForRoom", Forms.DurationOrNone)
        {
            Description =
                "How long a call waits, within its total, when only the reservations of calls in progress leave no room; then it "
                + "fails as budgetBusy. 0s does not wait. A number and its unit: ms, s, m or h; more than 0 and at most 24 hours.",
            Example = "\"2s\"",
            Shown = "\"5s\"",
            Default = "\"2s\"",
            Read = static (budget, value) => budget with { WaitForRoom = value },
            Write = static (text, budget) => text.AddUnless(BudgetEntry.DefaultWaitForRoom, "waitForRoom", budget.WaitForRoom),
            Place = 9,
        },
        new Field<BudgetEntry, BudgetReservationBasis>("reserve", Forms.Word(Words.Reserves))
        {
            Description =
                "What a call reserves before it is sent: worst is the estimated input and all the output that it is allowed, so the "
                + "cap holds; expected is the estimated input and the 95th percentile of the output seen on the route (a tenth of "
                + "what is allowed until 20 replies have been seen), so calls in progress can exceed the cap.",
            Example = "\"expected\"",
            Default = "\"worst\"",
            Read = static (budget, value) => budget with { Reserve = value },
            Write = static (text, budget) => text.AddUnless(BudgetReservationBasis.Worst, "reserve", budget.Reserve),
            Place = 10,
        },
        Suppressions.Create<BudgetEntry>())
    {
        Also = [(0, static (text, budget) => text.Add(budget.Name).Add(budget.Identifier))],
    };
}
