namespace GatewayDemo;

/// <summary>Sees what an SDK sends and gets: how often it asks, and the last reply's status and headers.</summary>
internal sealed class Wiretap() : DelegatingHandler(new SocketsHttpHandler())
{
    public int Requests { get; private set; }

    public int Status { get; private set; }

    public string RequestId { get; private set; } = "";

    /// <summary>The target that served, or is serving; empty where none is.</summary>
    public string Target { get; private set; } = "";

    public string Attempts { get; private set; } = "";

    public string Cost { get; private set; } = "";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        var reply = await base.SendAsync(request, cancellationToken);
        Status = (int)reply.StatusCode;
        (RequestId, Target) = (Header(reply, "x-request-id"), Header(reply, "x-routegen-target"));
        (Attempts, Cost) = (Header(reply, "x-routegen-attempts"), Header(reply, "x-routegen-cost-usd"));
        return reply;
    }

    private static string Header(HttpResponseMessage reply, string name) =>
        reply.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : "";
}
