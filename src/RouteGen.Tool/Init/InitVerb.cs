using System.CommandLine;
using RouteGen.Model.Naming;
using RouteGen.Tool.Findings.Writers;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Init;

/// <summary>The verb <c>init</c>.</summary>
internal static class InitVerb
{
    private const string Schema = "routes.schema.json";

    public static Command Create(ToolHost host)
    {
        var file = new Argument<string>("file")
        {
            Description = "The table to write; a folder means the routes.json in it.",
            HelpName = "routes.json",
            DefaultValueFactory = static _ => "routes.json",
        };
        var providers = new Option<string[]>("--provider")
        {
            Description = "A provider to have, by its kind, whether its key is set or not; may be repeated. Without it: those whose keys "
                + "are set.",
            HelpName = "kind",
        };
        providers.CompletionSources.Add(
            static _ => UsualModels.All.Select(static u => new System.CommandLine.Completions.CompletionItem(u.Kind)));
        var force = new Option<bool>("--force") { Description = "Overwrite a table that is there." };
        var verb = new Verb("init", "Writes a table for the providers whose keys are set in the environment.") { file, providers, force }
            .Example("routegen init", "routes.json in this folder")
            .Example("routegen init desk.routes.json --provider openai --provider anthropic",
                "for these, whether their keys are set or not");
        verb.SetAction(result =>
        {
            Run(host, result.GetRequiredValue(file), result.GetValue(providers) ?? [], result.GetValue(force));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Run(ToolHost host, string file, IReadOnlyList<string> named, bool isForced)
    {
        if (Directory.Exists(host.FullPath(file)))
        {
            file = Path.Combine(file, "routes.json");
        }

        var path = host.FullPath(file);
        if (File.Exists(path) && !isForced)
        {
            throw new UsageException($"There is a '{file}' already; --force overwrites it.");
        }

        var folder = Path.GetDirectoryName(path)!;
        var projects = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csproj") : [];
        var found = named.Count > 0 ? [.. named.Distinct(StringComparer.Ordinal).Select(n => FoundProvider.Named(host, n))]
            : FoundProvider.In(host);
        var isPlayed = found.Count == 0;
        if (isPlayed)
        {
            found = [FoundProvider.Without(UsualModels.All[0]), FoundProvider.Without(UsualModels.All[1])];
        }

        // In order of chains, whatever the order in which they were named.
        found = [.. UsualModels.All.Select(usual => found.FirstOrDefault(f => f.Usual == usual)).OfType<FoundProvider>()];
        var name = TableName(projects.Length > 0 ? Path.GetFileNameWithoutExtension(projects[0]) : Path.GetFileName(folder));
        var hasProject = projects.Length > 0;
        Directory.CreateDirectory(folder);
        WholeFile.Write(
            path, TableMaker.Make(path, name, hasProject ? $"./obj/{Schema}" : $"./{Schema}", DayOption.Today(host), found));
        var schema = Path.Combine(folder, Schema);
        var writesSchema = !hasProject && (isForced || !File.Exists(schema));
        if (writesSchema)
        {
            WholeFile.Write(schema, SchemaText());
        }

        Tell(host, file, found, isPlayed, writesSchema);
    }

    private static void Tell(ToolHost host, string file, IReadOnlyList<FoundProvider> found, bool isPlayed, bool writesSchema)
    {
        var shown = Visible.OneLine(file);
        var quoted = shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
        var table = file == "routes.json" ? "" : $" {quoted}";
        host.Out.WriteLine(isPlayed
            ? $"No provider's key is set, so {shown} is written for openai and anthropic: simulated providers can play it."
            : $"Wrote {shown} for {string.Join(", ", found.Select(static f => f.Kind.Name))}.");
        if (writesSchema)
        {
            host.Out.WriteLine($"Wrote {Schema} beside it, by which editors complete and explain it.");
        }

        var unset = found.SelectMany(static f => new[] { f.KeyVariable, f.AddressVariable }).OfType<string>()
            .Where(v => string.IsNullOrWhiteSpace(host.Variable(v))).Distinct(StringComparer.Ordinal).ToArray();
        if (unset.Length > 0)
        {
            host.Out.WriteLine($"Not set yet: {string.Join(", ", unset)}.");
        }

        host.Out.WriteLine("Next:");
        host.Out.WriteLine($"  routegen check{table}");
        host.Out.WriteLine(isPlayed ? $"  routegen serve{table} --simulated" : $"  routegen smoke{table}");
        host.Out.WriteLine(isPlayed ? $"  routegen smoke{table} --simulated" : $"  routegen serve{table}");
    }

    private static string TableName(string from)
    {
        var name = Identifiers.FromName(from.Split('.')[^1]) ?? "Model";
        name = name.EndsWith("Routes", StringComparison.Ordinal) ? name : name + "Routes";
        return Identifiers.IsIdentifier(name) && GeneratedNames.WhyNotTable(name) is null ? name : "ModelRoutes";
    }

    private static byte[] SchemaText()
    {
        using var stream = typeof(InitVerb).Assembly.GetManifestResourceStream(Schema)!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
