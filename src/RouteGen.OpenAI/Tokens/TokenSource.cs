using System.ClientModel;
using System.ClientModel.Primitives;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Tokens;

/// <summary>Tokens for one provider from the application's <see cref="AuthenticationTokenProvider"/>, kept until they are due. Linked into each adapter that takes tokens.</summary>
internal sealed class TokenSource
{
    // Long enough that a token cannot run out between here and the provider's check of it.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly AuthenticationTokenProvider _provider;
    private readonly GetTokenOptions _options;
    private readonly SemaphoreSlim _refresh = new(1, 1);
    private AuthenticationToken? _token;

    public TokenSource(AuthenticationTokenProvider provider, string? scope, string providerName)
    {
        var scopes = scope is null ? ReadOnlyMemory<string>.Empty : new ReadOnlyMemory<string>([scope]);
        _provider = provider;
        _options = provider.CreateTokenOptions(new Dictionary<string, object> { [GetTokenOptions.ScopesPropertyName] = scopes })
            ?? throw new InvalidOperationException(
                $"The AuthenticationTokenProvider for provider '{providerName}' does not accept the scope {scope ?? "none; set \"tokenScope\""}.");
    }

    /// <summary>The provider registered under the name of the table's provider, else the one registered without a name.</summary>
    public static AuthenticationTokenProvider? Find(IServiceProvider services, string providerName) =>
        (services as IKeyedServiceProvider)?.GetKeyedService(typeof(AuthenticationTokenProvider), providerName) as AuthenticationTokenProvider
        ?? services.GetService(typeof(AuthenticationTokenProvider)) as AuthenticationTokenProvider;

    /// <summary>The source for a connection that uses tokens.</summary>
    /// <exception cref="InvalidOperationException">The object is no token provider, or the address would carry the token in clear text over a network.</exception>
    public static TokenSource Create(object tokenProvider, string? scope, string providerName, Uri endpoint)
    {
        if (tokenProvider is not AuthenticationTokenProvider tokens)
        {
            throw new InvalidOperationException(
                $"Provider '{providerName}' takes a System.ClientModel.AuthenticationTokenProvider, not a {tokenProvider.GetType().Name}.");
        }

        return endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback
            ? new(tokens, scope, providerName)
            : throw new InvalidOperationException($"Provider '{providerName}' uses tokens, which are sent over https only; its endpoint is not https.");
    }

    public async ValueTask<string> GetAsync(CancellationToken cancellationToken)
    {
        if (Fresh() is { } known)
        {
            return known;
        }

        await _refresh.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (Fresh() is { } other)
            {
                return other;
            }

            var token = await _provider.GetTokenAsync(_options, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref _token, token);
            return token.TokenValue;
        }
        finally
        {
            _refresh.Release();
        }
    }

    // A token without an expiry is asked for each time: only its provider knows how long it is good.
    private string? Fresh()
    {
        var token = Volatile.Read(ref _token);
        var due = token?.RefreshOn ?? token?.ExpiresOn - Margin;
        return due > DateTimeOffset.UtcNow ? token!.TokenValue : null;
    }
}
