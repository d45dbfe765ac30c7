using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using RouteGen.Roslyn;

namespace RouteGen.Analyzers;

/// <summary>The rules on C# that uses routes, RG2xxx, as the compiler shows them.</summary>
internal static class UsageRules
{
    private const string Usage = "RouteGen.Usage";

    public static readonly DiagnosticDescriptor UnusedRoute = new(
        "RG2001",
        "Route is never called",
        "Nothing in this application calls route '{0}'; call it as {1}, or remove it from the table",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        "Found when the whole application has been read, so a build reports it and an editor need not.",
        Page("RG2001"),
        WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor EscapingClient = new(
        "RG2002",
        "Client that bypasses the routes",
        "{0} creates a client that bypasses the routes, so its calls have no fallback, limit, cost or record; call a route of {1}, or " +
        "hand the client to a custom target with {2}",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2002"));

    public static readonly DiagnosticDescriptor HiddenRetries = new(
        "RG2003",
        "Custom target retries on its own",
        "{0} retries failed requests {1}, unseen by the route, which multiplies its worst case; {2}",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2003"));

    public static readonly DiagnosticDescriptor FunctionInvocationInside = new(
        "RG2004",
        "Function invocation inside a failover",
        "Function invocation inside {0} runs tools again when it fails over; put it outside: {1}",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2004"));

    public static readonly DiagnosticDescriptor MissingFeature = new(
        "RG2005",
        "Targets lack what the call needs",
        "Route '{0}' is called with {1}, which {2}; {3} a target that has \"{4}\", or correct what the table says of model and target",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2005"));

    public static readonly DiagnosticDescriptor ModelIdOnRoute = new(
        "RG2006",
        "ModelId on a route's options",
        "ModelId is not forwarded: each target of route '{0}' states its own model; remove it, or choose another route",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2006"));

    public static readonly DiagnosticDescriptor UnreadStream = new(
        "RG2007",
        "Stream is never read",
        "This stream of route '{0}' is never read, so no request is sent; read it with 'await foreach', or call GetResponseAsync",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2007"));

    public static readonly DiagnosticDescriptor SwallowedFailure = new(
        "RG2008",
        "Failure of a route is swallowed",
        "{0} swallows {1}, when every target has failed; answer the caller, log it, or let it propagate",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2008"));

    public static readonly DiagnosticDescriptor RawHttp = new(
        "RG2009",
        "HTTP call that bypasses the routes",
        "{0} reaches {1} past the routes, so its calls have no fallback, limit, cost or record; call a route of {2}",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2009"));

    public static readonly DiagnosticDescriptor NestedFailover = new(
        "RG2010",
        "Route inside another failover",
        "Route '{0}' inside '{1}' is failed over twice, so attempts, time and cost exceed what its limits say; chain the other clients "
            + "in the " +
        "table, and use the route alone",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2010"));

    public static readonly DiagnosticDescriptor OuterRetries = new(
        "RG2011",
        "Retries around a route",
        "{0} repeats route '{1}', which has retried and failed over by then, so attempts and cost multiply past its limits; state "
            + "retries in " +
        "the table, and let the failure propagate",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2011"));

    public static readonly DiagnosticDescriptor OutputLimit = new(
        "RG2012",
        "Output limit above the route's",
        "MaxOutputTokens of {0} changes nothing: route '{1}' allows {2}; lower it, or raise the route's limits.outputTokens",
        Usage,
        DiagnosticSeverity.Warning,
        true,
        null,
        Page("RG2012"));

    public static readonly ImmutableArray<DiagnosticDescriptor> All = ImmutableArray.Create(
        UnusedRoute,
        EscapingClient, HiddenRetries, FunctionInvocationInside, MissingFeature, ModelIdOnRoute, UnreadStream, SwallowedFailure,
        RawHttp, NestedFailover, OuterRetries, OutputLimit);

    private static string Page(string id) => Descriptors.Page(id);
}
