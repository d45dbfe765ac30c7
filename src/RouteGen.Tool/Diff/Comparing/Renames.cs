using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>
/// Which entries are the same under another name: equal in all else, or the only ones of a kind that left and came. A name that stays is
/// never a rename.
/// </summary>
internal sealed class Renames
{
    private readonly Dictionary<(EntrySection, string), string> _names = [];

    private Renames()
    {
    }

    /// <summary>Finds them, section by section, since targets are compared by the names of their providers and so on.</summary>
    public static Renames Find(RouteTable before, RouteTable after)
    {
        var renames = new Renames();
        renames.Match(
            EntrySection.Providers, before.Providers, after.Providers, static p => p.Name,
            static (was, now) => was with { Name = now.Name, Identifier = now.Identifier } == now,
            static p => (p.Kind, p.Endpoint, p.EndpointEnv, p.ConnectionName, p.ApiKeyEnv));
        renames.Match(
            EntrySection.Targets, before.Targets.Select(renames.Apply), after.Targets, static t => t.Name,
            static (was, now) => was with { Name = now.Name, Identifier = now.Identifier } == now,
            static t => (t.Provider, t.Model, t.Deployment));
        renames.Match(
            EntrySection.Budgets, before.Budgets, after.Budgets, static b => b.Name,
            static (was, now) => was with { Name = now.Name, Identifier = now.Identifier } == now,
            static b => (b.Per, b.Tag, b.Period, b.Sliding), byName: true);
        renames.Match(
            EntrySection.Routes, before.Routes.Select(renames.Apply), after.Routes, static r => r.Name,
            static (was, now) => Named(was, now.Name) with { Identifier = now.Identifier } == now,
            static r => (r.Type, r.Chain.Select(static e => e.Target).ToEquatableArray()), byName: true);
        return renames;
    }

    /// <summary>The later name of an entry.</summary>
    public string Later(EntrySection section, string name) => _names.GetValueOrDefault((section, name), name);

    /// <summary>A table that says the same as an earlier one under the later names.</summary>
    public RouteTable Apply(RouteTable before) => _names.Count == 0 ? before : before with
    {
        Providers = before.Providers.Select(p => p with { Name = Later(EntrySection.Providers, p.Name) }).ToEquatableArray(),
        Targets = before.Targets.Select(t => Apply(t) with { Name = Later(EntrySection.Targets, t.Name) }).ToEquatableArray(),
        Budgets = before.Budgets.Select(b => b with { Name = Later(EntrySection.Budgets, b.Name) }).ToEquatableArray(),
        Routes = before.Routes.Select(r => ApplyTo(r)).ToEquatableArray(),
    };

    /// <summary>A route that says the same as an earlier one under the later names.</summary>
    public RouteEntry ApplyTo(RouteEntry before) => Named(Apply(before), Later(EntrySection.Routes, before.Name));

    // A route that states no cost bucket is charged to its own name.
    private static RouteEntry Named(RouteEntry route, string name) =>
        route with { Name = name, CostBucket = route.CostBucket == route.Name ? name : route.CostBucket };

    private TargetEntry Apply(TargetEntry target) => target with { Provider = Later(EntrySection.Providers, target.Provider) };

    private RouteEntry Apply(RouteEntry route) => route with
    {
        Chain = route.Chain.Select(e => e with { Target = Later(EntrySection.Targets, e.Target), On = Apply(e.On) }).ToEquatableArray(),
        On = Apply(route.On),
        Budgets = route.Budgets.Select(b => Later(EntrySection.Budgets, b)).ToEquatableArray(),
    };

    private EquatableArray<OnFault> Apply(EquatableArray<OnFault> rules) => rules
        .Select(r => r with { Targets = r.Targets.Select(t => Later(EntrySection.Targets, t)).ToEquatableArray() }).ToEquatableArray();

    // Two that are numbered are two.
    private static string Digits(string name) => string.Concat(name.Where(char.IsAsciiDigit));

    private void Match<T, TLikeness>(
        EntrySection section, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> nameOf,
        Func<T, T, bool> isSame, Func<T, TLikeness> likeness, bool byName = false)
        where TLikeness : notnull
    {
        var old = before.ToDictionary(nameOf, StringComparer.Ordinal);
        var now = after.ToDictionary(nameOf, StringComparer.Ordinal);
        List<T> gone = [.. old.Where(e => !now.ContainsKey(e.Key)).Select(static e => e.Value)];
        List<T> come = [.. now.Where(e => !old.ContainsKey(e.Key)).Select(static e => e.Value)];
        foreach (var was in gone.ToArray())
        {
            // Of two that are equal in all but their names nobody can tell which is which, so the first counts.
            if (come.Find(c => isSame(was, c)) is { } same)
            {
                Add(was, same);
            }
        }

        var left = gone.ToLookup(likeness);
        foreach (var like in come.ToLookup(likeness).Where(l => l.Count() == 1 && left[l.Key].Count() == 1).ToArray())
        {
            Add(left[like.Key].First(), like.First());
        }

        // What is named by those who call is spelled otherwise more often than it is replaced by something of almost the same name.
        foreach (var was in byName ? gone.ToArray() : [])
        {
            if (NearestName.Among(come.Select(nameOf).Where(n => Digits(n) == Digits(nameOf(was))), nameOf(was)) is { } near)
            {
                Add(was, now[near]);
            }
        }

        void Add(T was, T same)
        {
            _names[(section, nameOf(was))] = nameOf(same);
            _ = gone.Remove(was);
            _ = come.Remove(same);
        }
    }
}
