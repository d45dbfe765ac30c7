using RouteGen.Model.Problems;


namespace RouteGen.Model.Fields;

/// <summary>What an object is, in words; put together only when a problem has to say it.</summary>
/// <param name="Role">Such as <c>route</c>, or <c>the limits of </c> where it belongs to another object.</param>
/// <param name="Name">Its key, where it is an entry.</param>
/// <param name="Of">The object that it belongs to.</param>
internal readonly record struct Whereabouts(string Role, string? Name = null, ObjectReader? Of = null)
{
    public override string ToString() => Name is null ? Role + Of?.Place : $"{Role} '{PlainText.Escape(Name)}'";
}
