// @dwmkerr/mock-llm with the rules beside this script. Arguments: the folder of node_modules, a free port. Prints its port.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const [modules, port] = process.argv.slice(2);
process.env.HOST = "127.0.0.1";
process.env.PORT = port;
process.argv = [...process.argv.slice(0, 2), "--config", join(dirname(fileURLToPath(import.meta.url)), "mock-llm.yaml")];
createRequire(import.meta.url)(join(modules, "@dwmkerr", "mock-llm", "dist", "main.js"));
for (;;) {
  try {
    await fetch(`http://127.0.0.1:${port}/health`);
    break;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

console.log(`listening ${port}`);
