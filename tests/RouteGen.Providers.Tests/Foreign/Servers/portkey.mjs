// @portkey-ai/gateway without its console. Arguments: the folder of node_modules, a free port. Prints its port when it answers.
import { Server } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [modules, port] = process.argv.slice(2);

// It listens on every address of the machine unless it is told otherwise, and it cannot be told.
const listen = Server.prototype.listen;
Server.prototype.listen = function (first, ...rest) {
  return typeof first === "number"
    ? listen.call(this, { port: first, host: "127.0.0.1" }, ...rest.filter((argument) => typeof argument === "function"))
    : listen.call(this, first, ...rest);
};
process.argv = [...process.argv.slice(0, 2), `--port=${port}`, "--headless"];
await import(pathToFileURL(join(modules, "@portkey-ai", "gateway", "build", "start-server.js")).href);
for (;;) {
  try {
    await fetch(`http://127.0.0.1:${port}/`);
    break;
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

console.log(`listening ${port}`);
