namespace RouteGen.Model.Fixes;

/// <summary>A change of a text.</summary>
/// <param name="Start">The offset of what is replaced, in UTF-16 code units.</param>
/// <param name="Length">Its length; 0 where text is only added.</param>
/// <param name="Text">What takes its place.</param>
public readonly record struct TextEdit(int Start, int Length, string Text);
