namespace SupportDesk.Tests.Drills;

/// <summary>Every gateway is down: the routes that begin at one have a provider's own API to go to.</summary>
public sealed partial class SupportRouteDrills
{
    [Fact]
    public Task Gpt_nano_triages_without_gateways() =>
        Desk.Route(r => r.Triage).GatewaysDown().ExpectServedByAsync(TriageTarget.GptNano);

    [Fact]
    public Task Sonnet_drafts_without_gateways() =>
        Desk.Route(r => r.Draft).Streamed().GatewaysDown().ExpectServedByAsync(DraftTarget.Sonnet);

    [Fact]
    public Task Gpt_mini_drafts_without_gateways_and_Anthropic() =>
        Desk.Route(r => r.Draft).Streamed().GatewaysDown()
            .Failing(DraftTarget.Sonnet, Fault.Overloaded)
            .ExpectServedByAsync(DraftTarget.GptMini);

    [Fact]
    public Task Haiku_translates_without_gateways() =>
        Desk.Route(r => r.Translate).GatewaysDown().ExpectServedByAsync(TranslateTarget.Haiku);

    [Fact]
    public Task Haiku_digests_without_gateways() =>
        Desk.Route(r => r.Digest).GatewaysDown().ExpectServedByAsync(DigestTarget.Haiku);
}
