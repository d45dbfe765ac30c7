namespace RouteGen.Tests.Faults;

/// <summary>
/// What servers say, with the status it comes with. A source that cites an issue was looked up; one that names a program or a site only is
/// as remembered, and stands for the phrase, not for every word around it. Numbers are of no weight.
/// </summary>
internal static class ErrorTexts
{
    /// <summary>The request does not fit the model's window.</summary>
    public static readonly (string Source, int Status, string Body)[] TooLong =
    [
        ("OpenAI, community.openai.com", 400, """{"error":{"message":"This model's maximum context length is 8192 tokens. However, """ +
            """your messages resulted in 8545 tokens. Please reduce the length of the """ +
            """messages.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"""),
        ("OpenAI completions, github conghaonet/hao_chatgpt#4", 400, """{"error":{"message":"This model's maximum context length is """ +
            """4097 tokens. However, you requested 4268 tokens (4012 in the messages, """ +
            """256 in the completion). Please reduce the length of the messages or """ +
            """completion.","type":"invalid_request_error","param":"messages","code":null}}"""),
        ("OpenAI Responses, platform.openai.com", 400, """{"error":{"message":"Your input exceeds the context window of this model. """ +
            """Please adjust your input and try again.","type":"invalid_request_error","param":"input","code":null}}"""),
        ("Azure OpenAI, learn.microsoft.com", 400, """{"error":{"message":"Input tokens exceed the configured limit of 272000 tokens. """ +
            """Your messages resulted in 290012 tokens. Please reduce the length of the messages.","code":null}}"""),
        (
            "Anthropic, docs.anthropic.com",
            400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 213462 tokens > 200000 maximum"}}"""),
        ("Anthropic, docs.anthropic.com context windows", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"in""" +
            """put length and `max_tokens` exceed context limit: 190012 + 16000 > 200000, decrease input length or `max_tokens` and """ +
            """try again"}}"""),
        (
            "Anthropic, docs.anthropic.com errors",
            413,
            """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}"""),
        ("Gemini, ai.google.dev", 400, """{"error":{"code":400,"message":"The input token count (1196265) exceeds the maximum number """ +
            """of tokens allowed (1048575).","status":"INVALID_ARGUMENT"}}"""),
        ("Vertex, cloud.google.com", 400, """[{"error":{"code":400,"message":"Unable to submit request because the input token count """ +
            """is 1200000 but the model only supports up to 1048576. Reduce the input token count and try """ +
            """again.","status":"INVALID_ARGUMENT"}}]"""),
        ("Bedrock, docs.aws.amazon.com", 400, """{"message":"Input is too long for requested model."}"""),
        (
            "Bedrock, Llama and Mistral",
            400,
            """{"message":"This model's maximum context length is 8192 tokens. Please reduce the length of the prompt"}"""),
        ("Bedrock by type", 400, """{"__type":"ValidationException","message":"The model returned the following errors: """ +
            """Input is too long for requested model."}"""),
        ("Mistral, docs.mistral.ai", 400, """{"object":"error","message":"Prompt contains 40022 tokens and 0 draft tokens, """ +
            """too large for model with 32768 maximum context length","type":"invalid_request_error","param":null,"code":"3051"}"""),
        ("Groq, console.groq.com", 400, """{"error":{"message":"Please reduce the length of the messages or """ +
            """completion.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}"""),
        ("DeepSeek, github evalstate/fast-agent#621", 400, """{"error":{"message":"This model's maximum context length is 131072 """ +
            """tokens. However, you requested 131134 tokens (122942 in the messages, """ +
            """8192 in the completion). Please reduce the length of the messages or """ +
            """completion.","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}"""),
        ("xAI, docs.x.ai", 400, """{"code":"Client specified an invalid argument","error":"This model's maximum prompt length is """ +
            """131072 but the request contains 537812 tokens."}"""),
        ("Together, docs.together.ai", 422, """{"id":"x","error":{"message":"Input validation error: """ +
            """`inputs` tokens + `max_new_tokens` must be <= 8193. Given: """ +
            """9000 `inputs` tokens and 512 `max_new_tokens`","type":"invalid_request_error","param":null,"code":null}}"""),
        ("Fireworks, docs.fireworks.ai", 400, """{"error":{"object":"error","type":"invalid_request_error","message":"The prompt is """ +
            """too long: 140000, model maximum context length: 131071"}}"""),
        ("Perplexity, docs.perplexity.ai", 400, """{"error":{"message":"Requested number of tokens 140000 exceeds maximum input length """ +
            """of 127072","type":"bad_request","code":400}}"""),
        ("Cohere, docs.cohere.com", 400, """{"message":"too many tokens: total number of tokens in the prompt cannot exceed 4081 - """ +
            """received 5000. Try using a shorter prompt, or enabling prompt truncating."}"""),
        ("llama.cpp, tools/server", 400, """{"error":{"code":400,"message":"the request exceeds the available context size, """ +
            """try increasing it","type":"exceed_context_size_error","n_prompt_tokens":5000,"n_ctx":4096}}"""),
        ("llama.cpp before exceed_context_size_error", 500, """{"error":{"code":500,"message":"the request exceeds the available """ +
            """context size. try increasing the context size or enable context shift","type":"server_error"}}"""),
        ("LM Studio, github lmstudio-ai", 400, """{"error":"Trying to keep the first 5000 tokens when context the overflows. However, """ +
            """the model is loaded with context length of only 4096 tokens, which is not enough. Try to load the model with a larger """ +
            """context length, or provide a shorter input"}"""),
        ("LM Studio, greater than", 400, """{"error":"The number of tokens to keep from the initial prompt is greater than the context """ +
            """length. Try to load the model with a larger context length, or provide a shorter input"}"""),
        ("vLLM before 0.10, github vllm-project/vllm#20409", 400, """{"object":"error","message":"This model's maximum context length """ +
            """is 16384 tokens. However, you requested 19591 tokens (9591 in the messages, """ +
            """10000 in the completion). Please reduce the length of the messages or completion.","type":"BadRequestError","param":null""" +
            ""","code":400}"""),
        ("vLLM since 0.10", 400, """{"error":{"message":"This model's maximum context length is 4096 tokens. However, """ +
            """your request has 5000 input tokens. Please reduce the length of the input messages.","type":"BadRequestError","param":""" +
            """null,"code":400}}"""),
        ("vLLM, engine", 400, """{"error":{"message":"The decoder prompt (length 5000) is longer than the maximum model length of """ +
            """4096. Make sure that `max_model_len` is no smaller than the number of text tokens.","type":"BadRequestError","param":""" +
            """null,"code":400}}"""),
        ("vLLM, bound and window", 400, """{"error":{"message":"'max_tokens' or 'max_completion_tokens' is too large: """ +
            """5000. This model's maximum context length is 4096 tokens and your request has 20 input """ +
            """tokens","type":"BadRequestError","param":null,"code":400}}"""),
        ("SGLang, github QwenLM/Qwen3#1321", 400, """{"object":"error","message":"The input (61709 tokens) is longer than the model's """ +
            """context length (40960 tokens).","type":"BadRequestError","param":null,"code":400}"""),
        ("SGLang, github sgl-project/sglang#4048", 400, """{"object":"error","message":"Input length (160062 tokens) exceeds the """ +
            """maximum allowed length (59862 tokens). Use a shorter input or enable """ +
            """--allow-auto-truncate.","type":"BadRequestError","param":null,"code":400}"""),
        ("SGLang, requested", 400, """{"object":"error","message":"Requested token count exceeds the model's maximum context length of """ +
            """32768 tokens. You requested a total of 40000 tokens: """ +
            """30000 tokens from the input messages and 10000 tokens for the completion.","type":"BadRequestError","param":null,"code":""" +
            """400}"""),
        ("text-generation-inference, github huggingface/chat-ui#340", 422, """{"error":"Input validation error: """ +
            """`inputs` tokens + `max_new_tokens` must be <= 1512. Given: """ +
            """1000 `inputs` tokens and 1024 `max_new_tokens`","error_type":"validation"}"""),
        (
            "text-generation-inference, github huggingface/text-generation-inference#937",
            422,
            """{"error":"Input validation error: `inputs` must have less than 1024 tokens. Given: 1872","error_type":"validation"}"""),
        ("TensorRT-LLM, trtllm-serve", 400, """{"object":"error","message":"The sum of prompt length (5000.0), """ +
            """query length (0.0) should not exceed max_num_tokens (4096)","type":"BadRequestError","param":null,"code":400}"""),
        ("OpenRouter, openrouter.ai/docs", 400, """{"error":{"message":"This endpoint's maximum context length is 128000 tokens. """ +
            """However, you requested about 130012 tokens (129000 of text input, 1012 in the output).","code":400}}"""),
        ("OpenRouter of a provider behind it", 400, """{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{""" +
            """\"message\":\"Input is too long for requested model.\"}","provider_name":"Amazon Bedrock"}}}"""),
        ("Cerebras, inference-docs.cerebras.ai", 400, """{"message":"Please reduce the length of the messages or completion. Current """ +
            """length is 9000 while limit is 8192","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}"""),
        ("SambaNova, docs.sambanova.ai", 400, """{"error":{"code":null,"message":"This model's maximum context length is 16384 tokens. """ +
            """However, you requested 20000 tokens","param":null,"type":"invalid_request_error"}}"""),
        (
            "Moonshot, platform.moonshot.ai",
            400,
            """{"error":{"message":"Invalid request: Your request exceeded model token limit: 131072","type":"invalid_request_error"}}"""),
        ("DashScope, help.aliyun.com", 400, """{"error":{"code":"invalid_parameter_error","param":null""" +
            ""","message":"<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, """ +
            """30720]","type":"invalid_request_error"}}"""),
        ("Zhipu, open.bigmodel.cn", 400, """{"error":{"code":"1261","message":"Prompt exceeds max length"}}"""),
        ("MiniMax, minimaxi.com", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"invalid params, """ +
            """context window exceeds limit (2013)"}}"""),
        ("Ollama, docs.ollama.com", 400, """{"error":"prompt too long; exceeded max context length by 12 tokens"}"""),
        ("a FastAPI server", 400, """{"detail":"The prompt is too long: 5000 tokens, maximum context length is 4096"}"""),
        (
            "a FastAPI server, inside",
            400,
            """{"detail":{"error":{"message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError"}}}"""),
        (
            "a proxy, in plain text",
            400,
            "This model's maximum context length is 4096 tokens. However, your messages resulted in 5000 tokens."),
        ("nginx", 413, "<html><head><title>413 Request Entity Too Large</title></head></html>"),
    ];

    /// <summary>It is something else that is too large, or another context.</summary>
    public static readonly (string Source, int Status, string Body)[] NotTooLong =
    [
        ("OpenAI, platform.openai.com", 400, """{"error":{"message":"max_tokens is too large: """ +
            """5000. This model supports at most 4096 completion tokens, """ +
            """whereas you provided 5000.","type":"invalid_request_error","param":"max_tokens","code":"invalid_value"}}"""),
        ("Anthropic, docs.anthropic.com", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"max_tokens: """ +
            """100000 > 8192, which is the maximum allowed number of output tokens for claude-3-5-sonnet"}}"""),
        ("Groq, console.groq.com", 413, """{"error":{"message":"Request too large for model `llama` in organization `o` service tier """ +
            """`on_demand` on tokens per minute (TPM): Limit 6000, Requested 7000, """ +
            """please reduce your message size and try again.","type":"tokens","code":"rate_limit_exceeded"}}"""),
        ("OpenAI, platform.openai.com", 429, """{"error":{"message":"Request too large for gpt-4o in organization o on tokens per min """ +
            """(TPM): Limit 30000, Requested 40000. The input or output tokens must be reduced in order to run """ +
            """successfully.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}"""),
        ("Anthropic, docs.anthropic.com vision", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages.0.""" +
            """content.1.image.source.base64: image exceeds 5 MB maximum: 6000000 bytes > 5242880 bytes"}}"""),
        ("Anthropic, github", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"messages.5.content.0.image.sou""" +
            """rce: At least one of the image dimensions exceed max allowed size: 8000 pixels"}}"""),
        ("a browser context", 400, """{"error":{"message":"Missing field 'context' in body","type":"invalid_request_error"}}"""),
        ("OpenAI, tools", 400, """{"error":{"message":"Invalid 'tools': array too long. Expected an array with maximum length 128, """ +
            """but got an array with length 200 instead.","type":"invalid_request_error","param":"tools","code":"array_above_max_lengt""" +
            """h"}}"""),
        ("Bedrock throttling", 429, """{"message":"Too many tokens, please wait before trying again."}"""),
    ];

    /// <summary>No credit is left, or the quota is used up.</summary>
    public static readonly (string Source, int Status, string Body)[] NoCredit =
    [
        ("Anthropic, docs.anthropic.com", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit """ +
            """balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}"""),
        ("Anthropic, spend limit", 400, """{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your """ +
            """specified API usage limits. You will regain access on 2026-12-01 at 00:00 UTC."}}"""),
        ("OpenAI", 429, """{"error":{"message":"You exceeded your current quota, """ +
            """please check your plan and billing details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}"""),
        ("OpenAI, hard limit", 400, """{"error":{"message":"Billing hard limit has been """ +
            """reached","type":"invalid_request_error","param":null,"code":"billing_hard_limit_reached"}}"""),
        (
            "OpenAI, no code",
            429,
            """{"error":{"message":"You exceeded your current quota, please check your plan and billing details."}}"""),
        (
            "DeepSeek, api-docs.deepseek.com",
            402,
            """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}"""),
        ("Moonshot, platform.moonshot.ai", 429, """{"error":{"type":"exceeded_current_quota_error","message":"Your account is not """ +
            """active, please check your plan and billing details"}}"""),
        (
            "DashScope, help.aliyun.com",
            400,
            """{"code":"Arrearage","message":"Access denied, please make sure your account is in good standing."}"""),
        ("Zhipu, open.bigmodel.cn", 429, """{"error":{"code":"1113","message":"您的账户已欠费，请充值后重试"}}"""),
        ("OpenRouter", 402, """{"error":{"message":"This request requires more credits, or fewer max_tokens.","code":402}}"""),
        ("xAI, docs.x.ai", 403, """{"code":"The caller does not have permission to execute the specified operation","error":"Your team """ +
            """has either used all available credits or reached its monthly spending limit."}"""),
        (
            "Together, docs.together.ai",
            402,
            """{"error":{"message":"Credit limit exceeded, please add credits","type":"credit_limit","param":null,"code":null}}"""),
        ("Groq, console.groq.com", 400, """{"error":{"message":"Organization has reached its spend """ +
            """limit","type":"invalid_request_error","code":"blocked_api_access"}}"""),
        ("Perplexity", 401, """{"error":{"message":"You exceeded your current quota, """ +
            """please check your plan and billing details.","type":"insufficient_quota","code":401}}"""),
        ("Fireworks", 412, """{"error":{"message":"Account is suspended, """ +
            """possibly due to reaching the monthly spending limit or failure to pay past invoices."}}"""),
        ("a FastAPI proxy", 400, """{"detail":"Insufficient credits"}"""),
    ];
}
