using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Reads what a <c>UriBuilder</c> is made of: its arguments, and what its initializer sets.</summary>
internal static class UriBuilderText
{
    public static string? Read(IOperation builder, int depth)
    {
        foreach (var step in Origin.Unwrap(builder))
        {
            if (step is IObjectCreationOperation { Type.Name: "UriBuilder" } creation)
            {
                return OfCreation(creation, depth);
            }
        }

        return null;
    }

    private static string? OfCreation(IObjectCreationOperation creation, int depth)
    {
        if (Argument("uri") is { } whole && Uri.TryCreate(whole, UriKind.Absolute, out var given))
        {
            var start = given.GetLeftPart(UriPartial.Authority);
            return Set("Path") is { } other ? $"{start}/{other.TrimStart('/')}" : whole;
        }

        return (Set("Host") ?? Argument("hostName") ?? Argument("host")) is { } host
            ? $"{Set("Scheme") ?? Argument("schemeName") ?? Argument("scheme") ?? "https"}://{host}/"
                + (Set("Path") ?? Argument("pathValue") ?? Argument("path") ?? "").TrimStart('/')
            : null;

        string? Argument(string name) => AddressText.Read(
            creation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value, depth);

        string? Set(string property) => AddressText.Read(
            creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>().FirstOrDefault(assignment =>
                assignment.Target is IPropertyReferenceOperation { Property.Name: var name } && name == property)?.Value,
            depth);
    }
}
