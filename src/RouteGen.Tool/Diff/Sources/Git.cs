using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff.Sources;

/// <summary>Reads from a git repository by the program <c>git</c>; nothing in the repository is changed.</summary>
internal sealed class Git
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    private readonly ToolHost _host;
    private readonly string _program;

    /// <summary>The repository that a folder is in.</summary>
    /// <exception cref="ToolFailure">There is no git, or the folder is in none of its repositories.</exception>
    public Git(ToolHost host, string folder)
    {
        _host = host;
        _program = Find(host);
        Folder = folder;
        var prefix = Run("rev-parse", "--show-prefix");
        if (!prefix.IsOk)
        {
            throw new ToolFailure(
                $"The folder '{folder}' is not in a git repository ({Say(prefix.Error)}). Name a file to compare with: routegen diff "
                    + $"old/routes.json");
        }

        Prefix = prefix.Text.TrimEnd('\r', '\n');
    }

    /// <summary>The folder that git runs in.</summary>
    public string Folder { get; }

    /// <summary>The folder within the repository, with a slash at the end; empty at its root.</summary>
    public string Prefix { get; }

    /// <summary>The commit that a ref means; null where there is no such ref.</summary>
    public string? Commit(string reference) =>
        !reference.StartsWith('-')
            && Run("rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}") is { IsOk: true } found
            ? found.Text.Trim() : null;

    /// <summary>The commit where two came apart; null where git finds none.</summary>
    public string? MergeBase(string one, string other) =>
        Run("merge-base", one, other) is { IsOk: true } found ? found.Text.Trim() : null;

    /// <summary>What a symbolic ref points at, such as <c>refs/remotes/origin/main</c>; null where it points at nothing.</summary>
    public string? Symbolic(string reference) =>
        Run("symbolic-ref", "--quiet", reference) is { IsOk: true } found ? found.Text.Trim() : null;

    /// <summary>Whether the repository has only the last commits.</summary>
    public bool IsShallow => Run("rev-parse", "--is-shallow-repository") is { IsOk: true } found && found.Text.Trim() == "true";

    /// <summary>The text of a file as it was in a commit; null where it was not there.</summary>
    /// <param name="commit">The commit.</param>
    /// <param name="path">The path from the root of the repository, with slashes.</param>
    public string? Show(string commit, string path)
    {
        var type = Run("cat-file", "-t", $"{commit}:{path}");
        if (!type.IsOk || type.Text.Trim() != "blob")
        {
            return null;
        }

        var shown = Run("show", $"{commit}:{path}");
        return shown.IsOk ? shown.Text : throw new ToolFailure($"git could not read {path} of {commit}: {Say(shown.Error)}");
    }

    /// <summary>A path of the host within the repository; null where it is outside.</summary>
    public string? PathOf(string fullPath)
    {
        var relative = System.IO.Path.GetRelativePath(Folder, fullPath).Replace('\\', '/');
        if (System.IO.Path.IsPathRooted(relative))
        {
            return null;
        }

        var parts = new List<string>(Prefix.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (var part in relative.Split('/'))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return string.Join('/', parts);
    }

    private static string Say(string error) =>
        error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "git said nothing";

    // Found here rather than by the system, which on some looks into the present folder first.
    private static string Find(ToolHost host)
    {
        if (host.Variable("PATH") is not { } paths)
        {
            return "git";
        }

        string[] names = OperatingSystem.IsWindows() ? ["git.exe", "git.cmd"] : ["git"];
        return paths.Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(System.IO.Path.IsPathRooted)
            .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists) ?? throw NotThere(null);
    }

    private static ToolFailure NotThere(Exception? inner) => new(
        "git is not there, so nothing can be compared with what was committed. Install it, or name a file to compare with: "
        + "routegen diff old/routes.json", inner);

    private GitResult Run(params string[] arguments)
    {
        var start = new ProcessStartInfo(_program)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
        };
        foreach (var argument in arguments.Prepend("--no-pager"))
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var isLate = false;
            using var guard = _host.Time.CreateTimer(
                _ =>
                {
                    isLate = true;
                    process.Kill(entireProcessTree: true);
                },
                null, Longest, Timeout.InfiniteTimeSpan);

            // One stream on this thread and the other beside it: a program that waits for its reader cannot end.
            var errors = new StringBuilder();
            process.ErrorDataReceived += (_, line) => errors.Append(line.Data).Append('\n');
            process.BeginErrorReadLine();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return isLate
                ? throw new ToolFailure($"git did not answer within {Longest.TotalSeconds:0} s: git {string.Join(' ', arguments)}")
                : new(process.ExitCode == 0, output.TrimStart('\uFEFF'), errors.ToString());
        }
        catch (Win32Exception e)
        {
            throw NotThere(e);
        }
    }

    private sealed record GitResult(bool IsOk, string Text, string Error);
}
