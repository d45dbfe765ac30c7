using System.CommandLine;

namespace RouteGen.Tool.Terminal;

/// <summary>A command with examples, which its help shows and a test runs.</summary>
internal sealed class Verb(string name, string description) : Command(name, description)
{
    /// <summary>Command lines as one types them, each with what it is for.</summary>
    public List<Example> Examples { get; } = [];

    /// <summary>Adds an example.</summary>
    /// <param name="line">Such as <c>routegen check routes.json</c>.</param>
    /// <param name="purpose">What it is for, in half a sentence.</param>
    public Verb Example(string line, string purpose)
    {
        Examples.Add(new(line, purpose));
        return this;
    }
}

/// <summary>A command line and what it is for.</summary>
internal sealed record Example(string Line, string Purpose);
