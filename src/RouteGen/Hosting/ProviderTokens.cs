using System.ClientModel;
using System.ClientModel.Primitives;
using System.ComponentModel;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Hosting;

/// <summary>Tokens for one provider from the application's <see cref="AuthenticationTokenProvider"/>, kept until they are due.</summary>
/// <remarks>For adapters: one way to ask for tokens, whatever SDK they go to.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ProviderTokens
{
    // Long enough that a token cannot run out between here and the provider's check of it.
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly AuthenticationTokenProvider _provider;
    private readonly GetTokenOptions _options;
    private readonly SemaphoreSlim _refresh = new(1, 1);
    private AuthenticationToken? _token;

    private ProviderTokens(AuthenticationTokenProvider provider, string? scope, string providerName)
    {
        var scopes = scope is null ? ReadOnlyMemory<string>.Empty : new ReadOnlyMemory<string>([scope]);
        _provider = provider;
        _options = provider.CreateTokenOptions(new Dictionary<string, object> { [GetTokenOptions.ScopesPropertyName] = scopes })
            ?? throw new InvalidOperationException(
                $"The AuthenticationTokenProvider for provider '{providerName}' does not accept the scope " +
                $"{scope ?? "none; set \"tokenScope\""}.");
    }

    /// <summary>The provider registered under the name of the table's provider, else the one registered without a name.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="providerName">The provider's name in the table.</param>
    public static AuthenticationTokenProvider? Find(IServiceProvider services, string providerName)
    {
        ArgumentNullException.ThrowIfNull(services);
        return (services as IKeyedServiceProvider)
            ?.GetKeyedService(typeof(AuthenticationTokenProvider), providerName) as AuthenticationTokenProvider
            ?? services.GetService(typeof(AuthenticationTokenProvider)) as AuthenticationTokenProvider;
    }

    /// <summary>The tokens of a connection that uses them.</summary>
    /// <param name="tokenProvider">What <see cref="Find"/> found.</param>
    /// <param name="scope">The table's <c>tokenScope</c>; null where it states none.</param>
    /// <param name="providerName">The provider's name in the table.</param>
    /// <param name="endpoint">Where the tokens are sent: over https, or to this machine.</param>
    /// <exception cref="InvalidOperationException">
    /// The object is not a token provider, does not accept the scope, or the address would carry the token in clear text over a network.
    /// </exception>
    public static ProviderTokens Create(object tokenProvider, string? scope, string providerName, Uri endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        if (tokenProvider is not AuthenticationTokenProvider tokens)
        {
            throw new InvalidOperationException(
                $"Provider '{providerName}' takes a System.ClientModel.AuthenticationTokenProvider, not a {tokenProvider.GetType().Name}.");
        }

        return endpoint.Scheme == Uri.UriSchemeHttps || endpoint.IsLoopback
            ? new(tokens, scope, providerName)
            : throw new InvalidOperationException(
                $"Provider '{providerName}' uses tokens, which are sent over https only; its endpoint is not https.");
    }

    /// <summary>A token that is good for the next request. One is asked for at a time.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<string> GetAsync(CancellationToken cancellationToken = default)
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
        return due > TimeProvider.System.GetUtcNow() ? token!.TokenValue : null;
    }
}
