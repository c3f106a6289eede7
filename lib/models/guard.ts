/**
 * What makes mistakes with models say what to write: Python's names, what is not there yet, and errors
 * that begin at the line that used the model.
 *
 * @module
 */
import { beginAtCaller } from "../errors/caller.ts";
import { trapPythonNames } from "../objects/python_names.ts";
import { sayNotYet } from "./not_yet.ts";

/** Members that fail for reasons of the user's. */
const MEMBERS = [
  "export",
  "getLayer",
  "input",
  "inputs",
  "nonTrainableWeights",
  "output",
  "outputShape",
  "outputs",
  "quantize",
  "summary",
  "trainableWeights",
  "weights",
] as const;

/** Guards the class of models. */
export function guardModel(prototype: object): void {
  trapPythonNames({ name: "Model", prototype });
  sayNotYet(prototype, "0.2");
  beginAtCaller(prototype, MEMBERS);
}
