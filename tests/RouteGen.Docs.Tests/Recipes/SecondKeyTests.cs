using System.Globalization;

namespace RouteGen.Docs.Tests.Recipes;

[Collection(nameof(EnvironmentAlone))]
public sealed class SecondKeyTests
{
    private static readonly Recipe Page = Recipe.Read("A second key");

    [Theory]
    [InlineData("RateLimited", "429 by mini with key 2 after 2")]
    [InlineData("InvalidApiKey", "401 by mini with key 2 after 2")]
    public async Task The_second_key_serves_at_once_when_the_first_is_out(string failure, string expected)
    {
        var result = await Page.RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync(string failure)
                {
                    await using var openai = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
                    await using var anthropic = await SimulatedProvider.StartAsync(ProviderWire.Anthropic);
                    openai.OnAnyModel().Always(request => request.Headers["Authorization"] == "Bearer first"
                        ? SimulatedReply.Failing(Enum.Parse<SimulatedFailure>(failure)) : SimulatedReply.FromText("ok"));
                    var services = Bench.Services("{}",
                        ("openai:Endpoint", openai.Endpoint.AbsoluteUri), ("anthropic:Endpoint", anthropic.Endpoint.AbsoluteUri),
                        ("openai-marketing:Endpoint", openai.Endpoint.AbsoluteUri));
                    var variables = new[]
                    {
                        ("OPENAI_API_KEY", "first"), ("OPENAI_API_KEY_2", "second"),
                        ("OPENAI_MARKETING_KEY", "third"), ("ANTHROPIC_API_KEY", "fourth"),
                    };
                    foreach (var (name, value) in variables)
                    {
                        Environment.SetEnvironmentVariable(name, value);
                    }

                    try
                    {
                        await using var container = services.AddSupportRoutes().BuildServiceProvider();
                        var reply = await container.GetRequiredService<SupportRoutes>().Summarize.GetResponseAsync("Hello");
                        var record = reply.GetRouteRecord()!;
                        var failed = record.Attempts.Where(a => a.Fault != Fault.None).Single();
                        var key = record.Attempts[^1].Credential;
                        return $"{failed.StatusCode} by {record.ServedBy} with key {key} after {record.Attempts.Count}";
                    }
                    finally
                    {
                        foreach (var (name, _) in variables)
                        {
                            Environment.SetEnvironmentVariable(name, null);
                        }
                    }
                }
            }
            """, failure);

        Assert.Equal(expected, result);
    }

    [Fact]
    public async Task Four_callers_in_five_begin_at_the_marketing_account_and_the_other_is_their_fallback()
    {
        var result = await Page.RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var providers = await SimulatedProviders.StartAsync<SupportRoutes>();
                    var services = new ServiceCollection().AddSupportRoutes().UseSimulatedProviders<SupportRoutes>(providers);
                    await using var container = services.BuildServiceProvider();
                    var campaign = container.GetRequiredService<SupportRoutes>().Campaign;
                    var marketing = 0;
                    for (var i = 0; i < 200; i++)
                    {
                        var by = (await campaign.For(user: $"u-{i}").GetResponseAsync("Hello")).ServedBy;
                        marketing += by == CampaignTarget.MiniMarketing ? 1 : 0;
                    }

                    providers.On("mini-marketing").Always(SimulatedReply.Failing(SimulatedFailure.OutOfCredit));
                    var one = (await campaign.For(user: "u-1").GetResponseAsync("Hello")).Record;
                    var again = (await campaign.For(user: "u-1").GetResponseAsync("Hello")).Record;
                    return $"{marketing} {one.ServedBy} {one.Arm == again.Arm}";
                }
            }
            """);

        var words = result.Split(' ');
        Assert.InRange(int.Parse(words[0], CultureInfo.InvariantCulture), 140, 180);
        Assert.Equal(["mini", "True"], words[1..]);
    }
}
