namespace RouteGen.Model.Problems;

/// <summary>The rules RG0xxx: what can be wrong with the file itself. All of them block.</summary>
public static class FileRules
{
    /// <summary>The text is not JSON (comments and trailing commas allowed).</summary>
    public static readonly ProblemRule Syntax = Blocking("RG0001", "The text is not JSON", "{0}");

    /// <summary>A property that the place does not have.</summary>
    public static readonly ProblemRule UnknownProperty = Blocking("RG0002", "Unknown property", "Unknown property '{0}' in {1}; {2}");

    /// <summary>A value of a wrong type, form or range.</summary>
    public static readonly ProblemRule InvalidValue = Blocking("RG0003", "Wrong type or value", "'{0}' must be {1}; {2}");

    /// <summary>A property that the place must have.</summary>
    public static readonly ProblemRule MissingProperty = Blocking("RG0004", "Missing property", "{0} needs '{1}': {2}");

    /// <summary>A key that appears twice in one object.</summary>
    public static readonly ProblemRule DuplicateKey = Blocking(
        "RG0005", "Duplicate key", "'{0}' appears here twice; remove or rename one, only the first counts{1}");

    /// <summary>A name that cannot become a C# identifier, or that becomes one already taken.</summary>
    public static readonly ProblemRule NameCollision = Blocking("RG0006", "Name cannot be generated", "{0}");

    /// <summary>A reference to an entry that does not exist.</summary>
    public static readonly ProblemRule UnknownReference = Blocking("RG0007", "Unknown reference", "There is no {0} '{1}'; {2}");

    /// <summary>Two files of a project declare the same table.</summary>
    public static readonly ProblemRule TableDeclaredTwice = Blocking("RG0008", "Table declared twice", "{0}");

    /// <summary>A provider kind for which no package is referenced.</summary>
    public static readonly ProblemRule UnknownProviderKind = Blocking("RG0010", "Provider kind without a package", "{0}");

    /// <summary>A shared models file that the build does not see.</summary>
    public static readonly ProblemRule SharedModelsNotFound = Blocking("RG0011", "Shared models not found", "{0}");

    /// <summary>An embedding route whose vectors cannot be compared with each other.</summary>
    public static readonly ProblemRule IncomparableEmbeddings = Blocking("RG0016", "Embeddings that cannot be compared", "{0}");

    /// <summary>An embedding route at a provider that makes no embeddings.</summary>
    public static readonly ProblemRule NoEmbeddings = Blocking("RG0017", "Provider kind without embeddings", "{0}");

    /// <summary>Aliases of two routes that match the same name.</summary>
    public static readonly ProblemRule OverlappingAliases = Blocking("RG0018", "Aliases of two routes overlap", "{0}");

    /// <summary>An alias that is the name of another route.</summary>
    public static readonly ProblemRule AliasOfAnotherRoute = Blocking("RG0019", "Alias is another route's name", "{0}");

    /// <summary>All of them, by ID.</summary>
    public static IReadOnlyList<ProblemRule> All { get; } =
    [
        Syntax, UnknownProperty,
        InvalidValue, MissingProperty, DuplicateKey, NameCollision, UnknownReference, TableDeclaredTwice, UnknownProviderKind,
        SharedModelsNotFound, IncomparableEmbeddings, NoEmbeddings, OverlappingAliases, AliasOfAnotherRoute,
    ];

    private static ProblemRule Blocking(string id, string title, string messageFormat) => new(id, title, messageFormat, IsBlocking: true);
}
