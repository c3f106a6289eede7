/**
 * Reads expectation files and checks every field, so that a misspelt claim cannot pass unnoticed:
 * they are programs, and nobody is obliged to check their types.
 *
 * @module
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { suggestName } from "../errors/nearest.ts";
import type { CellExpectation, Claim, DataFile, Expectations } from "./expectations.ts";
import {
  type Fields,
  isRecord,
  list,
  number,
  oneOf,
  onlyKnown,
  record,
  string,
  textOf,
} from "./json.ts";
import { checkPart } from "./parts.ts";
import { readDistribution } from "./read_distribution.ts";
import { readPattern, readProbe } from "./read_probe.ts";

type Kind =
  | "string"
  | "number"
  | "text"
  | "any"
  | "follows"
  | "probe"
  | "pattern"
  | "sha256"
  | "how"
  | "profile";

/** Fields of each kind of claim; those with `!` have to be there. */
const CLAIM_FIELDS: Record<Claim["claim"], Record<string, `${Kind}` | `${Kind}!`>> = {
  silent: {},
  text: { how: "how", is: "text", damagedIndent: "string" },
  structure: { is: "string" },
  constant: { is: "any", probe: "probe" },
  relation: { says: "string!", probe: "probe!" },
  distribution: { follows: "follows!", probe: "probe" },
  bits: { probe: "probe!", seed: "number!", sha256: "sha256!" },
  volatile: { why: "string!", pattern: "pattern" },
};
const COMMON_FIELDS = { claim: "string!", part: "string", says: "string", profile: "profile" };
const CELL_FIELDS = ["cell", "says", "chapter", "claims"];
const FILE_FIELDS = ["about", "data", "cells"];
const DATA_FIELDS = ["file", "sha256"];

/**
 * Reads the expectation file of a notebook: what its module exports as `default`.
 *
 * @throws {Deno.errors.NotFound} when there is no such file.
 * @throws {SyntaxError} when it is no TypeScript, or a part is no part.
 * @throws {TypeError} when a field is unknown, missing or of the wrong kind.
 * @throws {RangeError} when a value is not one of those possible.
 */
export async function readExpectations(path: string): Promise<Expectations> {
  try {
    await Deno.stat(path);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Expectations: expected a file beside the notebook, received path="${path}"`,
    );
  }
  const module: { default?: unknown } = await import(pathToFileURL(resolve(path)).href);
  return checkExpectations(path, module.default);
}

/** Checks what a file exports; see {@linkcode readExpectations} for what it throws. */
export function checkExpectations(path: string, content: unknown): Expectations {
  const where = `Expectations ${path}`;
  const file = record(where, "what it exports as default", content);
  onlyKnown(where, file, FILE_FIELDS);
  const cells = list(where, "cells", file.cells).map((cell, index) =>
    readCell(`${where}, cells[${index}]`, cell)
  );
  const repeated = cells.find(({ cell }, index) =>
    cells.findIndex((other) => other.cell === cell) !== index
  );
  if (repeated) {
    throw new RangeError(
      `${where}: expected one entry per cell, received "${repeated.cell}" twice`,
    );
  }
  const data = list(where, "data", file.data ?? []).map((it, index) =>
    readData(`${where}, data[${index}]`, it)
  );
  return { path, about: textOf(where, "about", file.about ?? ""), data, cells };
}

function readData(where: string, input: unknown): DataFile {
  const fields = record(where, "a file of data", input);
  onlyKnown(where, fields, DATA_FIELDS);
  const sha256 = string(where, "sha256", fields.sha256);
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new RangeError(`${where}: expected sha256 to be 64 digits of hex, received "${sha256}"`);
  }
  return { file: string(where, "file", fields.file), sha256 };
}

function readCell(where: string, input: unknown): CellExpectation {
  const fields = record(where, "a cell", input);
  onlyKnown(where, fields, CELL_FIELDS);
  const cell = string(where, "cell", fields.cell);
  const here = `${where} ("${cell}")`;
  const chapter: Record<string, string> = {};
  if (isRecord(fields.chapter)) {
    for (const [output, text] of Object.entries(fields.chapter)) {
      if (!/^(result|stdout|stderr|display\[\d+\])$/.test(output)) {
        throw new RangeError(
          `${here}: expected chapter to have result, stdout, stderr or display[i], received "${output}"`,
        );
      }
      chapter[output] = textOf(here, `chapter.${output}`, text);
    }
  } else if (fields.chapter !== undefined) {
    chapter.result = textOf(here, "chapter", fields.chapter);
  }
  const claims = list(here, "claims", fields.claims);
  if (claims.length === 0) {
    throw new RangeError(
      `${here}: expected at least one claim, received claims=[]; a cell without output claims "silent"`,
    );
  }
  return {
    cell,
    says: textOf(here, "says", fields.says ?? ""),
    chapter,
    claims: claims.map((claim, index) => readClaim(`${here}, claims[${index}]`, claim)),
  };
}

function readClaim(where: string, input: unknown): Claim {
  const fields = record(where, "a claim", input);
  const kind = string(where, "claim", fields.claim);
  if (!Object.hasOwn(CLAIM_FIELDS, kind)) {
    throw new RangeError(
      `${where}: expected a kind of claim, received claim="${kind}"; ${
        suggestName(kind, Object.keys(CLAIM_FIELDS))
      }`,
    );
  }
  const known: Record<string, string> = {
    ...COMMON_FIELDS,
    ...CLAIM_FIELDS[kind as Claim["claim"]],
  };
  onlyKnown(where, fields, Object.keys(known));
  const claim: Fields = { part: "", hasPart: fields.part !== undefined };
  if (kind === "text") claim.how = "exact";
  for (const [name, rule] of Object.entries(known)) {
    const value = fields[name];
    if (value === undefined) {
      if (!rule.endsWith("!")) continue;
      throw new TypeError(`${where}: expected a "${kind}" claim to have ${name}, received none`);
    }
    claim[name] = readField(where, name, rule.replace("!", "") as Kind, value);
  }
  if (kind === "distribution" && fields.part === undefined && fields.probe === undefined) {
    throw new TypeError(`${where}: expected a part or a probe, received neither`);
  }
  checkPart(where, claim.part as string);
  return claim as unknown as Claim;
}

function readField(where: string, name: string, kind: Kind, value: unknown): unknown {
  switch (kind) {
    case "any":
      return value;
    case "text":
      return textOf(where, name, value);
    case "number":
      return number(where, name, value);
    case "probe":
      return readProbe(where, name, value);
    case "pattern":
      return readPattern(where, name, value);
    case "follows":
      return readDistribution(where, value);
    case "how":
      return oneOf(where, name, value, ["exact", "layout"]);
    case "profile":
      return oneOf(where, name, value, ["2.0", "2.1"]);
  }
  const text = string(where, name, value);
  if (kind === "sha256" && !/^[0-9a-f]{64}$/.test(text)) {
    throw new RangeError(
      `${where}: expected ${name} to be 64 hex digits, received ${name}="${text}"`,
    );
  }
  return text;
}
