using RouteGen.Tool.Serve.Reload;

namespace RouteGen.Tool.Serve.Hosting;

/// <summary>What is to be served, and how.</summary>
internal sealed record ServeOptions
{
    /// <summary>Where it listens unless something says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5280";

    /// <summary>The table, as the command line wrote it.</summary>
    public required string Table { get; init; }

    /// <summary>The addresses, separated by semicolons.</summary>
    public string Urls { get; init; } = DefaultUrl;

    /// <summary>Whether every provider is simulated.</summary>
    public bool IsSimulated { get; init; }

    /// <summary>Simulated targets that are to fail, each as <c>target=fault</c>.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>A key for every route; null for none.</summary>
    public string? Key { get; init; }

    /// <summary>The store of keys; null for none.</summary>
    public string? Keys { get; init; }

    /// <summary>The store of spend; null for none.</summary>
    public string? Spend { get; init; }

    /// <summary>The store of records; null for memory.</summary>
    public string? Records { get; init; }

    /// <summary>The store of budgets; null for memory.</summary>
    public string? Ledger { get; init; }

    /// <summary>A file to take for the packed catalog; null for the packed one.</summary>
    public string? Catalog { get; init; }

    /// <summary>The folder that keeps versions over starts; null for memory.</summary>
    public string? State { get; init; }

    /// <summary>Whether changes of the table are put in force.</summary>
    public bool Reloads { get; init; } = true;

    /// <summary>Whether the log tells of every call.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>How fast changes are seen.</summary>
    public WatchPace Pace { get; init; } = WatchPace.Usual;
}
