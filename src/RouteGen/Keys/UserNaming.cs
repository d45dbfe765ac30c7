namespace RouteGen.Keys;

/// <summary>Whether requests under a key may say for which user they are.</summary>
public enum UserNaming
{
    /// <summary>What a request says of a user is not believed.</summary>
    None,

    /// <summary>Requests may name the users that are listed, and no other.</summary>
    Listed,

    /// <summary>Requests may name any user: for a service that has identified its users itself.</summary>
    Any,
}
