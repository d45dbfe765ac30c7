namespace RouteGen.Dialects.Relay;

/// <summary>Where the text of a message stands that says nothing else.</summary>
/// <param name="Start">The first byte after the quotation mark.</param>
/// <param name="Length">The bytes up to the other.</param>
/// <param name="IsEscaped">Whether there are escapes in it, none of which is half of a surrogate pair.</param>
internal readonly record struct PlainText(int Start, int Length, bool IsEscaped);
