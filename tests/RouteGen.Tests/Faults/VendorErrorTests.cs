using System.Text;
using RouteGen.Wire;

namespace RouteGen.Tests.Faults;

/// <summary>Errors as they were seen at vendors of Chat Completions, each with the issue that quotes it, and what they are.</summary>
public sealed class VendorErrorTests
{
    [Theory]

    // xAI refuses a key with 400: continuedev/continue#10778, openai/codex#1352.
    [InlineData(
        400,
        """{"code":"Client specified an invalid argument","error":"Incorrect API key provided: na***ys. You can obtain an API """ +
        """key from https://console.x.ai."}""",
        Fault.Unauthorized)]

    [InlineData(400, """{"code":"Client specified an invalid argument","error":"Messages cannot be empty"}""", Fault.InvalidRequest)]

    // xAI's filter: UKGovernmentBEIS/inspect_ai#2267, Wei-Shaw/sub2api#5359.
    [InlineData(
        403,
        """{"code":"The caller does not have permission to execute the specified operation","error":"Content violates usage """ +
        """guidelines. Team: t, API key ID: k, Model: grok-4-0709, Failed check: SAFETY_CHECK_TYPE_BIO"}""",
        Fault.ContentFiltered)]
    [InlineData(403, """{"code":"permission-denied","error":"Content violates usage guidelines. "}""", Fault.ContentFiltered)]
    [InlineData(403, """{"code":"permission-denied","error":"Access to the chat endpoint is denied"}""", Fault.Unauthorized)]
    [InlineData(
        404,
        """{"code":"Some requested entity was not found","error":"The model BGE-small-en-v1.5 does not exist or your team t does """ +
        """not have access to it."}""",
        Fault.ModelNotFound)]

    // DeepSeek: deepwn/addi#13, 666ghj/BettaFish#108, deepseek-ai/DeepSeek-V2#30, decolua/9router#773, 0xPlaygrounds/rig#1266.
    [InlineData(
        400,
        """{"error":{"message":"Model Not Exist","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
        Fault.ModelNotFound)]
    [InlineData(
        400,
        """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
        Fault.ContentFiltered)]
    [InlineData(400, """{"detail":"Content Exists Risk"}""", Fault.ContentFiltered)]
    [InlineData(
        400,
        """{"error":{"message":"The `reasoning_content` in the thinking mode must be passed back to the """ +
        """API.","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
        Fault.UnsupportedRequest)]
    [InlineData(
        400,
        """{"error":{"message":"Missing `reasoning_content` field in the assistant message at message index """ +
        """2.","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
        Fault.UnsupportedRequest)]
    [InlineData(
        400,
        """{"error":{"message":"Failed to deserialize the JSON body into the target type: messages[1].role: unknown variant """ +
        """`developer`, expected one of `system`, `user`, `assistant`, `tool`","type":"invalid_request_error","param":null,"cod""" +
        """e":"invalid_request_error"}}""",
        Fault.UnsupportedRequest)]

    // Together: HeyPuter/puter#3168, harshitv804/LawGPT#4.
    [InlineData(
        400,
        """{"id":"o-1","error":{"message":"Unable to access non-serverless model m. Please visit """ +
        """https://api.together.ai/models/m to create and start a new dedicated endpoint for the """ +
        """model.","type":"invalid_request_error","param":null,"code":"model_not_available"}}""",
        Fault.ModelNotFound)]
    [InlineData(
        400,
        """{"id":"o-1","error":{"message":"The dedicated endpoint for m is not """ +
        """running.","type":"invalid_request_error","param":null,"code":"dedicated_endpoint_not_running"}}""",
        Fault.ModelNotFound)]
    [InlineData(
        401,
        """{"error":{"message":"Invalid API key provided.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""",
        Fault.Unauthorized)]

    // Perplexity: bhdicaire/visioStencils#3.
    [InlineData(
        400,
        """{"error":{"message":"Invalid model 'llama-3-sonar-large-32k-online'. Permitted models can be found in the """ +
        """documentation at https://docs.perplexity.ai/docs/model-cards.","type":"invalid_model","code":400}}""",
        Fault.ModelNotFound)]

    // Hugging Face's router: n4ze3m/page-assist#727; the same words elsewhere: caozhiyuan/copilot-api#253.
    [InlineData(
        400,
        """{"error":{"message":"The requested model 'm' is not supported by any provider you have """ +
        """enabled.","type":"invalid_request_error","param":"model","code":"model_not_supported"}}""",
        Fault.ModelNotFound)]

    // OpenRouter: maxnowack/anthropic-proxy#4. A proxy: BerriAI/litellm#3142.
    [InlineData(
        400,
        """{"error":{"message":"google/gemini-2.0-pro-exp-02-05:free is not a valid model ID","code":400},"user_id":"u"}""",
        Fault.ModelNotFound)]
    [InlineData(
        400,
        """{"error":{"message":"400: {'error': 'Invalid model name passed in """ +
        """model=Lite-GPT-12'}","type":"None","param":"None","code":400}}""",
        Fault.ModelNotFound)]

    // LM Studio: gitbutlerapp/gitbutler#8706, canopyai/Orpheus-TTS#229.
    [InlineData(
        404,
        """{"error":{"message":"No models loaded. Please load a model in the developer page or use the `lms load` """ +
        """command.","type":"invalid_request_error","param":"model","code":"model_not_found"}}""",
        Fault.ModelNotFound)]

    // Moonshot: MoonshotAI/kimi-cli#2571.
    [InlineData(
        429,
        """{"error":{"message":"The engine is currently overloaded, please try again later","type":"engine_overloaded_error"}}""",
        Fault.Overloaded)]

    // Mistral: cline/cline#1734, nextcloud/integration_openai#332.
    [InlineData(401, """{"message":"Unauthorized","request_id":"c61f2f15feca71626a990e3740f99245"}""", Fault.Unauthorized)]
    [InlineData(401, """{"detail":"Unauthorized"}""", Fault.Unauthorized)]
    public void Is_what_it_says(int status, string body, Fault fault) =>
        Assert.Equal(fault, WireFault.Classify(status, ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)), null).Fault);

    [Theory]
    [InlineData(
        """{"error":{"message":"The engine is currently overloaded, please try again later","type":"engine_overloaded_error"}}""",
        Fault.Overloaded)]
    [InlineData(
        """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
        Fault.ContentFiltered)]
    [InlineData("""{"error":{"message":"Your account reached max request","type":"rate_limit_reached_error"}}""", Fault.RateLimited)]
    public void Is_the_same_inside_a_good_reply(string body, Fault fault) =>
        Assert.Equal(fault, WireFault.ClassifyInside(ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)))?.Fault);

    /// <summary>What speaks of models and keys, and is a request that is wrong in itself or not taken by this model.</summary>
    [Theory]
    [InlineData(
        """{"error":{"message":"Invalid value: 'assistent'. The model takes 'user'.","type":"invalid_request_error"}}""",
        Fault.InvalidRequest)]
    [InlineData(
        """{"error":{"message":"Missing required key 'role' of a message to the model.","type":"invalid_request_error"}}""",
        Fault.InvalidRequest)]
    [InlineData(
        """{"error":{"message":"This model does not support image input.","type":"invalid_request_error"}}""",
        Fault.UnsupportedRequest)]
    public void Other_words_about_models_and_keys_are_what_they_were(string body, Fault fault) =>
        Assert.Equal(fault, WireFault.Classify(400, ErrorEnvelope.Parse(Encoding.UTF8.GetBytes(body)), null).Fault);
}
