using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using RouteGen.Hosting;
using RouteGen.Tables;
using RouteGen.Targets;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Smoke;

/// <summary>
/// The settings that a program of the table runs under, read as it reads them: from appsettings.json, from the file of its environment,
/// and from the environment's variables. What only its code or its secrets say is not known here.
/// </summary>
internal sealed class SmokeSettings
{
    private const string FileName = "appsettings.json";

    private readonly ToolHost _host;
    private readonly ConfigurationRoot _files;

    private SmokeSettings(ToolHost host, ConfigurationRoot files, RouteTableSettings table) =>
        (_host, _files, Table) = (host, files, table);

    /// <summary>What they say of the table.</summary>
    public RouteTableSettings Table { get; }

    /// <summary>Reads them: the files beside the table, or else in the folder of the command line.</summary>
    /// <exception cref="ToolFailure">A file cannot be read, or no program would start with them.</exception>
    public static SmokeSettings Read(ToolHost host, RouteTableFile file)
    {
        var table = file.Definition;
        var beside = Path.GetDirectoryName(host.FullPath(file.Path))!;
        var folder = File.Exists(Path.Combine(beside, FileName)) ? beside : host.Folder;
        var files = ReadFiles(folder, EnvironmentOf(host));
        var configuration = new ConfigurationBuilder()
            .AddConfiguration(files)
            .AddConfiguration(HostConfiguration.Read(host.Variables!))
            .Build();
        var settings = new RouteTableSettings();
        new ConfigureFromConfiguration(table, configuration).Configure(table.Name, settings);
        var problems = new List<string>(settings.Problems);
        if (SettingsCheck.Check(RouteTableSettings.SectionOf(table.Name), settings, problems))
        {
            OperationCheck.Check(table, settings, problems);
        }

        return problems.Count == 0
            ? new(host, files, settings)
            : throw new ToolFailure(string.Join('\n', problems.Select(p => $"Table '{table.Name}': {p}.")));
    }

    /// <summary>
    /// Where a setting stands: the variable, or the path and the file. Where it stands nowhere, the variable that every shell can set.
    /// </summary>
    /// <param name="path">Its place in the configuration.</param>
    public string PlaceOf(string path)
    {
        var underscored = string.Join(':', path.Split(':').Select(VariableNames.For));
        foreach (var one in (string[])[path, underscored])
        {
            if (_host.Variables.FirstOrDefault(v => !string.IsNullOrWhiteSpace(v.Value)
                && string.Equals(HostConfiguration.PathOf(v.Key), one, StringComparison.OrdinalIgnoreCase)).Key is { } variable)
            {
                return variable;
            }
        }

        foreach (var one in (string[])[path, underscored])
        {
            if (_files.Providers.OfType<JsonConfigurationProvider>().LastOrDefault(p => p.TryGet(one, out _)) is { } file)
            {
                return $"{one} in {file.Source.Path}";
            }
        }

        return VariableNames.ForPath(path);
    }

    /// <summary>Where one of a list stands: by itself, or in one text with the others.</summary>
    public string PlaceOf(string path, int at)
    {
        var whole = PlaceOf(path);
        return whole == VariableNames.ForPath(path) && !_host.Variables.ContainsKey(whole)
            ? PlaceOf(FormattableString.Invariant($"{path}:{at}"))
            : whole;
    }

    /// <summary>What to do where a setting is missing at a place.</summary>
    public static string SetAt(string place) =>
        place.Contains(':', StringComparison.Ordinal) ? $"Set {place}." : $"Set the environment variable {place}.";

    // As WebApplication and Host choose it.
    private static string EnvironmentOf(ToolHost host) =>
        host.Variable("DOTNET_ENVIRONMENT") is { Length: > 0 } own ? own
            : host.Variable("ASPNETCORE_ENVIRONMENT") is { Length: > 0 } web ? web
            : "Production";

    private static ConfigurationRoot ReadFiles(string folder, string environment)
    {
        try
        {
            return (ConfigurationRoot)new ConfigurationBuilder()
                .SetBasePath(folder)
                .AddJsonFile(FileName, optional: true)
                .AddJsonFile($"appsettings.{environment}.json", optional: true)
                .Build();
        }
        catch (InvalidDataException e)
        {
            // The text of the file stays unsaid: it can hold a key.
            var line = e.InnerException?.InnerException is System.Text.Json.JsonException { LineNumber: { } at }
                ? FormattableString.Invariant($" (line {at + 1})")
                : "";
            throw new ToolFailure(
                $"The settings in {folder} cannot be read as JSON: look at {FileName} and appsettings.{environment}.json{line}.", e);
        }
    }
}
