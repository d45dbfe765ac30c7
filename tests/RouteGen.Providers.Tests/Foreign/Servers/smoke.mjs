// @copilotkit/aimock with one answer for each question of `routegen smoke`. Arguments: the folder of node_modules. Prints its port.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(process.argv[2] + "/");
const { LLMock } = await import(pathToFileURL(require.resolve("@copilotkit/aimock")).href);
const mock = new LLMock({ host: "127.0.0.1", port: 0, chunkSize: 7, logLevel: "silent" });

const say = (userMessage, response) => mock.on({ userMessage }, response);
const fail = (model, status, type, code, message) => mock.on({ model }, { error: { message, type, code }, status });

// The model's name decides before the question does.
fail("routegen-smoke-no-such-model", 404, "invalid_request_error", "model_not_found",
  "The model does not exist or you do not have access to it.");
fail("without-credit", 429, "insufficient_quota", "insufficient_quota",
  "You exceeded your current quota, please check your plan and billing details.");
fail("with-a-wrong-key", 401, "invalid_request_error", "invalid_api_key",
  "Incorrect API key provided.");
fail("too-often", 429, "rate_limit_error", "rate_limit_exceeded",
  "Rate limit reached.");
fail("down", 500, "server_error", null,
  "It fails.");
mock.on({ model: "in-words" }, { content: "I would rather say it in words." });
mock.on({ model: "cut" }, { content: "Half an ans", finishReason: "length" });
mock.on({ model: "malformed" }, { content: "Oslo" }, { chaos: { malformedRate: 1 } });
say(/capital of Norway\?/, { content: "Oslo" });
say(/^Count from one/, { content: "one, two, three, four, five, six, seven, eight, nine, ten" });
say(/temperature in Oslo/, { toolCalls: [{ name: "get_temperature", arguments: "{\"city\":\"Oslo\"}", id: "call_1" }] });
say(/Norway as JSON/, { content: "{\"capital\":\"Oslo\",\"letters\":4}" });
say(/colour is this square/, { content: "Red" });
mock.on({ inputText: /Norway/, endpoint: "embedding" }, { embedding: [0.25, -0.5, 0.125] });
await mock.start();
console.log(`listening ${mock.port}`);
