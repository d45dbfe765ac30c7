namespace RouteGen.Tool.Calls;

/// <summary>An attempt along the time of its call: its wait, the time to its first token, and the rest.</summary>
/// <param name="total">The time that the whole width stands for, in milliseconds.</param>
/// <param name="hasBlocks">Whether it is of blocks, or of signs that every pipe takes.</param>
internal sealed class CallBar(decimal total, bool hasBlocks)
{
    private const int Width = 36;

    /// <summary>The bar as markup, as wide as all others.</summary>
    public string Create(CallAttempt attempt)
    {
        var begin = Cell(attempt.OffsetMs);
        var wait = begin - Cell(attempt.OffsetMs - attempt.DelayMs);
        var length = Math.Max(1, Cell(attempt.OffsetMs + attempt.LatencyMs) - begin);
        begin = Math.Min(begin, Width - 1);
        length = Math.Min(length, Width - begin);
        var first = attempt.FirstTokenMs is { } time ? Math.Clamp(Cell(attempt.OffsetMs + time) - begin, 0, length) : 0;
        var (waiting, until, after, failed) = hasBlocks ? ('·', '▒', '█', '█') : ('.', '-', '#', 'x');
        var colour = attempt.Fault is null ? "green" : "red";
        var body = attempt.Fault is null ? after : failed;
        return new string(' ', Math.Max(0, begin - wait)) + $"[dim]{new string(waiting, Math.Min(wait, begin))}[/]"
            + $"[{colour}]{new string(until, first)}{new string(body, length - first)}[/]" + new string(' ', Width - begin - length);
    }

    private int Cell(decimal at) => total <= 0 ? 0 : (int)decimal.Round(Math.Clamp(at / total, 0m, 1m) * Width);
}
