/**
 * Damaged files, the same ones each time: an error with a reason, or a model; a file whose damage
 * check sums do not find has the very weights of the sound one.
 *
 * @module
 */
import { assert, assertEquals } from "@std/assert";
import { seeded } from "../io/mutations.ts";
import { bytesOf } from "./models.ts";
import { load, type Parts, remade } from "./remade.ts";

const NAMES = ["dense", "words", "shared", "custom", "gru"] as const;

/** What JavaScript itself says where nobody looked. */
const UNFORESEEN =
  /^(Cannot (read|set|destructure|convert|mix|use)|Maximum call|Invalid (array|typed|count)|object null|.{0,80}is not (iterable|a function|defined|a constructor))/;

/** A reason why a file was refused; `undefined` where it was read. */
function refusal(bytes: Uint8Array): { error: string } | { weights: string } {
  try {
    return { weights: String(load(bytes).getWeights()) };
  } catch (error) {
    const { name, message } = error as Error;
    assert(["TypeError", "RangeError", "SyntaxError"].includes(name), `${name}: ${message}`);
    assert(!UNFORESEEN.test(message), `${name}: ${(error as Error).stack}`);
    return { error: message };
  }
}

/** Changes one of the bytes, or cuts or doubles some of them. */
function damaged(bytes: Uint8Array, draw: (limit: number) => number): Uint8Array {
  const at = draw(bytes.length);
  const kind = draw(4);
  if (kind === 0) return bytes.with(at, bytes[at]! ^ (1 << draw(8)));
  if (kind === 1) return bytes.with(at, draw(256));
  const count = 1 + draw(20);
  const [head, tail] = [bytes.slice(0, at), bytes.slice(kind === 2 ? at + count : at)];
  const between = kind === 2 ? [] : bytes.slice(at, at + count);
  return Uint8Array.from([...head, ...between, ...tail]);
}

Deno.test("300 damaged archives are refused, or read as the sound one", () => {
  const draw = seeded(1);
  let refused = 0;
  for (let i = 0; i < 300; i++) {
    const bytes = bytesOf(NAMES[i % NAMES.length]!);
    const found = refusal(damaged(bytes, draw));
    if ("error" in found) refused++;
    else assertEquals(found.weights, String(load(bytes).getWeights()));
  }
  assert(refused > 200, `${refused}`);
});

for (const part of ["config.json", "model.weights.h5"] as const) {
  Deno.test(`300 archives around a damaged ${part} are refused with a reason, or read`, () => {
    const draw = seeded(2);
    let refused = 0;
    for (let i = 0; i < 300; i++) {
      const change = (parts: Parts) => parts.set(part, damaged(parts.get(part)!, draw));
      if ("error" in refusal(remade(NAMES[i % NAMES.length]!, change))) refused++;
    }
    assert(refused > 20, `${refused}`);
  });
}
