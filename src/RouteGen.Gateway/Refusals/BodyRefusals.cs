using System.Globalization;
using RouteGen.Gateway.Bodies;

namespace RouteGen.Gateway.Refusals;

/// <summary>What a caller is told of a body that was not read.</summary>
internal static class BodyRefusals
{
    public static Refusal For(BodyProblem problem, long limit) => problem switch
    {
        BodyProblem.TooLarge => new(413, "request_too_large",
            string.Create(CultureInfo.InvariantCulture, $"The body is larger than {limit} bytes, as sent or as decoded.")),
        BodyProblem.UnknownEncoding => new(415, "unsupported_content_encoding",
            "The body's Content-Encoding is not read here: send it as it is, or as gzip, br, deflate or zstd."),
        BodyProblem.NotJson => new(415, "unsupported_media_type", "The body must be JSON in UTF-8: send Content-Type: application/json."),
        BodyProblem.NotReceived => new(408, "request_timeout", "The body did not arrive in time."),
        _ => new(400, "invalid_body", "The body is not what its headers say: it is cut short, or not encoded as its Content-Encoding."),
    };
}
