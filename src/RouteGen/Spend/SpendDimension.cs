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

    /// <summary>The hour in UTC in which the call began, as <c>2026-11-22T21</c>.</summary>
    Hour,

    /// <summary>The day in UTC, as <c>2026-11-22</c>.</summary>
    Day,

    /// <summary>The month in UTC, as <c>2026-11</c>.</summary>
    Month,

    /// <summary>The key that the call came with, by its public id.</summary>
    Key,
}
