using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Relay;

/// <content>
/// Conversations of which each message is a role and a text, as most are: what has to be known of them before they go on is told by the
/// bytes, so that they are read as messages only where something needs these.
/// </content>
internal sealed partial class RelayScan
{
    private readonly List<PlainText> _texts = [];
    private bool _hasMore;
    private bool _hasRole;
    private bool _hasText;

    /// <summary>
    /// The texts of Chat Completions' messages, in their order; null where one of them says more than a role and a text, is not well
    /// formed, or there is none.
    /// </summary>
    public IReadOnlyList<PlainText>? Plain => _hasMore || _texts.Count == 0 || Problems.Count > 0 ? null : _texts;

    private void BeginPlain() => (_hasRole, _hasText) = (false, false);

    /// <summary>Looks at a member of a message, with the reader at its value, which it leaves there.</summary>
    private void NotePlain(bool isRole, bool isContent, ref Utf8JsonReader reader)
    {
        var isFirst = isRole ? !_hasRole : isContent && !_hasText;
        if (!isFirst || reader.TokenType != JsonTokenType.String)
        {
            _hasMore = true;
        }
        else if (isRole)
        {
            _hasRole = true;
            _hasMore |= !(reader.ValueTextEquals("user"u8) || reader.ValueTextEquals("assistant"u8)
                || reader.ValueTextEquals("system"u8) || reader.ValueTextEquals("developer"u8));
        }
        else
        {
            _hasText = true;
            _hasMore |= reader.ValueIsEscaped && LenientText.HasSurrogates(reader.ValueSpan);
            _texts.Add(new((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped));
        }
    }

    private void EndPlain() => _hasMore |= !_hasRole || !_hasText;
}
