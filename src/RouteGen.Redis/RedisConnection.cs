using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>
/// A connection of the application's, or one of our own that is opened when it is first needed and that comes back by itself.
/// </summary>
internal sealed class RedisConnection : IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly ConfigurationOptions? _own;
    private Task<IConnectionMultiplexer>? _opened;

    public RedisConnection(IConnectionMultiplexer connection) => _opened = Task.FromResult(connection);

    /// <exception cref="ArgumentException">The connection string cannot be read.</exception>
    public RedisConnection(string connectionString)
    {
        try
        {
            _own = ConfigurationOptions.Parse(connectionString);
        }
        catch (Exception)
        {
            // Its own message quotes what it could not read, and that can be the password.
            throw new ArgumentException("The Redis connection string is not valid.", nameof(connectionString));
        }

        // A server that is away at first does not have to be there again at once.
        _own.AbortOnConnectFail = false;
        _own.ClientName ??= "RouteGen";
    }

    public async ValueTask<IDatabase> DatabaseAsync()
    {
        Task<IConnectionMultiplexer> opened;
        lock (_gate)
        {
            if (_opened is null || _opened.IsFaulted || _opened.IsCanceled)
            {
                _opened = OpenAsync(_own!);
            }

            opened = _opened;
        }

        return (await opened.ConfigureAwait(false)).GetDatabase();
    }

    public void Dispose()
    {
        if (_own is not null && _opened is { IsCompletedSuccessfully: true } opened)
        {
#pragma warning disable RS0030 // It is there already.
            opened.Result.Dispose();
#pragma warning restore RS0030
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_own is not null && _opened is { IsCompletedSuccessfully: true } opened)
        {
            await (await opened.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        }
    }

    private static async Task<IConnectionMultiplexer> OpenAsync(ConfigurationOptions options) =>
        await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
}
