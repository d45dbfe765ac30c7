// @musistudio/llms, the translator under claude-code-router: takes Anthropic's messages and asks a server of chat completions.
// Arguments: the folder of node_modules, a free port, the address of the server behind it. Prints its port.
import { createRequire } from "node:module";
import { join } from "node:path";

const [modules, port, behind] = process.argv.slice(2);
const { default: Server } = createRequire(import.meta.url)(join(modules, "@musistudio", "llms", "dist", "cjs", "server.cjs"));
const server = new Server({
  useJsonFile: false,
  initialConfig: {
    HOST: "127.0.0.1",
    PORT: port,
    providers: [{ name: "behind", api_base_url: behind, api_key: "none", models: ["primary-model"] }],
  },
  logger: false,
});

// It takes the provider's name out of the model's.
server.addHook("preValidation", async (request) => {
  if (request.body?.model) {
    request.body.model = `behind,${request.body.model}`;
  }
});
await server.start();
console.log(`listening ${port}`);
