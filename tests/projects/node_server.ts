/**
 * A server with node:http, and its load.
 *
 * @module
 */
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { load } from "./load.ts";
import { answerOf, makeModel } from "./model.ts";

const model = makeModel();
const server = createServer(async (request, response) => {
  const input = JSON.parse(await text(request)) as number[];
  response.end(JSON.stringify(answerOf(model, input)));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const address = server.address();
const port = typeof address === "object" ? address?.port : undefined;
await load(model, `http://127.0.0.1:${port}/`);
server.close();
server.closeAllConnections();
