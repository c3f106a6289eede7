/**
 * Contents of files among arguments: bytes, as the texts that `tf.io.readFile` gives.
 *
 * @module
 */
import { bytesOf } from "../../ops/strings/bytes_text.ts";
import { formatAval } from "../../tensor/aval.ts";
import { read } from "../../tensor/graph.ts";
import type { TensorLike } from "../../tensor/like.ts";
import type { Tensor } from "../../tensor/tensor.ts";
import { knownOr } from "../../ops/known.ts";
import { asTexts } from "../../ops/strings/texts.ts";

/** One text. */
export function asScalarText(where: string, name: string, value: TensorLike): Tensor {
  const text = asTexts(where, name, value);
  if (text.shape.length === 0) return text;
  throw new TypeError(
    `${where}: expected ${name} to be one text, received ${formatAval(text)}; map over several`,
  );
}

/**
 * The bytes of one file.
 *
 * @throws {TypeError} for what is no text, for several, and in a traced function for its arguments.
 */
export function asContents(where: string, value: TensorLike | Uint8Array): Uint8Array {
  if (value instanceof Uint8Array) return value;
  const [text] = read(knownOr(asScalarText(where, "contents", value))) as readonly string[];
  return bytesOf(text!);
}
