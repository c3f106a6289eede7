/**
 * Reads what stands around printed arrays: `array(...)`, tensors and variables with their shapes
 * and dtypes.
 *
 * @module
 */
import { readBlock, readElement, readSpacedBlock, toParsedArray } from "./parse_array.ts";
import { type Scanner, unquote } from "./parse_scanner.ts";
import type { ParsedArray, ParsedTensor, ParsedVariable } from "./parsed.ts";

/** A tuple of dimensions. */
function readShape(scanner: Scanner): number[] {
  scanner.need("shape=");
  scanner.need("(");
  const shape: number[] = [];
  while (!scanner.take(")")) {
    const dim = scanner.needWord("number");
    if (!/^\d+$/.test(dim)) {
      throw scanner.error(`a whole number in the place of ${dim} before here,`);
    }
    shape.push(Number(dim));
    if (!scanner.take(",") && !scanner.sees(")")) throw scanner.error('"," or ")"');
  }
  return shape;
}

/** `dtype=` and a name, or what stands in quotes. */
function readDType(scanner: Scanner): string {
  scanner.need("dtype=");
  const quoted = scanner.word("string");
  return quoted === undefined ? scanner.needWord("name") : unquote(quoted);
}

/** The rest of `array(`, without the Python values that it may hold. */
export function readArray(scanner: Scanner): ParsedArray {
  const block = readBlock(scanner);
  let dtype: string | undefined;
  let shape: number[] | undefined;
  if (scanner.take(",")) {
    if (scanner.sees("shape=")) shape = readShape(scanner);
    if (shape === undefined || scanner.take(",")) dtype = readDType(scanner);
  }
  scanner.need(")");
  if (block.values.length === 0 && shape !== undefined) block.shape = shape;
  return toParsedArray(block, dtype, shape);
}

/** `numpy=` and `array(...)`, or a single element as scalars are printed. */
function readValues(scanner: Scanner): ParsedArray {
  scanner.need(",");
  scanner.need("numpy=");
  const array = scanner.take("array(") ? readArray(scanner) : toParsedArray(readElement(scanner));
  scanner.need(">");
  return array;
}

/** The rest of `<tf.Tensor:`. */
export function readTensor(scanner: Scanner): ParsedTensor {
  const id = scanner.take("id=") ? Number(scanner.needWord("number")) : undefined;
  if (id !== undefined) scanner.need(",");
  const shape = readShape(scanner);
  scanner.need(",");
  const dtype = readDType(scanner);
  const array = readValues(scanner);
  return { kind: "tensor", form: "repr", ...(id === undefined ? {} : { id }), shape, dtype, array };
}

/** The rest of `tf.Tensor(`. */
export function readTensorStr(scanner: Scanner): ParsedTensor {
  const array = toParsedArray(readSpacedBlock(scanner));
  scanner.need(",");
  const shape = readShape(scanner);
  scanner.need(",");
  const dtype = readDType(scanner);
  scanner.need(")");
  return { kind: "tensor", form: "str", shape, dtype, array };
}

/** The rest of `<tf.Variable`. */
export function readVariable(scanner: Scanner): ParsedVariable {
  const name = unquote(scanner.needWord("string"));
  const shape = readShape(scanner);
  const dtype = readDType(scanner);
  const array = readValues(scanner);
  return { kind: "variable", name, shape, dtype, array };
}
