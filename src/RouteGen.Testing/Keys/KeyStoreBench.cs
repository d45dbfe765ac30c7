using RouteGen.Keys;

namespace RouteGen.Testing.Keys;

/// <summary>What the cases of the contract work with: keys of their own, and checks that say what was expected.</summary>
internal sealed class KeyStoreBench(string name, IGatewayKeyStore store)
{
    public IGatewayKeyStore Store => store;

    public static GatewayKeyHash NewHash() => GatewayKeyHash.Compute(GatewayKeyText.CreateToken("contract"));

    public static GatewayKey NewKey(string? id = null) => new() { Id = id ?? GatewayKeyText.CreateId(), Hash = NewHash() };

    public async Task<GatewayKey> AddAsync(GatewayKey key)
    {
        Check(await store.AddAsync(key).ConfigureAwait(false), $"Its id and hashes are new, and the key {key.Id} was not added.");
        return key with { Revision = 1 };
    }

    public async Task<GatewayKey> ReplaceAsync(GatewayKey key)
    {
        Check(
            await store.ReplaceAsync(key).ConfigureAwait(false),
                $"Revision {key.Revision} of {key.Id} is the latest, and was not replaced.");
        return key with { Revision = key.Revision + 1 };
    }

    public async Task HasAsync(GatewayKey expected, string when)
    {
        Same(expected, await store.FindAsync(expected.Id).ConfigureAwait(false), $"{when}, found by its id");
        await FindsAsync(expected.Hash, expected, $"{when}, found by its hash").ConfigureAwait(false);
        if (expected.PreviousHash is { } previous)
        {
            await FindsAsync(previous, expected, $"{when}, found by its previous hash").ConfigureAwait(false);
        }
    }

    public async Task FindsAsync(GatewayKeyHash hash, GatewayKey expected, string when) =>
        Same(expected, await store.FindByHashAsync(hash).ConfigureAwait(false), when);

    public async Task HasNoneAsync(string id, string when) =>
        Check(await store.FindAsync(id).ConfigureAwait(false) is null, $"{when}, there must be no key {id}.");

    public async Task HasNoneAsync(GatewayKeyHash hash, string when) =>
        Check(await store.FindByHashAsync(hash).ConfigureAwait(false) is null, $"{when}, the hash must be no key's.");

    public void Check(bool isKept, string message)
    {
        if (!isKept)
        {
            throw new GatewayKeyStoreContractException(name, message);
        }
    }

    private void Same(GatewayKey expected, GatewayKey? found, string when)
    {
        Check(found is not null, $"{when}: the key {expected.Id} is not found.");
        Member("id", expected.Id, found!.Id);
        Member("hash", expected.Hash, found.Hash);
        Member("name", expected.Name, found.Name);
        Member("state", expected.State, found.State);
        Member("tenant", expected.Tenant, found.Tenant);
        List("groups", expected.Groups, found.Groups);
        List("routes", expected.Routes, found.Routes);
        List("tags", Tags(expected), Tags(found));
        Member("mayNameUsers", expected.MayNameUsers, found.MayNameUsers);
        List("users", expected.Users, found.Users);
        Member("requestsPerMinute", expected.RequestsPerMinute, found.RequestsPerMinute);
        Member("tokensPerMinute", expected.TokensPerMinute, found.TokensPerMinute);
        Member("maxConcurrency", expected.MaxConcurrency, found.MaxConcurrency);
        Member("isAdministrator", expected.IsAdministrator, found.IsAdministrator);
        Member("expiresAt", expected.ExpiresAt, found.ExpiresAt);
        Member("createdAt", expected.CreatedAt, found.CreatedAt);
        Member("rotatedAt", expected.RotatedAt, found.RotatedAt);
        Member("previousHash", expected.PreviousHash, found.PreviousHash);
        Member("previousHashUntil", expected.PreviousHashUntil, found.PreviousHashUntil);
        Member("revision", expected.Revision, found.Revision);

        void Member<T>(string member, T should, T does) =>
            Check(EqualityComparer<T>.Default.Equals(should, does), $"{when}: {member} has to be {should}, and is {does}.");

        void List(string member, IReadOnlyList<string>? should, IReadOnlyList<string>? does) => Check(
            should is null ? does is null : does is not null && should.SequenceEqual(does, StringComparer.Ordinal),
            $"{when}: {member} has to be {Text(should)}, and is {Text(does)}.");

        static string Text(IReadOnlyList<string>? texts) => texts is null ? "null" : $"[{string.Join(", ", texts)}]";

        static IReadOnlyList<string> Tags(GatewayKey key) =>
            [.. key.Tags.OrderBy(static t => t.Key, StringComparer.Ordinal).Select(static t => $"{t.Key}={t.Value}")];
    }
}
