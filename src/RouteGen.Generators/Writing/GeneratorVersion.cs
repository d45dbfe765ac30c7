using System.Reflection;

namespace RouteGen.Generators.Writing;

/// <summary>The version of the build, as generated code states it.</summary>
internal static class GeneratorVersion
{
    /// <summary>Such as <c>0.1.0</c>; without the revision of the sources, which would change files that stay the same.</summary>
    public static string Text { get; } =
        typeof(GeneratorVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>().InformationalVersion.Split('+')[0];
}
