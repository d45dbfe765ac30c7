using StackExchange.Redis;

namespace RouteGen.Redis;

/// <summary>
/// Redis could not be asked, or did not do what it was asked. What it did is not known where an answer was lost. The message names no key,
/// since keys hold what the application identifies users by.
/// </summary>
public sealed class RedisLedgerException : Exception
{
    private RedisLedgerException(string message)
        : base(message)
    {
    }

    /// <summary>Says what went wrong without the texts of others, which quote keys and addresses.</summary>
    internal static RedisLedgerException FromException(Exception exception) => new(exception switch
    {
        TimeoutException => "Redis did not answer in time.",
        RedisConnectionException e => $"Redis cannot be reached ({e.FailureType}).",
        RedisServerException e => $"Redis refused ({CodeOf(e.Message)}).",
        _ => $"Redis cannot be used ({exception.GetType().Name}).",
    });

    /// <summary>An error of the server begins with a word in capitals, such as NOAUTH, READONLY or OOM.</summary>
    private static string CodeOf(string message)
    {
        var word = message.Split(' ', 2)[0];
        return word.Length > 0 && word.All(char.IsAsciiLetterUpper) ? word : "an error";
    }
}
