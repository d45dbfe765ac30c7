using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Gateway.Keys;
using RouteGen.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>One request of an administrator: what it needs, and how it is answered.</summary>
internal sealed class AdminKeyCall
{
    private const int MostBytes = 64 * 1_024;

    private readonly IRefusalWriter _writer;

    public AdminKeyCall(HttpContext context)
    {
        Context = context;
        var services = context.RequestServices;
        Ring = services.GetRequiredService<KeyRing>();
        Log = services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(AdminKeys).FullName!);
        _writer = services.GetRequiredService<IRefusalWriter>();
        Manager = Ring.Store is { IsReadOnly: false } store
            ? new GatewayKeyManager(store, services.GetRequiredService<TimeProvider>())
            : null;
    }

    public HttpContext Context { get; }

    public KeyRing Ring { get; }

    public ILogger Log { get; }

    /// <summary>What changes keys; null where nothing can be changed.</summary>
    public GatewayKeyManager? Manager { get; }

    public CancellationToken Aborted => Context.RequestAborted;

    /// <summary>The key, and whether it is the store's.</summary>
    public async Task<(GatewayKey? Key, bool IsStored)> FindAsync(string id)
    {
        if (!GatewayKeyRules.IsId(id))
        {
            return default;
        }

        if (Ring.Configured.Find(id) is { } configured)
        {
            return (configured, false);
        }

        return Ring.Store is { } store ? (await store.FindAsync(id, Aborted).ConfigureAwait(false), true) : default;
    }

    /// <summary>The key, if it can be changed; null where the request has been answered.</summary>
    public async Task<GatewayKey?> FindToChangeAsync(string id)
    {
        var (key, isStored) = await FindAsync(id).ConfigureAwait(false);
        if (key is not null && isStored && Manager is not null)
        {
            return key;
        }

        await RefuseAsync(key is null ? AdminRefusals.NotFound : AdminRefusals.ReadOnly).ConfigureAwait(false);
        return null;
    }

    /// <summary>The body, where none stands for an empty object; null where the request has been answered.</summary>
    public async Task<JsonDocument?> ReadBodyAsync()
    {
        var buffer = ArrayPool<byte>.Shared.Rent(MostBytes + 1);
        try
        {
            var length = await Context.Request.Body.ReadAtLeastAsync(
                buffer.AsMemory(0, MostBytes + 1), MostBytes + 1, throwOnEndOfStream: false, Aborted).ConfigureAwait(false);
            if (length > MostBytes)
            {
                await RefuseAsync(AdminRefusals.TooLarge).ConfigureAwait(false);
                return null;
            }

            // JsonDocument lets broken UTF-8 inside strings through.
            if (length == 0)
            {
                return JsonDocument.Parse("{}");
            }

            if (Utf8.IsValid(buffer.AsSpan(0, length)))
            {
                var body = JsonDocument.Parse(buffer.AsSpan(0, length).ToArray());
                if (body.RootElement.ValueKind == JsonValueKind.Object)
                {
                    return body;
                }

                body.Dispose();
            }
        }
        catch (JsonException)
        {
            // Answered below.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }

        await RefuseAsync(AdminRefusals.NotJson).ConfigureAwait(false);
        return null;
    }

    /// <summary>Lets this process know at once, and writes down who did it.</summary>
    public void Changed(GatewayKey key, string verb)
    {
        Ring.Change(key.Id, key);
        Log.KeyChanged(key.Id, verb, GatewayAccess.From(Context)?.KeyId ?? "an administrator");
    }

    public Task RefuseAsync(KeyRefusal refusal) =>
        _writer.WriteAsync(Context, refusal.Status, refusal.Code, refusal.Message, refusal.RetryAfter).AsTask();

    /// <summary>Answers with problems by member.</summary>
    /// <returns>Whether there were any.</returns>
    public async Task<bool> RefuseAsync(IReadOnlyList<GatewayKeyProblem> problems)
    {
        if (problems.Count == 0)
        {
            return false;
        }

        await WriteAsync(StatusCodes.Status400BadRequest, writer => AdminKeyJson.Write(writer, problems)).ConfigureAwait(false);
        return true;
    }

    public async Task WriteAsync(int status, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        Context.Response.StatusCode = status;
        Context.Response.ContentType = "application/json";
        Context.Response.ContentLength = buffer.WrittenCount;
        await Context.Response.Body.WriteAsync(buffer.WrittenMemory, Aborted).ConfigureAwait(false);
    }
}
