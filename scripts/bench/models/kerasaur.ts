/**
 * A contestant: this library.
 *
 * @module
 */
import "../limit_threads.ts";
import { serve } from "../serve.ts";
import { prepare } from "./kerasaur_cases.ts";

await serve({ deno: Deno.version.deno, v8: Deno.version.v8 }, prepare);
