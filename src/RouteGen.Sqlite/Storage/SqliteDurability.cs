namespace RouteGen.Sqlite;

/// <summary>What a commit waits for.</summary>
public enum SqliteDurability
{
    /// <summary>
    /// For the disk: what was answered survives the end of the process, of the system and of the power (<c>synchronous=FULL</c>).
    /// </summary>
    Full,

    /// <summary>
    /// For the system: what was answered survives the end of the process. A power cut may take the last moments back, and leaves
    /// the file whole (<c>synchronous=NORMAL</c>).
    /// </summary>
    Normal,
}
