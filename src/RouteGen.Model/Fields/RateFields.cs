using RouteGen.Costs;
using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>The rates of a token's kind, which every price has.</summary>
internal static class RateFields
{
    public static readonly Field<PriceSheet>[] All =
    [
        new Field<PriceSheet, decimal>("input", Forms.Rate)
        {
            Description =
                "Fresh input. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, unknown, which is not free.",
            Example = "0.25",
            Read = static (sheet, value) => sheet with { Input = value },
            Write = static (text, sheet) => text.Add(sheet.Input),
            Place = 0,
        },
        new Field<PriceSheet, decimal>("cachedInput", Forms.Rate)
        {
            Description =
                "Input read from a cache. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, unknown, which "
                + "is not free.",
            Example = "0.025",
            Read = static (sheet, value) => sheet with { CachedInput = value },
            Write = static (text, sheet) => text.Add(sheet.CachedInput),
            Place = 1,
        },
        new Field<PriceSheet, decimal>("cacheWrite", Forms.Rate)
        {
            Description =
                "Input written to a cache that lives five minutes. Unit: USD per million tokens, with at most 6 fraction digits. If "
                + "omitted, unknown, which is not free.",
            Example = "1.25",
            Read = static (sheet, value) => sheet with { CacheWrite = value },
            Write = static (text, sheet) => text.Add(sheet.CacheWrite),
            Place = 2,
        },
        new Field<PriceSheet, decimal>("cacheWrite1h", Forms.Rate)
        {
            Description =
                "Input written to a cache that lives an hour. Unit: USD per million tokens, with at most 6 fraction digits. If "
                + "omitted, unknown, which is not free.",
            Example = "2.00",
            Read = static (sheet, value) => sheet with { CacheWrite1h = value },
            Write = static (text, sheet) => text.Add(sheet.CacheWrite1h),
            Place = 3,
        },
        new Field<PriceSheet, decimal>("audioInput", Forms.Rate)
        {
            Description =
                "Audio in the input. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, unknown, which is not "
                + "free.",
            Example = "1.00",
            Read = static (sheet, value) => sheet with { AudioInput = value },
            Write = static (text, sheet) => text.AddWhereStated("audio input", sheet.AudioInput),
            Place = 7,
        },
        new Field<PriceSheet, decimal>("imageInput", Forms.Rate)
        {
            Description =
                "Images in the input. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, billed as input.",
            Example = "0.30",
            Read = static (sheet, value) => sheet with { ImageInput = value },
            Write = static (text, sheet) => text.AddWhereStated("image input", sheet.ImageInput),
            Place = 8,
        },
        new Field<PriceSheet, decimal>("output", Forms.Rate)
        {
            Description =
                "Output. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, unknown, which is not free.",
            Example = "2.00",
            Read = static (sheet, value) => sheet with { Output = value },
            Write = static (text, sheet) => text.Add(sheet.Output),
            Place = 4,
        },
        new Field<PriceSheet, decimal>("reasoning", Forms.Rate)
        {
            Description =
                "Reasoning. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, billed as output.",
            Example = "2.00",
            Read = static (sheet, value) => sheet with { Reasoning = value },
            Write = static (text, sheet) => text.Add(sheet.Reasoning),
            Place = 5,
        },
        new Field<PriceSheet, decimal>("audioOutput", Forms.Rate)
        {
            Description =
                "Audio in the output. Unit: USD per million tokens, with at most 6 fraction digits. If omitted, unknown, which is "
                + "not free.",
            Example = "12.00",
            Read = static (sheet, value) => sheet with { AudioOutput = value },
            Write = static (text, sheet) => text.AddWhereStated("audio output", sheet.AudioOutput),
            Place = 9,
        },
        new Field<PriceSheet, decimal>("imageOutput", Forms.Rate)
        {
            Description =
                "Images in the output, where they are billed by token. Unit: USD per million tokens, with at most 6 fraction digits. "
                + "If omitted, unknown, which is not free.",
            Example = "30.00",
            Read = static (sheet, value) => sheet with { ImageOutput = value },
            Write = static (text, sheet) => text.AddWhereStated("image output", sheet.ImageOutput),
            Place = 10,
        },
    ];
}
