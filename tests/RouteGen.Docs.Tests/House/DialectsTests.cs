using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RouteGen.Dialects.Wire;
using RouteGen.Testing;

namespace RouteGen.Docs.Tests.House;

/// <summary>
/// What the dialects stand on, as their assembly says: an endpoint can read a request with them and nothing of the engine. And what does
/// not stand on them: a simulated provider with the readers of its client would share their mistakes.
/// </summary>
public sealed class DialectsTests
{
    [Fact]
    public void The_dialects_use_of_the_runtime_what_is_said_on_the_wire_and_nothing_else()
    {
        var used = ReferencesOf(typeof(DialectConnection));

        Assert.Contains(used, type => type.Assembly == "Microsoft.Extensions.AI.Abstractions");
        Assert.All(
            used.Where(type => type.Assembly.StartsWith("RouteGen", StringComparison.Ordinal) && type.Assembly != "RouteGen.Vocabulary"),
            type => Assert.Equal(("RouteGen", "RouteGen.Wire"), (type.Assembly, type.Namespace)));
    }

    [Fact]
    public void The_simulated_providers_do_not_use_the_dialects() =>
        Assert.DoesNotContain(ReferencesOf(typeof(SimulatedProvider)), type => type.Assembly == "RouteGen.Dialects");

    /// <summary>The types of other assemblies that a type's assembly names.</summary>
    private static IReadOnlyList<(string Assembly, string Namespace, string Name)> ReferencesOf(Type type)
    {
        using var file = File.OpenRead(type.Assembly.Location);
        using var image = new PEReader(file);
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata.TypeReferences.Select(metadata.GetTypeReference)
                .Where(reference => reference.ResolutionScope.Kind == HandleKind.AssemblyReference)
                .Select(reference => (
                    metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)reference.ResolutionScope).Name),
                    metadata.GetString(reference.Namespace),
                    metadata.GetString(reference.Name))),
        ];
    }
}
