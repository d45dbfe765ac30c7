namespace SupportDesk.Tests.Drills;

/// <summary>
/// Every provider path of the desk's table, taken: each route's first choice here, its fallbacks and escape hatches in the other parts.
/// Delete one drill, and the build says which path nothing tests any more (RG3001, RG3002).
/// </summary>
[Drills<SupportRoutes>]
public sealed partial class SupportRouteDrills
{
    [Fact]
    public Task The_house_proxy_triages() =>
        Desk.Route(r => r.Triage).ExpectServedByAsync(TriageTarget.HouseOss);

    [Fact]
    public Task Gpt_mini_summarizes() =>
        Desk.Route(r => r.Summarize).ExpectServedByAsync(SummarizeTarget.GptMini);

    [Fact]
    public Task Sonnet_drafts_through_OpenRouter() =>
        Desk.Route(r => r.Draft).Streamed().ExpectServedByAsync(DraftTarget.SonnetViaOr);

    [Fact]
    public Task Sonnet_assists() =>
        Desk.Route(r => r.Assist).ExpectServedByAsync(AssistTarget.Sonnet);

    [Fact]
    public Task Gpt_mini_translates_through_OpenRouter() =>
        Desk.Route(r => r.Translate).ExpectServedByAsync(TranslateTarget.GptViaOr);

    [Fact]
    public Task Gpt_mini_reads_screenshots() =>
        Desk.Route(r => r.ReadScreenshot).ExpectServedByAsync(ReadScreenshotTarget.GptMini);

    [Fact]
    public Task The_house_proxy_digests() =>
        Desk.Route(r => r.Digest).ExpectServedByAsync(DigestTarget.HouseOss);

    [Fact]
    public Task OpenAI_gives_the_vectors_of_articles_and_tickets() =>
        Desk.Route(r => r.FindHelp).ExpectServedByAsync(FindHelpTarget.Embed);

    private static TableDrill<SupportRoutes> Desk => RouteDrill.On<SupportRoutes>();
}
