using System.CommandLine;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Completion;

/// <summary>
/// The verb <c>completion</c>: a script that lets a shell complete verbs and options. What to offer the tool says itself.
/// </summary>
internal static class CompletionVerb
{
    private const string Bash = """
        _routegen() {
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$(routegen "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _routegen routegen

        """;

    private const string Zsh = """
        #compdef routegen
        _routegen() {
            local -a suggestions
            suggestions=("${(@f)$(routegen "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)}")
            compadd -a suggestions
            _files
        }
        compdef _routegen routegen

        """;

    private const string Fish = """
        complete -c routegen -a '(set -l line (commandline -cp); routegen "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'

        """;

    private const string PowerShell = """
        Register-ArgumentCompleter -Native -CommandName routegen -ScriptBlock {
            param($word, $line, $position)
            routegen "[suggest:$position]" "$line" 2>$null | ForEach-Object {
                [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
            }
        }

        """;

    public static Command Create(ToolHost host)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh, fish or pwsh.", HelpName = "bash|zsh|fish|pwsh" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish", "pwsh");
        var verb = new Verb("completion", "Prints the script that completes verbs and options in a shell.") { shell }
            .Example("routegen completion bash", "to be appended to ~/.bashrc");
        verb.SetAction(result => host.Out.Write(result.GetRequiredValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        }));
        return verb;
    }
}
