namespace SupportDesk.Tests.Drills;

/// <summary>The first choice fails, each time in another way.</summary>
public sealed partial class SupportRouteDrills
{
    [Fact]
    public Task Haiku_summarizes_when_gpt_mini_is_limited() =>
        Desk.Route(r => r.Summarize)
            .Failing(SummarizeTarget.GptMini, Fault.RateLimited)
            .ExpectServedByAsync(SummarizeTarget.Haiku);

    [Fact]
    public Task Gpt_assists_when_sonnet_is_overloaded() =>
        Desk.Route(r => r.Assist)
            .Failing(AssistTarget.Sonnet, Fault.Overloaded)
            .ExpectServedByAsync(AssistTarget.Gpt);

    [Fact]
    public Task Haiku_reads_screenshots_when_the_key_for_gpt_mini_is_refused() =>
        Desk.Route(r => r.ReadScreenshot)
            .Failing(ReadScreenshotTarget.GptMini, Fault.Unauthorized)
            .ExpectServedByAsync(ReadScreenshotTarget.Haiku);

    [Fact]
    public Task OpenRouter_gives_vectors_when_OpenAI_is_limited() =>
        Desk.Route(r => r.FindHelp)
            .Failing(FindHelpTarget.Embed, Fault.RateLimited)
            .ExpectServedByAsync(FindHelpTarget.EmbedViaOr);

    [Fact]
    public Task An_invalid_request_stops_at_once() =>
        Desk.Route(r => r.Summarize)
            .Failing(SummarizeTarget.GptMini, Fault.InvalidRequest)
            .ExpectFailureAsync(Fault.InvalidRequest);
}
