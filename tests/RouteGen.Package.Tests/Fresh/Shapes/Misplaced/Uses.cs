namespace Misplaced;

/// <summary>Would use a table.</summary>
public static class Uses;
