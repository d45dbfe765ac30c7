namespace RouteGen.Benchmarks.Outage;

/// <summary>What the user of a contestant was left with.</summary>
internal enum Verdict
{
    /// <summary>A whole answer.</summary>
    Answered,

    /// <summary>An exception, and nothing that could be taken for an answer.</summary>
    Error,

    /// <summary>Part of an answer, and an exception that says so.</summary>
    BrokenAndSaid,

    /// <summary>Part of an answer, or none, that ends as if it were whole.</summary>
    Truncated,

    /// <summary>Nothing, until the one who measured gave up.</summary>
    Hung,
}

/// <summary>One contestant's way through one fault.</summary>
internal sealed record Trial(
    string Contestant, string Fault, bool Streamed, Verdict Verdict, double Milliseconds, int FirstHits, int SecondHits);
