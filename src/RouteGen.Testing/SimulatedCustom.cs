using System.Net;
using System.Text.Json;
using RouteGen.Definitions;

namespace RouteGen.Testing;

/// <summary>Acts the script of a <c>custom</c> target out where there is no wire: in exceptions.</summary>
internal static class SimulatedCustom
{
    private static readonly SimulatedRequest NoRequest = new(1, "POST", "/", new Dictionary<string, string>(), default);

    public static async Task<SimulatedReply> NextAsync(
        TargetDefinition target, ModelScript script, Action hit, CancellationToken cancellationToken)
    {
        hit();
        var reply = script.Next(NoRequest) ?? SimulatedReply.FromText($"Simulated reply of {target.Deployment}.");
        await Task.Delay(reply.Delay, cancellationToken).ConfigureAwait(false);
        return reply.Failure switch
        {
            null or SimulatedFailure.StreamEndsBeforeContent or SimulatedFailure.StreamEndsAfterContent => reply,
            SimulatedFailure.EmptyReply => reply with { Text = "" },
            SimulatedFailure.ConnectionReset => throw new IOException("The connection was reset."),
            SimulatedFailure.GarbageBody => throw new JsonException("The reply is not JSON."),
            SimulatedFailure.UnsupportedParameter => throw new NotSupportedException("A parameter is not supported."),
            SimulatedFailure failure => throw new HttpRequestException("Simulated.", null, StatusOf(failure)),
        };
    }

    private static HttpStatusCode StatusOf(SimulatedFailure failure) => failure switch
    {
        SimulatedFailure.ContextTooLong or SimulatedFailure.RequestTooLarge => HttpStatusCode.RequestEntityTooLarge,
        SimulatedFailure.InvalidRequest or SimulatedFailure.Unprocessable => HttpStatusCode.BadRequest,
        SimulatedFailure.InvalidApiKey => HttpStatusCode.Unauthorized,
        SimulatedFailure.PermissionDenied => HttpStatusCode.Forbidden,
        SimulatedFailure.OutOfCredit => HttpStatusCode.PaymentRequired,
        SimulatedFailure.ModelNotFound => HttpStatusCode.NotFound,
        SimulatedFailure.RequestTimeout or SimulatedFailure.GatewayTimeout => HttpStatusCode.GatewayTimeout,
        SimulatedFailure.Conflict => HttpStatusCode.Conflict,
        SimulatedFailure.RateLimited => HttpStatusCode.TooManyRequests,
        SimulatedFailure.Overloaded or SimulatedFailure.UnavailableEmptyBody or SimulatedFailure.UnavailableHalfJson =>
            HttpStatusCode.ServiceUnavailable,
        _ => HttpStatusCode.InternalServerError,
    };
}
