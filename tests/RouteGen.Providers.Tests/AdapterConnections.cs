using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Definitions;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

public sealed class AdapterConnections : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public static TheoryData<Dialect> AllDialects => [.. Adapters.Dialects];

    public static TheoryData<Dialect> DialectsAndVendors => [.. Adapters.Dialects, .. Adapters.Vendors];

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(DialectsAndVendors))]
    public async Task The_key_is_sent_and_the_deployment_asked_for(Dialect dialect)
    {
        await using var provider = await Adapters.StartAsync(dialect, new() { RequireApiKey = true });
        using var client = provider.Connect(dialect, _http);
        Assert.Equal("Simulated reply of some-model.", (await client.GetResponseAsync("Good morning")).Text);

        var request = provider.Requests.Single();
        Assert.Contains(request.Headers.Values, value => value.Contains(Adapters.Key, StringComparison.Ordinal));
        Assert.Equal("some-model", request.Model);
    }

    [Theory]
    [MemberData(nameof(DialectsAndVendors))]
    public async Task Without_a_key_no_credential_is_sent_not_even_one_from_the_sdks_own_variables(Dialect dialect)
    {
        // The SDKs read these by themselves; a table that names no key must not leak one.
        using var variables = new EnvironmentVariables("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN");
        await using var provider = await Adapters.StartAsync(dialect);
        using var client = provider.Connect(dialect, _http, key: null);
        await client.GetResponseAsync("Good morning");

        Assert.False(provider.Requests.Single().HasCredential);
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task Tokens_are_asked_for_by_scope_sent_and_kept_until_due(Dialect dialect)
    {
        var tokens = new CountingTokens(TimeSpan.FromHours(1));
        await using var provider = await Adapters.StartAsync(dialect, new() { RequireApiKey = true });
        using var client = provider.Connect(dialect, _http, key: null, tokens, ProviderAuth.Token);
        await client.GetResponseAsync("Good morning");
        await client.GetStreamingResponseAsync("Good morning").ToChatResponseAsync();

        Assert.All(provider.Requests, request => Assert.Equal("Bearer token-1", request.Headers["Authorization"]));
        Assert.Equal(2, provider.Requests.Count);
        Assert.Equal(["https://scope.example/.default"], tokens.Scopes);
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task A_token_that_is_due_is_renewed(Dialect dialect)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        using var client = provider.Connect(dialect, _http, key: null, new CountingTokens(TimeSpan.FromSeconds(30)), ProviderAuth.Token);
        await client.GetResponseAsync("Good morning");
        await client.GetResponseAsync("Good morning");

        Assert.Equal(["Bearer token-1", "Bearer token-2"], provider.Requests.Select(request => request.Headers["Authorization"]));
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public async Task A_refused_token_is_not_sent_again(Dialect dialect)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        provider.On("some-model").Always(SimulatedReply.Failing(SimulatedFailure.InvalidApiKey));
        using var client = provider.Connect(dialect, _http, key: null, new CountingTokens(TimeSpan.FromSeconds(30)), ProviderAuth.Token);

        await Assert.ThrowsAnyAsync<Exception>(() => client.GetResponseAsync("Good morning"));
        Assert.Equal(1, provider.GetRequestCount("some-model"));
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public void Tokens_go_over_https_only(Dialect dialect)
    {
        var connection = new ProviderConnection
        {
            Target = Adapters.Target(dialect, auth: ProviderAuth.Token, name: "house"),
            Endpoint = new("http://models.example.com/v1"),
            ApiKey = null,
            TokenProvider = new CountingTokens(TimeSpan.FromHours(1)),
            HttpClient = _http,
        };
        var refused = Assert.Throws<InvalidOperationException>(() => Adapters.AdapterOf(dialect).CreateChatClient(connection));
        Assert.Contains("'house'", refused.Message, StringComparison.Ordinal);
        Assert.Contains("https", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(AllDialects))]
    public void A_provider_of_tokens_is_found_by_the_providers_name_first(Dialect dialect)
    {
        var (one, other) = (new CountingTokens(TimeSpan.Zero), new CountingTokens(TimeSpan.Zero));
        using var services = new ServiceCollection()
            .AddSingleton<AuthenticationTokenProvider>(one)
            .AddKeyedSingleton<AuthenticationTokenProvider>("house", other)
            .BuildServiceProvider();
        var adapter = Adapters.AdapterOf(dialect);

        Assert.Same(other, adapter.FindTokenProvider(services, "house"));
        Assert.Same(one, adapter.FindTokenProvider(services, "elsewhere"));
    }

    private sealed class CountingTokens(TimeSpan life) : AuthenticationTokenProvider
    {
        private int _issued;

        public List<string> Scopes { get; } = [];

        public override GetTokenOptions? CreateTokenOptions(IReadOnlyDictionary<string, object> properties) => new(properties);

        public override AuthenticationToken GetToken(GetTokenOptions options, CancellationToken cancellationToken)
        {
            Scopes.AddRange(((ReadOnlyMemory<string>)options.Properties[GetTokenOptions.ScopesPropertyName]).Span.ToArray());
            return new($"token-{++_issued}", "Bearer", DateTimeOffset.UtcNow + life);
        }

        public override ValueTask<AuthenticationToken> GetTokenAsync(GetTokenOptions options, CancellationToken cancellationToken) =>
            ValueTask.FromResult(GetToken(options, cancellationToken));
    }

    private sealed class EnvironmentVariables : IDisposable
    {
        private readonly (string Name, string? Value)[] _before;

        public EnvironmentVariables(params string[] names)
        {
            _before = [.. names.Select(name => (name, Environment.GetEnvironmentVariable(name)))];
            Array.ForEach(names, name => Environment.SetEnvironmentVariable(name, "from-the-environment"));
        }

        public void Dispose() => Array.ForEach(_before, variable => Environment.SetEnvironmentVariable(variable.Name, variable.Value));
    }
}
