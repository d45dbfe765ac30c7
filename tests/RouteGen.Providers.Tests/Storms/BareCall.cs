using System.Text;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// A caller who asks a provider straight, by an <see cref="HttpClient"/> and nothing else: the peer of a route, to which all that is
/// slow about machine and server happens too.
/// </summary>
internal sealed class BareCall(HttpClient http, Uri endpoint, int number, bool streamed) : StormCall(number)
{
    protected override async Task AskAsync(CancellationToken cancellationToken)
    {
        var body = $$"""{"model":"{{WireTable.PrimaryModel}}","stream":{{(streamed ? "true" : "false")}},"messages":""" +
            $$"""[{"role":"user","content":"{{WireField.Prompt(Number)}}"}]}""";
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.AbsoluteUri.TrimEnd('/') + "/chat/completions")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json")
        };
        using var reply = await http.SendAsync(
            request,
            streamed ? HttpCompletionOption.ResponseHeadersRead : HttpCompletionOption.ResponseContentRead,
            cancellationToken).ConfigureAwait(false);
        var stream = await reply.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false) > 0)
        {
        }
    }
}
