namespace RouteGen.Docs.Tests.Recipes;

public sealed class FourProvidersTests
{
    [Fact]
    public async Task Each_of_them_serves_when_those_before_it_are_out()
    {
        var result = await Recipe.Read("Groq, Mistral, vLLM, Bedrock").RunAsync("""
            public static class Driver
            {
                public static async Task<string> RunAsync()
                {
                    await using var groq = await SimulatedProvider.StartAsync(ProviderWire.Groq);
                    await using var mistral = await SimulatedProvider.StartAsync(ProviderWire.Mistral);
                    await using var house = await SimulatedProvider.StartAsync(ProviderWire.Vllm);
                    var providers = new[] { groq, mistral, house };
                    var services = Bench.Services("{}",
                        ("groq:Endpoint", groq.Endpoint.AbsoluteUri), ("groq:ApiKey", "k"),
                        ("mistral:Endpoint", mistral.Endpoint.AbsoluteUri), ("mistral:ApiKey", "k"),
                        ("house:Endpoint", house.Endpoint.AbsoluteUri));
                    services.AddKeyedSingleton<IChatClient>("bedrock", new Bedrock());
                    await TheBlock.RunAsync(services, null!, "");
                    await using var container = services.BuildServiceProvider();
                    var routes = container.GetRequiredService<SupportRoutes>();
                    var served = new List<string>();
                    for (var i = 0; ; i++)
                    {
                        var response = await routes.Summarize.For(user: "u-1").GetResponseAsync("Hello");
                        served.Add($"{response.ServedBy} {response.Cost.Usd > 0}");
                        if (i == providers.Length)
                        {
                            return string.Join(", ", served);
                        }

                        providers[i].OnAnyModel().Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
                    }
                }

                private sealed class Bedrock : IChatClient
                {
                    public Task<ChatResponse> GetResponseAsync(
                        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                        Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "from Bedrock"))
                        {
                            FinishReason = ChatFinishReason.Stop, Usage = new() { InputTokenCount = 5, OutputTokenCount = 3 },
                        });

                    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
                        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
                        throw new NotSupportedException();

                    public object? GetService(Type serviceType, object? serviceKey = null) => null;

                    public void Dispose() { }
                }
            }
            """);

        // The house's own machines cost nothing per call, and that is known.
        Assert.Equal("OssGroq True, MistralSmall True, OssHouse False, HaikuBedrock True", result);
    }
}
