namespace RouteGen.Tool.Smoke;

/// <summary>What is wrong, and what to do about it.</summary>
/// <param name="Id">A word for programs, which never changes meaning.</param>
/// <param name="Words">What is wrong, as a sentence.</param>
/// <param name="Remedy">What to do, as a sentence.</param>
internal sealed record Diagnosis(string Id, string Words, string Remedy)
{
    /// <summary>Whether it is the same for every other request to that target, so that asking further only costs.</summary>
    public bool IsOfPlace { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Words} {Remedy}";
}
