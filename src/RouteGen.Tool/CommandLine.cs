using System.CommandLine;
using System.CommandLine.Help;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool;

/// <summary>The command line: its verbs, and how each of them ends.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line to its end.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, ToolHost host, CancellationToken cancellation = default)
    {
        var result = Create(host).Parse(args);
        if (result.Errors.Count > 0 && result.Action is not VerbHelp)
        {
            var see = string.Join(' ', Path(result.CommandResult.Command));
            ErrorText.Write(host, ExitCode.Usage,
                $"{string.Join(" ", result.Errors.Select(static e => ErrorText.WithoutSecrets(e.Message)))} See {see} --help.");
            return ExitCode.Usage;
        }

        try
        {
            return await result.InvokeAsync(
                new()
                {
                    Output = host.Out,
                    Error = host.Error,
                    EnableDefaultExceptionHandler = false,

                    // The program hears of signals; here a command that ends well would have two seconds for it.
                    ProcessTerminationTimeout = null,
                },
                cancellation);
        }
        catch (UsageException e)
        {
            ErrorText.Write(host, ExitCode.Usage, e.Message);
            return ExitCode.Usage;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is ToolFailure or IOException or UnauthorizedAccessException or InvalidDataException or JsonException
            or SqliteException or HttpRequestException)
        {
            ErrorText.Write(host, ExitCode.Fault, e.Message);
            return ExitCode.Fault;
        }
    }

    /// <summary>The verbs, on which completion and the tests of help stand too.</summary>
    public static RootCommand Create(ToolHost host)
    {
        var root = new RootCommand("The command line of RouteGen: checks, fixes, compares, prices, tries out and serves route tables.");
        foreach (var verb in Verbs.Create(host))
        {
            root.Add(verb);
        }

        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new VerbHelp((HelpAction)option.Action!);
        }

        return root;
    }

    private static IEnumerable<string> Path(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? Path(parent).Append(command.Name) : ["routegen"];
}
