using RouteGen;

namespace SupportDesk.Operations;

/// <summary>
/// Who works at the desk. The company's sign-in is in front of it and says so in a header; an application that signs in by itself takes
/// the claims: <c>app.UseRouteCaller()</c>.
/// </summary>
internal static class DeskUser
{
    public static RouteCaller FromRequest(HttpContext http) =>
        new() { User = http.Request.Headers["X-Desk-User"] is [{ Length: > 0 } user, ..] ? user : "unknown" };
}
