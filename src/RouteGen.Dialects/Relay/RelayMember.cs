namespace RouteGen.Dialects.Relay;

/// <summary>A member of a request's body, by where it stands.</summary>
/// <param name="Name">Its name, without escapes.</param>
/// <param name="IsKnown">Whether the dialect's own description names it.</param>
/// <param name="Start">Where its name begins, with the quotation mark.</param>
/// <param name="ValueStart">Where its value begins.</param>
/// <param name="End">Where its value ends.</param>
internal readonly record struct RelayMember(string Name, bool IsKnown, int Start, int ValueStart, int End);
