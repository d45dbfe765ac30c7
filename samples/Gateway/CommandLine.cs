using GatewaySample.Providers;
using RouteGen.Gateway;
using RouteGen.Testing;

namespace GatewaySample;

/// <summary>What was asked for on the command line.</summary>
internal sealed class CommandLine
{
    /// <summary>Where it listens unless something says otherwise.</summary>
    public const string DefaultUrl = "http://127.0.0.1:5280";

    public string? Urls { get; private set; }

    public string? Key { get; private set; }

    public bool Offline { get; private set; }

    public bool Json { get; private set; }

    public bool Health { get; private set; }

    public bool Help { get; private set; }

    /// <summary>The route whose way around the gateway is to be printed; null where none is.</summary>
    public string? Direct { get; private set; }

    public string Language { get; private set; } = "python";

    public List<(string Target, string Fault)> Faults { get; } = [];

    /// <summary>What is wrong with it, and what exists; null where nothing is.</summary>
    public string? Problem { get; private set; }

    public static CommandLine Parse(string[] args)
    {
        var line = new CommandLine();
        for (var i = 0; i < args.Length && line.Problem is null; i++)
        {
            // --urls http://… and --urls=http://… alike.
            var at = args[i].StartsWith("--", StringComparison.Ordinal) ? args[i].IndexOf('=', StringComparison.Ordinal) : -1;
            var (name, value) = at < 0 ? (args[i], null) : (args[i][..at], args[i][(at + 1)..]);
            line.Take(name, () => value ?? (++i < args.Length ? args[i] : null), value is not null);
        }

        return line;
    }

    private void Take(string name, Func<string?> value, bool hasValue)
    {
        switch (name)
        {
            case "--urls":
                TakeUrls(value());
                break;
            case "--key":
                TakeKey(value());
                break;
            case "--fail":
                TakeFault(value());
                break;
            case "--direct":
                TakeDirect(value());
                break;
            case "--language":
                TakeLanguage(value());
                break;
            case "--offline" or "--json" or "--health" or "--help" or "-h" when hasValue:
                Problem = $"{name} takes no value.";
                break;
            case "--offline":
                Offline = true;
                break;
            case "--json":
                Json = true;
                break;
            case "--health":
                Health = true;
                break;
            case "--help" or "-h":
                Help = true;
                break;
            default:
                Problem = $"Unknown argument '{name}'.";
                break;
        }
    }

    private void TakeUrls(string? urls)
    {
        Urls = urls;
        if (string.IsNullOrWhiteSpace(urls) || !urls.Split(';').All(IsAddress))
        {
            Problem = "--urls takes one or more addresses, such as http://127.0.0.1:5280 or http://*:8080, separated by semicolons.";
        }
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url.Replace("://*", "://any", StringComparison.Ordinal).Replace("://+", "://any", StringComparison.Ordinal),
            UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttp;

    private void TakeKey(string? key)
    {
        Key = key;
        if (key is null || key.Length is < 16 or > 200 || !key.All(static c => c is > ' ' and < '\x7f'))
        {
            Problem = "--key takes a key of 16 to 200 visible ASCII characters.";
        }
    }

    private void TakeFault(string? text)
    {
        var parts = text?.Split('=', 2) ?? [];
        if (parts.Length != 2)
        {
            Problem = "--fail takes <target>=<fault>, such as --fail sonnet=overloaded.";
        }
        else if (!GatewayProviders.AllTargets.Contains(parts[0], StringComparer.Ordinal))
        {
            Problem = $"Unknown target '{parts[0]}'. Targets: {string.Join(", ", GatewayProviders.AllTargets)}.";
        }
        else if (!FaultWords.Contains(parts[1]))
        {
            Problem = $"Unknown fault '{parts[1]}'. Faults: {string.Join(", ", FaultWords.All)}, {FaultWords.None}.";
        }
        else
        {
            Faults.Add((parts[0], parts[1]));
        }
    }

    private void TakeDirect(string? route)
    {
        Direct = route;
        var routes = GatewayRoutes.Definition.Routes.Select(static r => r.Name).ToArray();
        if (route is null || !routes.Contains(route, StringComparer.Ordinal))
        {
            Problem = $"--direct takes a route: {string.Join(", ", routes)}.";
        }
    }

    private void TakeLanguage(string? language)
    {
        Language = language ?? "";
        if (!DirectSnippets.Languages.Contains(Language, StringComparer.Ordinal))
        {
            Problem = $"--language takes one of {string.Join(", ", DirectSnippets.Languages)}.";
        }
    }
}
