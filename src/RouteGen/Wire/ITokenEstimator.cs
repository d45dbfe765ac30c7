namespace RouteGen;

/// <summary>
/// Counts the tokens of a text before a call, more exactly than the built-in estimate does. Register one as a singleton; it
/// is asked for every text of a request, once per call, so it is to be fast; the texts of a tool are asked for once, as long as its name
/// and description and the length of its schema stay. One that throws is passed over for the built-in estimate, with an error in the log.
/// </summary>
public interface ITokenEstimator
{
    /// <summary>The tokens of <paramref name="text"/> for <paramref name="model"/>; null leaves it to the built-in estimate.</summary>
    /// <param name="text">A part of the request: a message's text, a tool's schema.</param>
    /// <param name="model">The model's name in the table, of the first target in the chain.</param>
    long? CountTokens(string text, string model);
}
