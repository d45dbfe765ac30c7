namespace RouteGen.Dialects.Requests;

/// <summary>Why a request cannot be served.</summary>
/// <param name="Message">What is wrong, for whoever wrote the request; it quotes nothing of it but names of members.</param>
/// <param name="Param">The member, as OpenAI names it: <c>messages[0].content[1].type</c>; null where the whole body is meant.</param>
/// <param name="Code">OpenAI's word for it; null where it has none.</param>
internal sealed record RequestProblem(string Message, string? Param, string? Code = null);
