using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Gateway.Routing;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Writing;
using RouteGen.Tool.Serve.Files;
using RouteGen.Tool.Simulation;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>
/// The versions of the table that is served: one is in force, those before end with their last calls, and ten are kept to go back to. What
/// cannot be served changes nothing. One change at a time.
/// </summary>
internal sealed class TableVersions : IAsyncDisposable
{
    /// <summary>How many are kept.</summary>
    public const int Most = 10;

    private const int MostTold = 20;

    private static readonly TimeSpan LastWait = TimeSpan.FromSeconds(5);

    private readonly IServiceProvider _host;
    private readonly RouteCatalog _catalog;
    private readonly SimulatedTable? _simulated;
    private readonly VersionFolder? _folder;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly List<Task> _ending = [];
    private VersionContainer _running;
    private volatile VersionsNow _now;

    private TableVersions(
        IServiceProvider host, SimulatedTable? simulated, VersionFolder? folder, VersionContainer running, VersionsNow now, ILogger log)
    {
        (_host, _simulated, _folder, _running, _now, _log) = (host, simulated, folder, running, now, log);
        _catalog = host.GetRequiredService<RouteCatalog>();
        _time = host.GetRequiredService<TimeProvider>();
    }

    /// <summary>What there is now; a value.</summary>
    public VersionsNow Now => _now;

    /// <summary>What the version in force runs on.</summary>
    public VersionContainer Running => _running;

    /// <summary>Begins with a table that can be served. Versions of earlier processes are behind it, where a folder keeps them.</summary>
    /// <exception cref="OptionsValidationException">The settings do not fit the table.</exception>
    public static async Task<TableVersions> StartAsync(
        IServiceProvider host, TableSource source, TableText text, SimulatedTable? simulated, VersionFolder? folder)
    {
        var log = host.GetRequiredService<ILoggerFactory>().CreateLogger("RouteGen.Serve");
        var at = host.GetRequiredService<TimeProvider>().GetUtcNow();
        var file = text.File!;
        var kept = folder?.Read(file.Name, source) ?? [];
        var same = kept.LastOrDefault() is { } last && last.Hash == file.Definition.Hash ? last : null;
        var first = same is not null
            ? same with { Text = text, File = file }
            : new TableVersion(kept.Count == 0 ? 1 : kept[^1].Number + 1, text, file, at);
        IReadOnlyList<TableVersion> all = [.. kept.Where(v => v.Number != first.Number).TakeLast(Most - 1), first];
        var container = await VersionContainer.CreateAsync(file, host, simulated).ConfigureAwait(false);
        var versions = new TableVersions(
            host, simulated, folder, container, new(all, first.Number, new(at, null, IsRollback: false, []), null), log);
        versions.Keep(first, all);
        versions.TellOfProblems(file);
        return versions;
    }

    /// <summary>Puts a change in force, or refuses it.</summary>
    /// <returns>Whether it is in force.</returns>
    public Task<bool> OfferAsync(TableText text, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        if (!text.IsGood)
        {
            Refuse(Refusals.For(text));
            return false;
        }

        var (file, now) = (text.File!, _now);
        if (file.Name != now.Active.File.Name)
        {
            Refuse(Refusals.ForName(now.Active.File.Name, file.Name));
            return false;
        }

        if (file.Definition.Hash == now.Active.Hash)
        {
            // Comments, order or space: what is served is the same, and goes on as it is.
            var active = now.Active with { Text = text, File = file };
            _now = now with { All = [.. now.All.Select(v => v.Number == active.Number ? active : v)], Refused = null };
            Keep(active, _now.All);
            _log.SameTable(file.Path);
            return true;
        }

        var version = new TableVersion(now.All[^1].Number + 1, text, file, _time.GetUtcNow());
        if (await PutAsync(version).ConfigureAwait(false) is { } refused)
        {
            Refuse(refused);
            return false;
        }

        var diff = TableDiff.Compare(now.Active.File, file);
        string[] changes = [.. DiffText.Lines(diff)];
        _log.InForce(version.Number, file.Name, DiffText.Summary(diff));
        Tell(changes);
        TellOfProblems(file);
        IReadOnlyList<TableVersion> all = [.. now.All.Append(version).TakeLast(Most)];
        Keep(version, all);
        _now = new(all, version.Number, new(version.At, null, IsRollback: false, changes), null);
        return true;
    }, cancellation);

    /// <summary>Says that the files could not be looked at; it is done again.</summary>
    public void TellOfFailure(Exception failure) => _log.NotLookedAt($"{failure.GetType().Name}: {failure.Message}");

    /// <summary>Goes back to a version that is kept.</summary>
    /// <param name="number">Its number; null for the one before that in force.</param>
    /// <param name="by">The id of the key that asks for it.</param>
    /// <param name="cancellation">Ends the wait for another change.</param>
    /// <returns>Why it cannot be; null where it is in force.</returns>
    public Task<string?> RollBackAsync(int? number, string? by, CancellationToken cancellation) => InTurnAsync(async () =>
    {
        var now = _now;
        var version = number is null
            ? now.All.LastOrDefault(v => v.Number < now.Active.Number)
            : now.All.FirstOrDefault(v => v.Number == number);
        if (version is null)
        {
            return number is null ? "There is no version before the one in force." : $"There is no version {number}.";
        }

        if (version.Number != now.Active.Number)
        {
            if (await PutAsync(version).ConfigureAwait(false) is { } refused)
            {
                return refused.Message;
            }

            var diff = TableDiff.Compare(now.Active.File, version.File);
            string[] changes = [.. DiffText.Lines(diff)];
            _log.RolledBack(version.Number, version.File.Name, by ?? "an administrator", DiffText.Summary(diff));
            Tell(changes);
            _now = now with { Number = version.Number, Activation = new(_time.GetUtcNow(), by, IsRollback: true, changes) };
        }

        return null;
    }, cancellation);

    /// <summary>Ends all of them, with their calls if need be.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        await _running.DisposeAsync().ConfigureAwait(false);
        await Task.WhenAll(_ending).WaitAsync(LastWait).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _turn.Dispose();
    }

    private async Task<TableRefusal?> PutAsync(TableVersion version)
    {
        try
        {
            if (_simulated is not null)
            {
                await _simulated.AddAsync(version.File).ConfigureAwait(false);
            }

            var next = await VersionContainer.CreateAsync(version.File, _host, _simulated).ConfigureAwait(false);
            try
            {
                _catalog.Replace(next.Table, version.File.Definition, next.Calls);
            }
            catch
            {
                await next.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            var former = _running;
            _running = next;
            _ending.RemoveAll(static t => t.IsCompleted);
            _ending.Add(EndAsync(former));
            TellOfUnusable(next);
            return null;
        }
        catch (Exception e) when (e is OptionsValidationException or InvalidOperationException)
        {
            return new(_time.GetUtcNow(), e.Message, []);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // Whatever it is, what is in force serves on.
            return new(_time.GetUtcNow(), $"The table cannot be put in force: {e.GetType().Name}: {e.Message}", []);
        }
    }

    private async Task EndAsync(VersionContainer former)
    {
        try
        {
            await former.RetireAsync().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            _log.NotEnded(e.GetType().Name);
        }
    }

    private void Tell(IReadOnlyList<string> changes)
    {
        foreach (var change in changes.Take(MostTold))
        {
            _log.Changed(change);
        }

        if (changes.Count > MostTold)
        {
            _log.Changed($"and {changes.Count - MostTold} more: GET /v1/admin/tables lists them");
        }
    }

    private void TellOfProblems(RouteTableFile file)
    {
        foreach (var problem in file.Problems)
        {
            _log.Warns($"{problem}");
        }
    }

    private void TellOfUnusable(VersionContainer next)
    {
        for (var i = 0; i < next.Table.Definition.Routes.Count; i++)
        {
            var plan = next.Table.RouteAt(i).Planned.Plan;
            if (plan.Entries.All(static e => e.Slot.Refusal is not null))
            {
                _log.RouteWithoutTarget(next.Table.Definition.Routes[i].Name);
            }
        }
    }

    private void Refuse(TableRefusal refused)
    {
        // Told before it can be looked up, here as where a version comes in force: who sees the one finds the other.
        _log.Refused(_now.Number, _now.Active.File.Name, refused.Message);
        _now = _now with { Refused = refused with { At = _time.GetUtcNow() } };
    }

    private void Keep(TableVersion version, IReadOnlyList<TableVersion> all)
    {
        try
        {
            _folder?.Write(version, all);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.NotKept(version.Number, e.Message);
        }
    }

    private async Task<T> InTurnAsync<T>(Func<Task<T>> change, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await change().ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }
}

/// <summary>The versions that are kept, and which of them is in force.</summary>
/// <param name="All">By number.</param>
/// <param name="Number">The number of the one in force.</param>
/// <param name="Activation">How it came to be.</param>
/// <param name="Refused">The change that was refused since; null where the file is in force, or was gone back from.</param>
internal sealed record VersionsNow(IReadOnlyList<TableVersion> All, int Number, TableActivation Activation, TableRefusal? Refused)
{
    /// <summary>The one in force.</summary>
    public TableVersion Active => All.First(v => v.Number == Number);
}
