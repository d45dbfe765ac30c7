namespace RouteGen.Generators.Writing;

/// <summary>A source as the compiler takes it.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
