using System.Text;

namespace RouteGen.Budgets;

/// <summary>
/// Texts as they stand in the keys of stores, all of them apart from each other. It is percent-encoding of UTF-8, in which an unpaired
/// surrogate, that UTF-8 has no place for, is written by the three bytes that it would have (WTF-8, simonsapin.github.io/wtf-8): no other
/// text has those, where UTF-8 has U+FFFD for all of them.
/// </summary>
internal static class StoredText
{
    public static string Encode(string text)
    {
        var unpaired = FirstUnpaired(text, 0);
        if (unpaired < 0)
        {
            return Uri.EscapeDataString(text);
        }

        var key = new StringBuilder();
        var start = 0;
        for (; unpaired >= 0; unpaired = FirstUnpaired(text, start))
        {
            var unit = (int)text[unpaired];
            key.Append(Uri.EscapeDataString(text[start..unpaired]))
                .Append(
                    System.Globalization.CultureInfo.InvariantCulture,
                    $"%{0xE0 | (unit >> 12):X2}%{0x80 | ((unit >> 6) & 0x3F):X2}%{0x80 | (unit & 0x3F):X2}");
            start = unpaired + 1;
        }

        return key.Append(Uri.EscapeDataString(text[start..])).ToString();
    }

    private static int FirstUnpaired(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
