namespace RouteGen.Gateway;

/// <summary>The names under which the endpoint is known to ASP.NET Core.</summary>
public static class RouteGatewayDefaults
{
    /// <summary>The authentication scheme of the endpoint's keys.</summary>
    public const string AuthenticationScheme = "RouteGenKey";

    /// <summary>
    /// The policy that callers of the endpoint must meet: by default, a key or an identity of one of
    /// <see cref="RouteGatewayAccessOptions.Schemes"/>. An application that defines a policy of this name has its own.
    /// </summary>
    public const string CallerPolicy = "RouteGenCaller";

    /// <summary>
    /// The policy that whoever manages keys must meet: by default, <see cref="GatewayAccess.IsAdministrator"/>. An application that defines
    /// a policy of this name has its own.
    /// </summary>
    public const string AdminPolicy = "RouteGenAdmin";

    /// <summary>The claims that a key's identity has; <see cref="GatewayAccess"/> has the same, typed.</summary>
    public static class Claims
    {
        /// <summary>The key's public id.</summary>
        public const string Key = "routegen:key";

        /// <summary>The key's tenant.</summary>
        public const string Tenant = "routegen:tenant";

        /// <summary>A group of routes; one claim for each.</summary>
        public const string Group = "routegen:group";

        /// <summary>A tag, as <c>name=value</c>; one claim for each.</summary>
        public const string Tag = "routegen:tag";

        /// <summary>Present, as <c>true</c>, where keys may be managed.</summary>
        public const string Administrator = "routegen:admin";
    }
}
