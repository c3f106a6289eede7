/**
 * Expectations as they are checked: what each code cell of a notebook has to print, and which kind of
 * claim is made for each part of it. They are written with `expect.ts`, a file beside each notebook.
 *
 * @module
 */
import type { DistributionSpec } from "./distributions.ts";

/** The texts of TensorFlow 2.0, which print `id=`, or of 2.1 and later. */
export type Profile = "2.0" | "2.1";

/** What every claim may have. */
export interface ClaimBase {
  /** Part of the output it is about, such as `[0].shape`; default: the cell's result. */
  part: string;
  /** Words for the reader. */
  says?: string;
  /** The profile it is made for; default: all. */
  profile?: Profile;
}

/** The cell prints nothing. */
export interface SilentClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "silent";
}

/** The text is the chapter's, or the one given. */
export interface TextClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "text";
  /** `exact`: character for character. `layout`: read and printed again, both stay the same. */
  how: "exact" | "layout";
  /** The text; default: the chapter's. */
  is?: string;
  /** Why the chapter's indents are not those of NumPy, where they are damaged. */
  damagedIndent?: string;
}

/** Types, names, shapes, dtypes and nesting are the chapter's, or those given. */
export interface StructureClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "structure";
  /** The structure in words, as the report prints it; default: the chapter's. */
  is?: string;
}

/** The values are the chapter's, or those given. */
export interface ConstantClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "constant";
  /** One value that all elements have, or the elements in nested lists; default: the chapter's. */
  is?: unknown;
  /** Expression for the whole array, where the text shows only a part. */
  probe?: string;
}

/** An expression is true. */
export interface RelationClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "relation";
  /** The relation in words. */
  says: string;
  /** The expression; arrays of truth values have to be true throughout. */
  probe: string;
  /** Whether `part` was given: then the relation stands for its values. */
  hasPart: boolean;
}

/** The values follow a distribution. */
export interface DistributionClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "distribution";
  /** The distribution. */
  follows: DistributionSpec;
  /** Expression for the whole array, where the text shows only a part. */
  probe?: string;
  /** Whether `part` was given: without it only the probe is tested. */
  hasPart: boolean;
}

/** With one seed, the values are these, bit for bit. */
export interface BitsClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "bits";
  /** Expression for the array. */
  probe: string;
  /** The seed it is made for. */
  seed: number;
  /** SHA-256 of its bytes, little-endian, in hex. */
  sha256: string;
}

/** The part may differ from run to run or machine to machine. */
export interface VolatileClaim extends ClaimBase {
  /** Kind of the claim. */
  claim: "volatile";
  /** Why it may differ. */
  why: string;
  /** Regular expression that its text has to match all the same. */
  pattern?: string;
}

/** A claim about a part of a cell's output. */
export type Claim =
  | SilentClaim
  | TextClaim
  | StructureClaim
  | ConstantClaim
  | RelationClaim
  | DistributionClaim
  | BitsClaim
  | VolatileClaim;

/** What a cell has to print. */
export interface CellExpectation {
  /** Id of the cell in the notebook. */
  cell: string;
  /** Words for the reader. */
  says: string;
  /** The chapter's printed texts by output: `result`, `stdout`, `stderr`, `display[0]`. */
  chapter: Record<string, string>;
  /** What is claimed of the output. */
  claims: Claim[];
}

/** A file that a notebook reads and the project does not hold. */
export interface DataFile {
  /** Its path in the folder of data. */
  file: string;
  /** SHA-256 of its bytes, in hex. */
  sha256: string;
}

/** An expectation file. */
export interface Expectations {
  /** Path of the file. */
  path: string;
  /** What the chapter is, where its text comes from. */
  about: string;
  /** What the notebook reads. */
  data: DataFile[];
  /** The cells in the notebook's order. */
  cells: CellExpectation[];
}
