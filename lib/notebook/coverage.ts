/**
 * Finds parts of an output that no claim is about, so that nothing printed goes unchecked.
 *
 * @module
 */
import { type Parsed, parseOutput } from "../display/parse.ts";
import type { Claim } from "./expectations.ts";
import { arrayOf, keyText, type OutputTexts, splitPart } from "./parts.ts";

/** Fields that the structure claim leaves to others. */
const NOT_STRUCTURE = /\.(values|value|id)$/;
/** Fields that claims about values are about. */
const VALUES = /\.(values|value|text)$/;

/** Addresses of everything that was printed and that no claim covers. */
export function unclaimedParts(texts: OutputTexts, claims: readonly Claim[]): string[] {
  const covers = claims.map(coveredBy);
  const isCovered = (leaf: string) => covers.some((cover) => cover(leaf));
  return [...texts].flatMap(([root, text]) => leaves(root, text)).filter((leaf) =>
    !isCovered(leaf)
  );
}

/** Tells which addresses a claim covers. */
function coveredBy(claim: Claim): (leaf: string) => boolean {
  const { root, steps } = splitPart(claim.part);
  const path = root + steps;
  const isWithin = (leaf: string) =>
    leaf === path || (leaf.startsWith(path) && /^[.[]/.test(leaf.slice(path.length)));
  const isValues = (leaf: string) => isWithin(leaf) && (leaf === path || VALUES.test(leaf));
  switch (claim.claim) {
    case "text":
      return claim.how === "exact" ? isWithin : () => false;
    case "structure":
      return (leaf) => isWithin(leaf) && !NOT_STRUCTURE.test(leaf);
    case "constant":
      return isValues;
    case "distribution":
    case "relation":
      return (leaf) => claim.hasPart && isValues(leaf);
    case "volatile":
      return isWithin;
    case "silent":
    case "bits":
      return () => false;
  }
}

/** Addresses of all that an output says. */
function leaves(root: string, text: string): string[] {
  try {
    return valueLeaves(root, parseOutput(text));
  } catch {
    const lines = text.split("\n");
    // Lines of a text that is no single value can be claimed one by one.
    if (lines.length > 1 && (root === "stdout" || root === "stderr")) {
      return lines.flatMap((line, i) => line === "" ? [] : leaves(`${root}.line[${i}]`, line));
    }
    return [root];
  }
}

function valueLeaves(path: string, value: Parsed): string[] {
  switch (value.kind) {
    case "list":
    case "tuple":
      return [
        `${path}.length`,
        ...value.items.flatMap((item, i) => valueLeaves(`${path}[${i}]`, item)),
      ];
    case "dict":
      return [
        `${path}.length`,
        ...value.entries.flatMap(([key, item]) => valueLeaves(`${path}["${keyText(key)}"]`, item)),
      ];
    case "object":
      return valueLeaves(`${path}.item`, value.item);
    case "number":
    case "string":
      return [`${path}.value`];
    case "name":
      return [`${path}.text`];
  }
  const fields = value.kind === "variable" ? ["name"] : [];
  if (value.kind === "tensor" && value.id !== undefined) fields.push("id");
  if (arrayOf(value)?.values.length) fields.push("values");
  return [...fields, "shape", "dtype"].map((field) => `${path}.${field}`);
}
