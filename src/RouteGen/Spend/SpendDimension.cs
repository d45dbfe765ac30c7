namespace RouteGen.Spend;

/// <summary>What spend can be grouped by.</summary>
public enum SpendDimension
{
    /// <summary>The user that the caller names.</summary>
    User = 1,

    /// <summary>The agent that the caller names.</summary>
    Agent,

    /// <summary>The tenant that the caller names.</summary>
    Tenant,

    /// <summary>The caller's value of one tag; see <see cref="SpendKey.FromTag"/>.</summary>
    Tag,

    /// <summary>The caller's operation, such as a tool loop.</summary>
    Operation,

    /// <summary>The chargeback account.</summary>
    Bucket,

    /// <summary>The table's class name.</summary>
    Table,

    /// <summary>The route.</summary>
    Route,

    /// <summary>The target that was asked.</summary>
    Target,

    /// <summary>The provider that was asked.</summary>
    Provider,

    /// <summary>The model that was asked, by the table's name.</summary>
    Model,

    /// <summary>The hour in which the call began, as <c>2026-11-22T21</c>, in the time zone of the query.</summary>
    Hour,

    /// <summary>The day, as <c>2026-11-22</c>, in the time zone of the query.</summary>
    Day,

    /// <summary>The month, as <c>2026-11</c>, in the time zone of the query.</summary>
    Month,

    /// <summary>The key that the call came with, by its public id.</summary>
    Key,

    /// <summary>How the call ended, as <c>served</c>.</summary>
    Outcome,

    /// <summary>The target that the caller was assigned to by weight, where the route is weighted.</summary>
    Arm,

    /// <summary>The id of the price that the cost was computed by.</summary>
    Price,

    /// <summary>The service tier that served, as <c>flex</c>.</summary>
    Tier,
}
