/**
 * A server with Deno.serve, and its load.
 *
 * @module
 */
import { load } from "./load.ts";
import { answerOf, makeModel } from "./model.ts";

const model = makeModel();
const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
  return Response.json(answerOf(model, await request.json()));
});
await load(model, `http://127.0.0.1:${server.addr.port}/`);
await server.shutdown();
