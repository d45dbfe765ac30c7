namespace RouteGen.Docs.Tests.House;

/// <summary>One use: a file's type names a type of another file of its project.</summary>
/// <param name="From">The type in whose declaration the use stands.</param>
/// <param name="FromFile">Its file, below the project.</param>
/// <param name="To">The type that is used, or whose member is.</param>
/// <param name="ToFile">The file that declares it.</param>
/// <param name="Place">File and line of the first such use.</param>
internal sealed record Arrow(string From, string FromFile, string To, string ToFile, string Place)
{
    public string FromFolder => ProjectArrows.Folder(FromFile);

    public string ToFolder => ProjectArrows.Folder(ToFile);

    public string Name => $"{From} -> {To}";
}
