using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Code that tells an HTTP client where to go; the clients are known by name, so that none need be referenced.</summary>
/// <param name="Name">What a reader sees, for a message.</param>
/// <param name="Address">What is stated.</param>
/// <param name="IsBase">Whether requests add a path to it.</param>
/// <param name="Place">Where it is said.</param>
internal sealed record HttpUse(string Name, IOperation Address, bool IsBase, Location Place)
{
    public static HttpUse? Read(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => OfCall(invocation),
        IObjectCreationOperation creation => OfCreation(creation),
        IAssignmentOperation { Target: IPropertyReferenceOperation target } assignment => OfAssignment(target.Property, assignment),
        _ => null,
    };

    private static HttpUse? OfCall(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (OnlyLooks(method.Name))
        {
            return null;
        }

        var isRefit = method is { Name: "For", ContainingType.Name: "RestService" } && IsOf(method.ContainingType, "Refit");
        var address = method.ContainingType switch
        {
            { Name: "HttpClient" or "HttpClientJsonExtensions" } => Argument(invocation.Arguments, "requestUri"),
            { Name: "WebClient" } => Argument(invocation.Arguments, "address"),
            { Name: "WebRequest" } => Argument(invocation.Arguments, "requestUriString") ?? Argument(invocation.Arguments, "requestUri"),
            _ when isRefit => Argument(invocation.Arguments, "hostUrl"),
            _ when FlurlText.Sends(invocation) is { } url => url,
            _ => null,
        };
        return address is null ? null : new HttpUse($"'{method.Name}'", address, isRefit, RouteCall.NameOf(invocation));
    }

    /// <summary>A model is asked by POST; what reads or removes is of no business to a route.</summary>
    private static bool OnlyLooks(string method) => method.StartsWith("Get", StringComparison.Ordinal)
        || method.StartsWith("Delete", StringComparison.Ordinal) || method.StartsWith("Download", StringComparison.Ordinal)
        || method.StartsWith("Head", StringComparison.Ordinal) || method.StartsWith("Options", StringComparison.Ordinal);

    private static HttpUse? OfCreation(IObjectCreationOperation creation)
    {
        var (parameter, isBase) = creation.Type?.Name switch
        {
            "HttpRequestMessage" when !StatesMethod(creation) => ("requestUri", false),
            "RestClient" or "RestClientOptions" when IsOf(creation.Type, "RestSharp") => ("baseUrl", true),
            "RestRequest" when IsOf(creation.Type, "RestSharp") => ("resource", false),
            "FlurlClient" when IsOf(creation.Type, "Http") => ("baseUrl", true),
            "FlurlRequest" when IsOf(creation.Type, "Http") => ("url", true),
            _ => ("", false),
        };
        return parameter.Length > 0
            && (Argument(creation.Arguments, parameter) ?? (isBase ? Argument(creation.Arguments, "baseUri") : null)) is { } address
                ? new HttpUse($"'new {creation.Type!.Name}'", address, isBase, creation.Syntax.GetLocation())
                : null;
    }

    /// <summary>Whether a request is made with a method that only looks, such as <c>HttpMethod.Get</c>.</summary>
    private static bool StatesMethod(IObjectCreationOperation request) =>
        Argument(request.Arguments, "method") is IPropertyReferenceOperation { Property.Name: var method } && OnlyLooks(method);

    private static HttpUse? OfAssignment(IPropertySymbol property, IAssignmentOperation assignment) =>
        property is { Name: "RequestUri", ContainingType.Name: "HttpRequestMessage" }
            or { Name: "BaseAddress", ContainingType.Name: "HttpClient" } or { Name: "BaseUrl", ContainingType.Name: "RestClientOptions" }
            ? new HttpUse(
                $"'{property.Name}'",
                assignment.Value,
                property.Name != "RequestUri",
                assignment.Syntax.GetLocation())
            : null;

    private static bool IsOf(ITypeSymbol type, string space) => type.ContainingNamespace?.Name == space;

    private static IOperation? Argument(IEnumerable<IArgumentOperation> arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Name == name)
            {
                return argument.Value;
            }
        }

        return null;
    }
}
