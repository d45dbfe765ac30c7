namespace Library;

/// <summary>A project that has the package and no table.</summary>
public static class Plain
{
    /// <summary>Nothing of interest.</summary>
    public static int Number => 1;
}
