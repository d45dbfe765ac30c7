namespace RouteGen.Keys;

/// <summary>What is wrong with a member of a key.</summary>
public sealed record GatewayKeyProblem
{
    internal GatewayKeyProblem(string member, string message) => (Member, Message) = (member, message);

    /// <summary>The member, as JSON and configuration write it, such as <c>tags</c>.</summary>
    public string Member { get; }

    /// <summary>What it must be; never its value.</summary>
    public string Message { get; }
}
