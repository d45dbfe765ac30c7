namespace RouteGen.Model.Json;

/// <summary>The grammar of JSON's numbers (RFC 8259, section 6).</summary>
internal static class JsonNumbers
{
    public static bool IsNumber(string text, int start, int end)
    {
        var i = start;
        if (i < end && text[i] == '-')
        {
            i++;
        }

        if (i < end && text[i] == '0')
        {
            i++;
        }
        else if (!SkipDigits(text, ref i, end))
        {
            return false;
        }

        if (i < end && text[i] == '.')
        {
            i++;
            if (!SkipDigits(text, ref i, end))
            {
                return false;
            }
        }

        if (i < end && text[i] is 'e' or 'E')
        {
            i++;
            if (i < end && text[i] is '+' or '-')
            {
                i++;
            }

            if (!SkipDigits(text, ref i, end))
            {
                return false;
            }
        }

        return i == end;
    }

    private static bool SkipDigits(string text, ref int i, int end)
    {
        var start = i;
        while (i < end && text[i] is >= '0' and <= '9')
        {
            i++;
        }

        return i > start;
    }
}
