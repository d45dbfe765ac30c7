using System.Net;
using System.Net.Http.Headers;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Calls;

/// <summary>The records that a running endpoint shows to a key: <c>GET /v1/records/{id}</c>.</summary>
internal static class ServedCalls
{
    private const int MostBytes = 4 << 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The JSON of a record.</summary>
    /// <param name="host">The host.</param>
    /// <param name="url">The endpoint, with or without <c>/v1</c>.</param>
    /// <param name="variable">The environment variable with the key; null sends none.</param>
    /// <param name="id">The id, whole.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">The command line is wrong, or there is no such record.</exception>
    /// <exception cref="ToolFailure">The endpoint does not show it.</exception>
    public static async Task<string> FindAsync(ToolHost host, string url, string? variable, string id, CancellationToken cancellation)
    {
        if (id.Length != CallId.Length)
        {
            throw new UsageException("An endpoint finds calls by their whole id: 32 digits. (A beginning is enough for --records.)");
        }

        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.UserInfo.Length > 0)
        {
            throw new UsageException("--url takes the address of an endpoint, such as http://localhost:8080.");
        }

        var path = address.AbsolutePath.TrimEnd('/');
        var record = new Uri(address, (path.EndsWith("/v1", StringComparison.Ordinal) ? path : path + "/v1") + "/records/" + id);

        // A key goes where it was sent, and nowhere that an answer points to.
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };
        using var http = new HttpClient(handler) { Timeout = Patience, MaxResponseContentBufferSize = MostBytes };
        using var request = new HttpRequestMessage(HttpMethod.Get, record);
        if (variable is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", KeyOf(host, variable));
        }

        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => await response.Content.ReadAsStringAsync(cancellation),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => throw new ToolFailure(
                    variable is null
                        ? $"{Origin(address)} asks for a key: name the variable that holds it with --key-env."
                        : $"{Origin(address)} does not accept the key in {variable}."),
                HttpStatusCode.NotFound => throw new UsageException(
                    $"{Origin(address)} shows no call '{id}': there is none, it is another key's, or it is older than what is kept."),
                var status => throw new ToolFailure($"{Origin(address)} answered {(int)status}, and not with a record."),
            };
        }
        catch (HttpRequestException e)
        {
            throw new ToolFailure($"{Origin(address)} cannot be reached: {e.HttpRequestError}.", e);
        }
        catch (TaskCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new ToolFailure($"{Origin(address)} did not answer within {Patience.TotalSeconds:0} seconds.", e);
        }
    }

    private static string Origin(Uri address) => address.GetLeftPart(UriPartial.Authority);

    private static string KeyOf(ToolHost host, string variable)
    {
        var key = host.Variable(variable)?.Trim();
        return string.IsNullOrEmpty(key) ? throw new UsageException($"The variable {variable} is not set: it has to hold the key.")
            : key.All(static c => c is > ' ' and < (char)127) ? key
            : throw new UsageException($"What {variable} holds is not a key: it has spaces or control characters in it.");
    }
}
