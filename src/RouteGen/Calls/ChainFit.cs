using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>Takes out of a walk what the table knows cannot serve the request, and says so in the record.</summary>
internal static class ChainFit
{
    /// <summary>
    /// Narrows a walk that has not begun. An overflow that is foreseen is answered as one that happens, and a tool loop goes on where it
    /// began.
    /// </summary>
    public static void Narrow(RouteCall call, ref ChainWalk walk)
    {
        var issuer = IssuerOf(call);
        if (issuer is null && CanAllServe(call, walk.Order))
        {
            return;
        }

        var fitting = new List<int>(walk.Order.Length);
        var hasLeft = false;
        var ahead = walk;
        while (ahead.MoveNext())
        {
            var place = ahead.Place;
            if (Preflight.Check(call, call.Plan.Entries[place]) is not { } reason)
            {
                AddOnce(fitting, place);
                continue;
            }

            call.Skip(call.Plan.Entries[place], reason);
            if (!hasLeft && reason == SkipReason.WindowTooSmall
                && call.Plan.ActionAt(place, Fault.ContextTooLong) is FaultAction.Elsewhere or FaultAction.Stop)
            {
                // What is named for it is looked at, and leads nowhere else.
                hasLeft = true;
                ahead.Fail(Fault.ContextTooLong, asked: false);
            }
        }

        if (issuer is not null)
        {
            Prefer(call, issuer, fitting);
        }

        walk.Take([.. fitting]);
    }

    /// <summary>Narrows what a fault has led to, to those that have not been asked: a call comes to a target once.</summary>
    public static void NarrowNamed(RouteCall call, ref ChainWalk walk)
    {
        var fitting = new List<int>(walk.Order.Length);
        var ahead = walk;
        while (ahead.MoveNext())
        {
            if (Preflight.Check(call, call.Plan.Entries[ahead.Place]) is { } reason)
            {
                call.Skip(call.Plan.Entries[ahead.Place], reason);
            }
            else
            {
                AddOnce(fitting, ahead.Place);
            }
        }

        walk.Take([.. fitting]);
    }

    private static bool CanAllServe(RouteCall call, int[] places)
    {
        foreach (var place in places)
        {
            if (Preflight.Check(call, call.Plan.Entries[place]) is not null)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The target whose tool loop goes on; null where there is none, or where its operation leaves it, for what staying costs, and takes no
    /// reasoning along that another could not read.
    /// </summary>
    private static string? IssuerOf(RouteCall call) =>
        call.Facts.Issuer is { } issuer && (call.Facts.HasReasoning || call.Turn?.Leaves?.Target.Name != issuer) ? issuer : null;

    /// <summary>Puts the target that began a tool loop first, if it can be asked: it knows its own reasoning and ids.</summary>
    private static void Prefer(RouteCall call, string issuer, List<int> places)
    {
        var entry = Array.Find(call.Plan.Entries, e => e.Target.Name == issuer);
        if (entry is not null
            && (places.Remove(entry.Index)
                || (entry.Index >= call.Plan.Chain.Length && Preflight.Check(call, entry) is null)))
        {
            places.Insert(0, entry.Index);
        }
    }

    private static void AddOnce(List<int> places, int place)
    {
        if (!places.Contains(place))
        {
            places.Add(place);
        }
    }
}
