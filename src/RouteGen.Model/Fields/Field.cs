using RouteGen.Model.Problems;

namespace RouteGen.Model.Fields;

/// <summary>A property that an object of the table can have: what reader, schema, reference and hash of a table know of it.</summary>
internal abstract class Field(string name, Form form)
{
    /// <summary>Its key.</summary>
    public string Name => name;

    /// <summary>What its value must be.</summary>
    public Form Form => form;

    /// <summary>What it means, for editors and the reference; null where its value is an object that is described itself.</summary>
    public string? Description { get; init; }

    /// <summary>A good value, as JSON: what a message shows.</summary>
    public required string Example { get; init; }

    /// <summary>What an editor and the reference show instead, as JSON; several have commas between them.</summary>
    public string? Shown { get; init; }

    /// <summary>The value that it has where it is omitted, as JSON; null where it then has none, or one that depends on the rest.</summary>
    public string? Default { get; init; }

    /// <summary>Whether it cannot be omitted.</summary>
    public bool Required { get; init; }
}

/// <summary>
/// A property of what is read as <typeparamref name="TOwner"/>. One without a value of its own is read by its object's reader, since it
/// depends on others.
/// </summary>
internal class Field<TOwner>(string name, Form form) : Field(name, form)
{
    /// <summary>Writes it for the table's hash; null where it changes nothing that a table is.</summary>
    /// <remarks>
    /// What is added to a released table is written with its name and only where it is stated, so that the hashes of earlier tables stay
    /// what they are.
    /// </remarks>
    public Action<CanonicalText, TOwner>? Write { get; init; }

    /// <summary>Where it is written, never to change; what is silent comes last, in the order of the list.</summary>
    public int Place { get; init; } = int.MaxValue;

    /// <summary>The owner with the stated value; as it was where the value is wrong, which is reported.</summary>
    public virtual TOwner ReadInto(TOwner owner, ObjectReader reader) => owner;
}

/// <summary>A property that is read by itself.</summary>
internal sealed class Field<TOwner, TValue>(string name, Form<TValue> form) : Field<TOwner>(name, form)
{
    /// <summary>The owner with a value.</summary>
    public required Func<TOwner, TValue, TOwner> Read { get; init; }

    public override TOwner ReadInto(TOwner owner, ObjectReader reader) =>
        form.TryRead(reader, Name, out var value) ? Read(owner, value) : owner;
}
