namespace RouteGen.Docs.Tests.House;

/// <summary>
/// The rooms of each project of src, lowest first. A file may use its own room and those below it. "" is the project's own folder;
/// a room has its subfolders with it.
/// </summary>
internal static class Rooms
{
    public static IReadOnlyDictionary<string, string[]> Orders { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        // The floors of docs/architecture.md: vocabulary (an assembly of its own), wire, definitions, stores, listeners, engine, routes.
        ["RouteGen"] =
        [
            "Wire",
            "Definitions",
            "Records", "Billing", "Budgets", "Spend", "Content", "Keys",
            "Listening",
            "Targets", "Carriers", "Plans", "Attempts", "Calls", "Probing",
            "Routes", "Hosting",
            "",
        ],
        ["RouteGen.Vocabulary"] = ["", "Costs", "Faults", "Chains"],
        ["RouteGen.Model"] =
        [
            "Values", "Problems", "Json", "Naming", "Tables", "Fields", "Plans", "Reading",
            "Checks/Views", "Checks/Calendar", "Checks/Chains", "Checks/Bounds", "Checks/Entries", "Checks/Prices", "Checks",
            "Fixes",
        ],
        ["RouteGen.Roslyn"] = ["", "Files"],
        ["RouteGen.Generators"] = ["Writing", "Projection", "Inputs", "Emission", "Preconditions", ""],
        ["RouteGen.Analyzers"] = ["", "Tables", "Coverage", "Usage"],
        ["RouteGen.CodeFixes"] = ["Tables", "Coverage", "Usage"],
        ["RouteGen.Dialects"] =
        [
            "Json", "Facts", "Wire", "Requests", "Relay", "Vendors",
            "ChatCompletions", "ChatCompletions/Server", "Embeddings", "Embeddings/Server",
            "Responses", "Responses/Server", "Messages", "Messages/Server", "Ollama", "Ollama/Server",
        ],
        ["RouteGen.OpenAI"] = [""],
        ["RouteGen.Anthropic"] = [""],
        ["RouteGen.Ollama"] = [""],
        ["RouteGen.Redis"] = ["Scripts", ""],
        ["RouteGen.Sqlite"] = ["Storage", "Budgets", "Spend", "Records", "Content", "Keys", ""],
        ["RouteGen.AspNetCore"] = [""],
        ["RouteGen.Gateway"] =
            [
                "Settings", "Keys", "Bodies", "Refusals", "Fallbacks", "Routing", "Capabilities", "Asked", "Lanes", "Limits", "Records",
                "Endpoints", "",
            ],
        ["RouteGen.Testing"] = ["Replies", "Wire", "Pretending", "", "Drills", "Ledgers", "Records", "Content", "Keys"],
        ["RouteGen.Tables"] = ["Files", "Building", "Loaded", ""],
        ["RouteGen.Tool"] =
        [
            "Terminal", "Completion", "Findings", "Tables", "Simulation",
            "Diff/Kinds", "Diff/Comparing", "Diff/Costs", "Diff/Sources", "Diff/Writing", "Diff",
            "Check", "Yaml", "LiteLlm", "LiteLlmConfig", "Import", "Spending", "Budgets", "LiteLlmKeys", "Keys",
            "Serve/Files", "Serve/Versions", "Serve/Reload", "Serve/Hosting", "Serve",
            "Smoke",
            "Graph", "Pricing", "Calls",
            "Review/Subject", "Review/Items", "Review",
            "Fix", "Init",
            "",
        ],
    };

    /// <summary>Arrows that point up and that only the engine's rebuild can turn, by the types at their ends.</summary>
    public static IReadOnlyDictionary<string, string[]> Exceptions { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <summary>The namespaces that extension methods have by convention.</summary>
    public static IReadOnlyList<string> OfExtensions { get; } =
        ["Microsoft.Extensions.DependencyInjection", "Microsoft.AspNetCore.Builder"];

    /// <summary>The namespace of a project's own folder, in which its public types may be wherever they stand.</summary>
    public static string PublicNamespace(string project) => project == "RouteGen.Vocabulary" ? "RouteGen" : project;

    /// <summary>The place of a folder in its project's order; null where nobody has given it one.</summary>
    public static int? LevelOf(string project, string folder)
    {
        if (!Orders.TryGetValue(project, out var rooms))
        {
            return null;
        }

        for (var room = folder; ; room = room[..room.LastIndexOf('/')])
        {
            var level = Array.IndexOf(rooms, room);
            if (level >= 0)
            {
                return level;
            }

            if (!room.Contains('/', StringComparison.Ordinal))
            {
                return null;
            }
        }
    }
}
