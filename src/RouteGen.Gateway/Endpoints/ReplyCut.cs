using Microsoft.AspNetCore.Http;

namespace RouteGen.Gateway.Endpoints;

/// <summary>
/// Ends a reply that is not whole so that its client notices: what was written goes out, the last chunk that would say that all is there
/// does not, and the connection ends (an HTTP/2 stream is reset).
/// </summary>
/// <remarks>
/// <see cref="HttpContext.Abort"/> throws away what has not reached the socket, and with it the error that says why. A server ends a reply
/// that has begun in just this way where what makes it throws, and takes that quietly for one exception only; it is thrown by what stands
/// first, so that nobody else reports it.
/// </remarks>
internal static class ReplyCut
{
    private static readonly object Key = new();

    /// <summary>Has the reply cut once what makes it returns.</summary>
    public static void Ask(HttpContext context) => context.Items[Key] = Key;

    /// <summary>Cuts the reply if that was asked for.</summary>
    /// <exception cref="BadHttpRequestException">It is cut by this.</exception>
    public static void Make(HttpContext context)
    {
        if (context.Items.ContainsKey(Key))
        {
            throw new BadHttpRequestException("The reply broke off after it had begun; its record says why.");
        }
    }
}
