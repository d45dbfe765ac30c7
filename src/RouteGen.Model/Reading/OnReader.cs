using RouteGen.Faults;
using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads the <c>on</c> of a route or of a chain entry: faults, and what follows from them.</summary>
internal static class OnReader
{
    /// <param name="owner">The route or the chain entry.</param>
    /// <param name="targets">The targets that can be named.</param>
    /// <param name="retries">How often the route asks a target again; 0 makes <c>retry</c> a word without effect.</param>
    /// <param name="self">The target of the chain entry, which cannot stand in for itself; null for a route.</param>
    public static EquatableArray<OnFault> Read(ObjectReader owner, References targets, int retries, string? self = null)
    {
        if (owner.Object("on", Shapes.On, "the faults of ") is not { } on)
        {
            return default;
        }

        var rules = new List<OnFault>();
        foreach (var property in ((JsonObject)on.Node).Properties)
        {
            if (OnFields.Find(property.Name) is { } fault
                && rules.All(rule => rule.Fault != fault) && ReadRule(on, fault, targets, retries, self) is { } read)
            {
                rules.Add(read);
            }
        }

        return rules.ToEquatableArray();
    }

    private static OnFault? ReadRule(ObjectReader on, Fault fault, References targets, int retries, string? self)
    {
        var name = FaultNames.Name(fault);
        switch (on[name])
        {
            case null:
                return null;
            case JsonArray { Items.Count: > 0 } list:
                var named = ReadTargets(on, name, list, targets, self);
                return named.Count == 0 ? null : new OnFault { Fault = fault, Action = OnFaultAction.Targets, Targets = named };
            case JsonString word when Find(word.Value) is { } action && (action != OnFaultAction.Retry || OnFields.MayRetry(fault)):
                if (action == OnFaultAction.Retry && retries == 0)
                {
                    on.Problems.Add(FileRules.InvalidValue,
                        word, name, "\"next\" or \"stop\" where 'retry.maxRetries' is 0", "allow a retry, or write \"next\"");
                }

                return new OnFault { Fault = fault, Action = action };
            case JsonString { Value: var one } word when targets.Has(one):
                on.Problems.Add(FileRules.InvalidValue.At(
                    word, name, "\"next\", \"retry\", \"stop\" or a list of targets", $"write [\"{PlainText.Escape(one)}\"]") with
                {
                    Suggested = $"[{word.Source.Text.Substring(word.Start, word.Length)}]",
                });
                return null;
            case { } other:
                on.Refuse(name, other);
                return null;
        }
    }

    private static EquatableArray<string> ReadTargets(ObjectReader on, string name, JsonArray list, References targets, string? self)
    {
        var named = new List<string>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not JsonString reference)
            {
                if (item is not JsonMissing)
                {
                    on.Refuse(name, item);
                }
            }
            else if (!seen.Add(reference.Value))
            {
                on.Problems.Add(FileRules.InvalidValue,
                    reference, name, "a list in which each target appears once", $"remove this '{PlainText.Escape(reference.Value)}'");
            }
            else if (reference.Value == self)
            {
                on.Problems.Add(FileRules.InvalidValue,
                    reference, name, "a list of other targets", "remove it, or write \"retry\" to retry the same target");
            }
            else if (targets.Resolve(reference, on.Problems) is { } target)
            {
                named.Add(target);
            }
        }

        return named.ToEquatableArray();
    }

    private static OnFaultAction? Find(string word)
    {
        foreach (var action in Words.Actions)
        {
            if (action.Word == word)
            {
                return action.Value;
            }
        }

        return null;
    }
}
