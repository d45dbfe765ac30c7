#nullable enable

namespace RouteGen;

/// <summary>By what a budget counts: each value of it has an account of its own.</summary>
public enum BudgetScope
{
    /// <summary><c>table</c>: all routes that name the budget share one account.</summary>
    Table,

    /// <summary><c>route</c>: an account for each route.</summary>
    Route,

    /// <summary><c>target</c>: an account for each target, charged with what was asked of it.</summary>
    Target,

    /// <summary><c>provider</c>: an account for each provider, charged with what was asked of it.</summary>
    Provider,

    /// <summary><c>user</c>: an account for each user. The caller must be named.</summary>
    User,

    /// <summary><c>agent</c>: an account for each agent. The caller must be named.</summary>
    Agent,

    /// <summary><c>tenant</c>: an account for each tenant. The caller must be named.</summary>
    Tenant,

    /// <summary><c>operation</c>: an account for each operation, such as a tool loop. The caller must name it.</summary>
    Operation,

    /// <summary><c>tag</c>: an account for each value of a tag; calls without the tag share one.</summary>
    Tag,

    /// <summary><c>key</c>: an account for each key of an endpoint, by its public id. The caller must name it.</summary>
    Key,
}

/// <summary>The stretch of time that a budget's limit is for. Calendar periods begin in UTC, weeks on Monday.</summary>
public enum BudgetPeriod
{
    /// <summary>The last so many seconds, whenever that is.</summary>
    Sliding,

    /// <summary>From full hour to full hour.</summary>
    Hour,

    /// <summary>From midnight to midnight.</summary>
    Day,

    /// <summary>From Monday to Monday.</summary>
    Week,

    /// <summary>From the first of a month to the first of the next.</summary>
    Month,

    /// <summary>All time: what is committed counts for good, as what a provider's free credit has paid does. No budget has it.</summary>
    Total,
}

/// <summary>What becomes of a provider's targets when its free credit is used up, or its day has passed.</summary>
public enum CreditEndAction
{
    /// <summary><c>skip</c>: they are not asked any more.</summary>
    Skip,

    /// <summary><c>pay</c>: they are asked at their price.</summary>
    Pay,
}

/// <summary>
/// What becomes of a reservation that nobody settled before it expired: its process died in the middle of a call,
/// and the provider may bill it all the same.
/// </summary>
public enum ExpiredReservationAction
{
    /// <summary>
    /// <c>charge</c>: the estimated cost of the call is charged, at the ordinary rates for the estimated
    /// input and all the output that it was allowed.
    /// </summary>
    Charge,

    /// <summary><c>release</c>: it comes back, and nothing is charged.</summary>
    Release,
}

/// <summary>What a call reserves of a budget before it is sent.</summary>
public enum BudgetReservationBasis
{
    /// <summary><c>worst</c>: the estimated input and all the output that it is allowed. The cap is kept.</summary>
    Worst,

    /// <summary>
    /// <c>expected</c>: the estimated input and the 95th percentile of the output seen on the route; until 20 replies were
    /// seen, a tenth of the output allowed. Never more than <see cref="Worst"/>. Calls under way can come to more than they
    /// reserved, and the cap be passed by as much.
    /// </summary>
    Expected,
}

/// <summary>What happens to a call for which a budget has no room.</summary>
public enum BudgetLimitAction
{
    /// <summary><c>reject</c>: the call stops before anything is sent.</summary>
    Reject,

    /// <summary><c>downgrade</c>: targets that no longer fit are skipped; the call stops only when none fits.</summary>
    Downgrade,

    /// <summary><c>warn</c>: the call goes on, and a log entry and a metric say so.</summary>
    Warn,
}
