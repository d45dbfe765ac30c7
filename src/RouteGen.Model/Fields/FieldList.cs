namespace RouteGen.Model.Fields;

/// <summary>The properties of what is read as <typeparamref name="TOwner"/>, each stated once.</summary>
internal sealed class FieldList<TOwner>(params Field<TOwner>[] fields)
{
    private Action<CanonicalText, TOwner>[]? _written;

    /// <summary>The properties, in the order in which messages list them.</summary>
    public IReadOnlyList<Field<TOwner>> Fields => fields;

    /// <summary>What is written for the hash beside the properties, and where: names, and what a property says twice.</summary>
    public IReadOnlyList<(int Place, Action<CanonicalText, TOwner> Write)> Also { get; init; } = [];

    /// <summary>The owner with all that an object states of these properties.</summary>
    public TOwner Read(TOwner owner, ObjectReader reader)
    {
        foreach (var field in fields)
        {
            if (reader.Has(field.Name))
            {
                owner = field.ReadInto(owner, reader);
            }
        }

        return owner;
    }

    /// <summary>Writes the owner for the hash.</summary>
    public void Write(CanonicalText text, TOwner owner)
    {
        foreach (var write in _written ??= InOrder())
        {
            write(text, owner);
        }
    }

    private Action<CanonicalText, TOwner>[] InOrder() =>
    [
        .. fields.Where(field => field.Write is not null)
            .Select(field => (field.Place, Write: field.Write!))
            .Concat(Also)
            .OrderBy(part => part.Place)
            .Select(part => part.Write),
    ];
}
