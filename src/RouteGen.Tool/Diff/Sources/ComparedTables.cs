using RouteGen.Model.Json;
using RouteGen.Tables;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff.Sources;

/// <summary>Finds the two tables that are compared. What cannot be found is a failure: it never reads as "no changes".</summary>
internal sealed class ComparedTables
{
    private static readonly string[] DefaultBranches = ["origin/main", "origin/master", "main", "master"];

    private readonly ToolHost _host;
    private readonly TableTexts _texts;
    private readonly Compared _compared;
    private readonly string _table;
    private Git? _git;

    private ComparedTables(ToolHost host, Compared compared, DateOnly today)
    {
        _host = host;
        _texts = new TableTexts(host, today);
        _compared = compared;

        // A table that was deleted, or is only in a commit, can still be named.
        _table = Directory.Exists(host.FullPath(compared.Table)) || compared.Head is null
            ? TableArgument.Find(host, compared.Table) : compared.Table;
    }

    private Git Repository => _git ??= new Git(_host, Path.GetDirectoryName(_host.FullPath(_table))!);

    /// <summary>Finds them: the base, which can be used, and the head, which may be broken.</summary>
    /// <exception cref="ToolFailure">One of them is not there, or the base cannot be used.</exception>
    public static (ComparedTable Base, ComparedTable Head) Find(ToolHost host, Compared compared, DateOnly today) =>
        new ComparedTables(host, compared, today).Find();

    private (ComparedTable Base, ComparedTable Head) Find()
    {
        var catalog = _compared.Catalog is { } file ? PackageModels.OfCatalogFile(_host, file) : PackageModels.Packed;
        var head = FindHead(catalog);
        var earlier = FindBase(head, _compared.BaseCatalog is { } of ? PackageModels.OfCatalogFile(_host, of) : catalog);
        NeedsUse(head.File, catalog, _compared.Catalog);
        return earlier.File.Problems.FirstOrDefault(static p => p.IsBlocking) is { } problem
            ? throw new ToolFailure($"The base, {earlier.Label}, cannot be used, so nothing can be compared with it: {problem}")
            : (earlier, head);
    }

    private ComparedTable FindHead(PackageModels models) => _compared.Head switch
    {
        null => new(_texts.OfFolder(_table, models), "working copy"),
        var word when IsFile(word) => new(_texts.OfFolder(TableArgument.Find(_host, word), models), word),
        var word => OfRef(word, models),
    };

    private ComparedTable FindBase(ComparedTable head, PackageModels models)
    {
        switch (_compared.Base)
        {
            case null when _compared.BaseCatalog is { } file:
                NeedsUse(head.File, models, file);
                return new(SameTable(head, models), file);
            case null:
                return UsualBase(head, models);
            case var word when IsFile(word) && !word.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase):
                return new(_texts.OfFolder(TableArgument.Find(_host, word), models), word);
            case var word when PackageModels.IsPackage(word):
                var package = PackageModels.OfPackage(_host, word);
                NeedsUse(head.File, package, word);
                return new(SameTable(head, package), word);
            case var word:
                return OfRef(word, models);
        }
    }

    /// <summary>The same table with other shared models: what they change is all that is compared.</summary>
    private RouteTableFile SameTable(ComparedTable head, PackageModels models) => _compared.Head is { } word && !IsFile(word)
        ? OfRef(word, models).File
        : _texts.OfFolder(head.File.Path, models);

    /// <summary>HEAD where the working copy has changed, and else where this branch left the default branch.</summary>
    private ComparedTable UsualBase(ComparedTable head, PackageModels models)
    {
        if (_compared.Head is null)
        {
            if (Repository.Commit("HEAD") is null)
            {
                throw new ToolFailure("The git repository has no commit yet, so there is nothing to compare with.");
            }

            var committed = OfRef("HEAD", models);
            if (!IsSameText(committed.File, head.File))
            {
                return committed;
            }
        }

        var tip = _compared.Head ?? "HEAD";
        if (DefaultBranch() is not { } branch)
        {
            throw new ToolFailure("No default branch is known to compare with (origin/HEAD, main, master). Name a base: routegen diff "
                + "HEAD^");
        }

        return Repository.MergeBase(Repository.Commit(branch)!, Repository.Commit(tip) ?? tip) is { } fork
            ? OfCommit(fork, branch == tip ? branch : $"merge base with {branch}", _table, models)
            : throw new ToolFailure($"git finds no commit that {tip} and {branch} have in common." + Shallow());
    }

    private string? DefaultBranch()
    {
        // In a pull request, GitHub says which branch it is for.
        var ofPullRequest = _host.Variable("GITHUB_BASE_REF") is { Length: > 0 } name ? "origin/" + name : null;
        var ofRemote = Repository.Symbolic("refs/remotes/origin/HEAD")?.Replace("refs/remotes/", "", StringComparison.Ordinal);
        return DefaultBranches.Prepend(ofRemote).Prepend(ofPullRequest).OfType<string>()
            .FirstOrDefault(branch => Repository.Commit(branch) is not null);
    }

    private ComparedTable OfRef(string word, PackageModels models)
    {
        // main:old/routes.json, as git writes it.
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var (reference, path) = colon < 0 ? (word, _table) : (word[..colon], word[(colon + 1)..]);
        return Repository.Commit(reference) is { } commit
            ? colon < 0 ? OfCommit(commit, word, path, models) : OfPath(commit, word, path, models)
            : throw new ToolFailure(
                $"'{word}' is neither a file nor a package, and git knows no such commit, branch or tag." + Shallow());
    }

    private ComparedTable OfCommit(string commit, string label, string path, PackageModels models) =>
        Repository.PathOf(_host.FullPath(path)) is { } inRepository
            ? OfPath(commit, label, inRepository, models)
            : throw new ToolFailure($"'{path}' is outside the git repository of '{Repository.Folder}'.");

    private ComparedTable OfPath(string commit, string label, string repositoryPath, PackageModels models)
    {
        var short_ = commit[..Math.Min(8, commit.Length)];
        var file = _texts.OfCommit(Repository, commit, repositoryPath, _table, models) ?? throw new ToolFailure(
            $"There is no '{repositoryPath}' in {label} ({short_}). Where it had another path, name it: routegen diff {short_}:"
                + $"old/routes.json");
        return new(file, commit.StartsWith(label, StringComparison.Ordinal) ? short_ : $"{label} ({short_})");
    }

    private bool IsFile(string word) =>
        File.Exists(_host.FullPath(word)) || File.Exists(Path.Combine(_host.FullPath(word), "routes.json"));

    private string Shallow() => Repository.IsShallow
        ? " The clone has only the last commits: fetch all (actions/checkout with fetch-depth: 0)." : "";

    private static bool IsSameText(RouteTableFile one, RouteTableFile other) =>
        Lines(one.Checked.Text.Text) == Lines(other.Checked.Text.Text)
        && one.Checked.Models.Select(static m => Lines(m.Text)).SequenceEqual(other.Checked.Models.Select(static m => Lines(m.Text)),
            StringComparer.Ordinal);

    // As git checks files out on Windows.
    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).TrimStart('\uFEFF');

    /// <summary>Models of a package that a table does not use would make every comparison one of a table with itself.</summary>
    private static void NeedsUse(RouteTableFile file, PackageModels models, string? word)
    {
        if (word is null)
        {
            return;
        }

        var uses = ((file.Checked.Reading.Tree.Root as JsonObject)?.Find("use")?.Value as JsonArray)?.Items.OfType<JsonString>()
            .Select(static u => u.Value).ToArray() ?? [];
        if (!models.Packages.Any(p => uses.Contains(p, StringComparer.Ordinal)))
        {
            throw new ToolFailure(
                $"'{file.Path}' does not use {string.Join(" or ", models.Packages)}, so '{word}' changes nothing in it. "
                + "A table uses a package by \"use\": [\"RouteGen.Catalog\"].");
        }
    }
}
