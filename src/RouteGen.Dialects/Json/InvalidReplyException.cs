using System.ComponentModel;

namespace RouteGen.Dialects.Json;

/// <summary>A provider answered with success, but its reply cannot be read. The message never quotes the reply.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InvalidReplyException : Exception
{
    /// <summary>Makes an exception without a message of its own.</summary>
    public InvalidReplyException()
        : this("The provider's reply cannot be read.")
    {
    }

    /// <summary>Makes an exception.</summary>
    /// <param name="message">What is wrong with the reply, in words that quote nothing of it.</param>
    public InvalidReplyException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception with its cause.</summary>
    /// <param name="message">What is wrong with the reply, in words that quote nothing of it.</param>
    /// <param name="innerException">What the reader met.</param>
    public InvalidReplyException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
