namespace RouteGen.Generators.Emission;

/// <summary>A source as the compiler takes it.</summary>
internal sealed record GeneratedFile(string HintName, string Text);
