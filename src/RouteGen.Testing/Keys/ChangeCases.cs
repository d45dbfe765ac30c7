using RouteGen.Keys;

namespace RouteGen.Testing.Keys;

/// <summary>That changes are whole, and one after the other.</summary>
internal static class ChangeCases
{
    private const int Together = 16;

    public static IReadOnlyList<KeyStoreCase> All { get; } =
    [
        new("An id or a hash that is another's is refused", TakenAsync),
        new("A key is replaced whole, and its revision counted up", ReplaceAsync),
        new("A revision that is not the latest is refused, and changes nothing", StaleAsync),
        new("A hash works as long as the key has it", HashesAsync),
        new("What was removed is not found, and its id and hash are free", RemoveAsync),
        new("Of changes of one revision at the same moment one is made", OneChangeAsync),
        new("Of keys with one id or one hash at the same moment one is added", OneAdditionAsync),
    ];

    private static async Task TakenAsync(KeyStoreBench bench)
    {
        var before = KeyStoreBench.NewHash();
        var key = await bench.AddAsync(KeyStoreBench.NewKey() with { PreviousHash = before, PreviousHashUntil = DateTimeOffset.MaxValue })
            .ConfigureAwait(false);
        var other = await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        await RefusedAsync(KeyStoreBench.NewKey(key.Id), "the same id").ConfigureAwait(false);
        await RefusedAsync(KeyStoreBench.NewKey() with { Hash = key.Hash }, "the same hash").ConfigureAwait(false);
        await RefusedAsync(KeyStoreBench.NewKey() with { Hash = before }, "another's previous hash").ConfigureAwait(false);
        await RefusedAsync(KeyStoreBench.NewKey() with { PreviousHash = key.Hash }, "another's hash as its previous").ConfigureAwait(false);
        bench.Check(
            !await bench.Store.ReplaceAsync(other with { Hash = key.Hash }).ConfigureAwait(false),
            "A key was replaced by one with another's hash.");
        bench.Check(
            !await bench.Store.ReplaceAsync(other with { PreviousHash = before }).ConfigureAwait(false),
            "A key was replaced by one with another's previous hash.");
        await bench.HasAsync(key, "After what was refused").ConfigureAwait(false);
        await bench.HasAsync(other, "After what was refused").ConfigureAwait(false);

        async Task RefusedAsync(GatewayKey refused, string what) =>
            bench.Check(!await bench.Store.AddAsync(refused).ConfigureAwait(false), $"A key with {what} was added.");
    }

    private static async Task ReplaceAsync(KeyStoreBench bench)
    {
        var key = await bench.AddAsync(KeyStoreBench.NewKey() with { Name = "before", Tenant = "acme", Groups = ["a"] })
            .ConfigureAwait(false);
        key = await bench.ReplaceAsync(key with { Name = "after", Tenant = null, Groups = [], MaxConcurrency = 3 }).ConfigureAwait(false);
        await bench.HasAsync(key, "When it was replaced").ConfigureAwait(false);
        key = await bench.ReplaceAsync(key with { State = GatewayKeyState.Revoked }).ConfigureAwait(false);
        await bench.HasAsync(key, "When it was replaced twice").ConfigureAwait(false);
        bench.Check(
            !await bench.Store.ReplaceAsync(KeyStoreBench.NewKey() with { Revision = 1 }).ConfigureAwait(false),
            "A key that was never added was replaced.");
    }

    private static async Task StaleAsync(KeyStoreBench bench)
    {
        var first = await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        var disabled = await bench.ReplaceAsync(first with { State = GatewayKeyState.Disabled }).ConfigureAwait(false);
        foreach (var revision in new[] { first.Revision, 0, disabled.Revision + 1 })
        {
            bench.Check(
                !await bench.Store.ReplaceAsync(first with { Revision = revision, Hash = KeyStoreBench.NewHash() }).ConfigureAwait(false),
                $"The latest revision is {disabled.Revision}, and one of {revision} was replaced.");
        }

        await bench.HasAsync(disabled, "After changes of another revision").ConfigureAwait(false);
    }

    private static async Task HashesAsync(KeyStoreBench bench)
    {
        var key = await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        var first = key.Hash;
        key = await bench.ReplaceAsync(
            key with { Hash = KeyStoreBench.NewHash(), PreviousHash = first, PreviousHashUntil = DateTimeOffset.UnixEpoch })
            .ConfigureAwait(false);

        // Whether the grace is over is not the store's to say.
        await bench.HasAsync(key, "When it was rotated").ConfigureAwait(false);
        key = await bench.ReplaceAsync(key with { PreviousHash = null, PreviousHashUntil = null }).ConfigureAwait(false);
        await bench.HasAsync(key, "When its previous hash was taken away").ConfigureAwait(false);
        await bench.HasNoneAsync(first, "When it was taken away").ConfigureAwait(false);
        await bench.AddAsync(KeyStoreBench.NewKey() with { Hash = first }).ConfigureAwait(false);
    }

    private static async Task RemoveAsync(KeyStoreBench bench)
    {
        var key = await bench.AddAsync(KeyStoreBench.NewKey() with { PreviousHash = KeyStoreBench.NewHash() }).ConfigureAwait(false);
        var kept = await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        bench.Check(await bench.Store.RemoveAsync(key.Id).ConfigureAwait(false), "A key that is there was not removed.");
        bench.Check(!await bench.Store.RemoveAsync(key.Id).ConfigureAwait(false), "A key was removed twice.");
        await bench.HasNoneAsync(key.Id, "When it was removed").ConfigureAwait(false);
        await bench.HasNoneAsync(key.Hash, "When it was removed").ConfigureAwait(false);
        await bench.HasNoneAsync(key.PreviousHash!.Value, "When it was removed").ConfigureAwait(false);
        bench.Check(!await bench.Store.ReplaceAsync(key).ConfigureAwait(false), "A key that was removed was replaced.");
        await bench.HasAsync(kept, "When another was removed").ConfigureAwait(false);
        key = await bench.AddAsync(key with { Revision = 7 }).ConfigureAwait(false);
        await bench.HasAsync(key, "When it was added anew").ConfigureAwait(false);
    }

    private static async Task OneChangeAsync(KeyStoreBench bench)
    {
        var key = await bench.AddAsync(KeyStoreBench.NewKey()).ConfigureAwait(false);
        var made = await Task.WhenAll(Enumerable.Range(0, Together).Select(i => Task.Run(async () =>
            await bench.Store.ReplaceAsync(key with { Name = $"change {i}" }).ConfigureAwait(false)))).ConfigureAwait(false);
        bench.Check(made.Count(static m => m) == 1, $"One change has to be made, and {made.Count(static m => m)} were.");
        await bench.HasAsync(key with { Name = $"change {Array.IndexOf(made, true)}", Revision = 2 }, "After it").ConfigureAwait(false);
    }

    private static async Task OneAdditionAsync(KeyStoreBench bench)
    {
        var key = KeyStoreBench.NewKey();
        var added = await Task.WhenAll(Enumerable.Range(0, Together).Select(i => Task.Run(async () => await bench.Store.AddAsync(
            i % 2 == 0 ? KeyStoreBench.NewKey(key.Id) with { Hash = key.Hash } : key with { Id = key.Id + i }).ConfigureAwait(false))))
            .ConfigureAwait(false);
        bench.Check(added.Count(static a => a) == 1, $"One key has to be added, and {added.Count(static a => a)} were.");
    }
}
