namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>
/// Replies as Ollama's own documentation shows them: docs/api.md and docs/api/errors.mdx of ollama/ollama at fb307609 (2026-08-21), MIT
/// licence; each object on a line, as the server sends it.
/// </summary>
internal static class OllamaTranscripts
{
    /// <summary>"Chat request (No streaming)": without <c>done_reason</c>, as servers before 0.1.48 were.</summary>
    public const string Whole =
        """{"model":"llama3.2","created_at":"2023-12-12T14:13:43.416799Z","message":{"role":"assistant","content":"Hello! How """
        + """are you today?"},"done":true,"total_duration":5191566416,"load_duration":2154458,"prompt_eval_count":26"""
        + ""","prompt_eval_duration":383809000,"eval_count":298,"eval_duration":4799921000}""";

    /// <summary>"Chat request (Structured outputs)".</summary>
    public const string Structured =
        """{"model":"llama3.1","created_at":"2024-12-06T00:46:58.265747Z","message":{"role":"assistant","content":"{\"age\": 22"""
        + """, \"available\": false}"},"done_reason":"stop","done":true,"total_duration":2254970291,"load_duration":574751416"""
        + ""","prompt_eval_count":34,"prompt_eval_duration":1502000000,"eval_count":12,"eval_duration":175000000}""";

    /// <summary>"Chat request (with images)".</summary>
    public const string OfImage =
        """{"model":"llava","created_at":"2023-12-13T22:42:50.203334Z","message":{"role":"assistant","content":" The image """
        + """features a cute, little pig with an angry facial expression. It's wearing a heart on its shirt and is waving in the """
        + """air. This scene appears to be part of a drawing or sketching project.","images":null},"done":true"""
        + ""","total_duration":1668506709,"load_duration":1986209,"prompt_eval_count":26,"prompt_eval_duration":359682000"""
        + ""","eval_count":83,"eval_duration":1303285000}""";

    /// <summary>"Chat request (No streaming, with tools)".</summary>
    public const string Calling =
        """{"model":"llama3.2","created_at":"2025-07-07T20:32:53.844124Z","message":{"role":"assistant","content":"","tool_call"""
        + """s":[{"function":{"name":"get_weather","arguments":{"city":"Tokyo"}}}]},"done_reason":"stop","done":true"""
        + ""","total_duration":3244883583,"load_duration":2969184542,"prompt_eval_count":169,"prompt_eval_duration":141656333"""
        + ""","eval_count":18,"eval_duration":133293625}""";

    /// <summary>"Chat request (Streaming)": the last line of "Chat request (With History)" has no message.</summary>
    public const string Streamed =
        """{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406455-07:00","message":{"role":"assistant","content":"Th"""
        + """e","images":null},"done":false}""" + "\n"
        + """{"model":"llama3.2","created_at":"2023-08-04T08:52:19.385406455-07:00","message":{"role":"assistant","content":" """
        + """sky"},"done":false}""" + "\n"
        + """{"model":"llama3.2","created_at":"2023-08-04T19:22:45.499127Z","done":true,"total_duration":8113331500"""
        + ""","load_duration":6396458,"prompt_eval_count":61,"prompt_eval_duration":398801000,"eval_count":468"""
        + ""","eval_duration":7701267000}""" + "\n";

    /// <summary>"Chat request (Streaming with tools)".</summary>
    public const string StreamedCalling =
        """{"model":"llama3.2","created_at":"2025-07-07T20:22:19.184789Z","message":{"role":"assistant","content":"","tool_call"""
        + """s":[{"function":{"name":"get_weather","arguments":{"city":"Tokyo"}}}]},"done":false}""" + "\n"
        + """{"model":"llama3.2","created_at":"2025-07-07T20:22:19.19314Z","message":{"role":"assistant","content":""}"""
        + ""","done_reason":"stop","done":true,"total_duration":182242375,"load_duration":41295167,"prompt_eval_count":169"""
        + ""","prompt_eval_duration":24573166,"eval_count":15,"eval_duration":115959084}""" + "\n";

    /// <summary>"Load a model": a request without messages.</summary>
    public const string Loaded =
        """{"model":"llama3.2","created_at":"2024-09-12T21:17:29.110811Z","message":{"role":"assistant","content":""}"""
        + ""","done_reason":"load","done":true}""";

    /// <summary>docs/api/errors.mdx, with chat's message in place of generate's response.</summary>
    public const string Failing =
        """{"model":"gemma4","created_at":"2025-10-26T17:21:21.196249Z","message":{"role":"assistant","content":" Yes"}"""
        + ""","done":false}""" + "\n"
        + """{"error":"an error was encountered while running the model"}""" + "\n";

    /// <summary>"Request (Multiple input)" of "Generate Embeddings", with the count of the one before.</summary>
    public const string Embeddings =
        """{"model":"all-minilm","embeddings":[[0.010071029,-0.0017594862,0.05007221,0.04692972,0.054916814,0.008599704"""
        + """,0.105441414,-0.025878139,0.12958129,0.031952348],[-0.0098027075,0.06042469,0.025257962,-0.006364387,0.07272725"""
        + """,0.017194884,0.09032035,-0.051705178,0.09951512,0.09072481]],"total_duration":14143917,"load_duration":1019500"""
        + ""","prompt_eval_count":8}""";
}
