/**
 * Loops: scans in parts give what ONNX Runtime's own operator gives, whatever their shapes, states,
 * sequences and direction.
 */
import { assert, assertEquals } from "@std/assert";
import { inParts, openSession } from "../../../lib/engine/cpu/provider.ts";
import { cut } from "../../../lib/engine/fusion/groups.ts";
import { loopOf } from "../../../lib/engine/fusion/loops.ts";
import type { Executable, Held, Plan } from "../../../lib/engine/plan/graph_types.ts";
import { randomLoop } from "./random_loop.ts";

const TOLERANCE = 2e-4;
const SEEDS = Number(Deno.env.get("KERASAUR_FUZZ") ?? 150);

type Data = readonly (Float32Array | Uint8Array)[];

function run(executable: Executable, plan: Plan, data: Data): Float32Array[] {
  const held = ({ type, shape }: Plan["inputs"][number], host?: Data[number]): Held => ({
    type,
    shape,
    host,
    resident: undefined,
  });
  const outputs = plan.outputs.map((value) => held(value));
  executable.run(plan.inputs.map((value, i) => held(value, data[i])), outputs);
  return outputs.map((it) => (it.host ?? it.resident!.read()) as Float32Array);
}

function bodyOf(plan: Plan) {
  return plan.nodes.find(({ op }) => op === "Scan")!.body!;
}

const all = () => true;

Deno.test(`${SEEDS} random scans give the same as loops and whole, twice`, () => {
  let loops = 0;
  for (let seed = 0; seed < SEEDS; seed++) {
    const { plan, data } = randomLoop(seed);
    const body = bodyOf(plan);
    if (loopOf(body, body.plan, (it) => cut(it, all))) loops++;
    const whole = openSession(plan);
    const parts = inParts(plan, "all")!;
    const expected = run(whole, plan, data);
    const first = run(parts, plan, data);
    assertEquals(run(parts, plan, data), first);
    first.forEach((actual, k) => {
      assertEquals(actual.length, expected[k]!.length);
      actual.forEach((it, i) => {
        const wanted = expected[k]![i]!;
        const isClose = Math.abs(it - wanted) <= TOLERANCE * Math.max(1, Math.abs(wanted));
        const where = `seed ${seed}, output ${k} [${plan.outputs[k]!.shape}], element ${i}`;
        assert(isClose, `${where}: ${it} instead of ${wanted}`);
      });
    });
    whole.release();
    parts.release();
  }
  assert(loops > SEEDS / 3, `${loops} of ${SEEDS} scans were loops`);
});

Deno.test("scans without elements, and those of very many steps, are no loops", () => {
  const { plan } = randomLoop(0);
  const body = bodyOf(plan);
  const cutAll = (it: Plan) => cut(it, all);
  assert(loopOf({ ...body, reverse: false }, body.plan, cutAll));
  assertEquals(loopOf({ ...body, length: 100_000 }, body.plan, cutAll), undefined);
  const inputs = body.plan.inputs.map((it) => ({ ...it, shape: [0, 3] }));
  assertEquals(loopOf(body, { ...body.plan, inputs }, cutAll), undefined);
});
