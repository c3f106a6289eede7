/**
 * How a function of `tf.keras.ops` is declared: once, as Keras writes its parameters, such as
 * `"x, axis:axes=null, keepdims=false"`. The text is the function's type, what binds its arguments, and
 * what the tests hold against Keras; what the types are called stands in `vocabulary.ts`.
 *
 * @module
 */
import { type Arguments, bind } from "../ops/bind.ts";
import { state } from "../tensor/state.ts";
import type { TensorLike } from "../tensor/like.ts";
import { Tensor } from "../tensor/tensor.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** The parameters of a declaration: `name`, with `:type` and `=default` where it has them. */
type Split<Text extends string> = Text extends `${infer First}, ${infer Rest}`
  ? [First, ...Split<Rest>]
  : [Text];

type WithoutDefault<Part> = Part extends `${infer Name}=${string}` ? Name : Part;

type NameOf<Part> = WithoutDefault<Part> extends `${infer Name}:${string}` ? Name
  : WithoutDefault<Part> & string;

type WordOf<Part> = WithoutDefault<Part> extends `${string}:${infer Word}` ? Word
  : WithoutDefault<Part>;

type ValueOf<Part> = WordOf<Part> extends keyof Vocabulary ? Vocabulary[WordOf<Part>] : TensorLike;

type OptionalOf<Part> = Part extends `${string}=${string}` ? Part : never;

type NamesOf<Parts extends readonly string[]> = Parts extends
  readonly [infer First, ...infer Rest extends readonly string[]]
  ? [NameOf<First>, ...NamesOf<Rest>]
  : [];

/** What can be given to a declaration: what has a default may be left out. */
type ParametersOf<Part extends string> =
  & { [P in Exclude<Part, OptionalOf<Part>> as NameOf<P>]: ValueOf<P> }
  & { [P in OptionalOf<Part> as NameOf<P>]?: ValueOf<P> };

/** The values of a declaration's parameters in order, defaults among them. */
export type ParameterValues<Text extends string> = ValuesOf<Split<Text>>;

type ValuesOf<Parts extends readonly string[]> = Parts extends
  readonly [infer First, ...infer Rest extends readonly string[]]
  ? [ValueOf<First>, ...ValuesOf<Rest>]
  : [];

type Given<All, Names extends readonly string[]> = Names extends readonly (keyof All)[]
  ? Arguments<All, Names>
  : never;

/** A function of `tf.keras.ops`: its parameters as Keras declares them, and what it gives. */
export type KerasOperation<Declaration extends string, Result = Tensor> = (
  ...args: Given<ParametersOf<Split<Declaration>[number]>, NamesOf<Split<Declaration>>>
) => Result;

/** A parameter of a declaration. */
export interface Declared {
  readonly name: string;
  /** Absent where it has to be given. */
  readonly default?: unknown;
}

const declarations = new WeakMap<object, readonly Declared[]>();

/** The parameters that a function of `tf.keras.ops` declares. */
export function declaredBy(operation: object): readonly Declared[] | undefined {
  return declarations.get(operation);
}

function parse(text: string): Declared[] {
  return text.split(", ").map((part) => {
    const [typed, value] = part.split("=") as [string, string?];
    const name = typed.split(":")[0]!;
    return value === undefined ? { name } : { name, default: JSON.parse(value) as unknown };
  });
}

/** How a function runs. */
export interface OperationOptions {
  /** The namespace; default `tf.keras.ops`. */
  readonly path?: string;
  /** Whether it calls functions of the user, who can hold what it makes. */
  readonly calls?: boolean;
  /** Parameters for which a plain object is a value of its own. */
  readonly objects?: readonly string[];
}

/** Declares a function: its name, its parameters, and what it does with their values. */
export function operation<const Declaration extends string, Result>(
  name: string,
  declaration: Declaration,
  run: (...values: ParameterValues<Declaration>) => Result,
  { path = "tf.keras.ops", calls = false, objects }: OperationOptions = {},
): KerasOperation<Declaration, Result> {
  const parameters = parse(declaration);
  const where = `${path}.${name}`;
  const required = parameters.filter((it) => !("default" in it)).length;
  const bound = bind<Record<string, unknown>, string[], Result>(
    where,
    parameters.map((it) => it.name),
    required,
    (...given: unknown[]) => {
      const values = parameters.map((it, i) => given[i] === undefined ? it.default : given[i]);
      const make = () => run(...values as ParameterValues<Declaration>);
      return calls ? make() : inside(where, make);
    },
    objects,
  );
  declarations.set(bound, parameters);
  return bound as unknown as KerasOperation<Declaration, Result>;
}

/** Runs what is made of other functions: what it makes on the way is nobody's, its errors are its own. */
function inside<T>(where: string, make: () => T): T {
  state.internal++;
  try {
    const result = make();
    if (state.internal === 1) release(result);
    return result;
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) {
      error.message = error.message.replace(/^(tf\.)?[a-z][\w.]*: /, `${where}: `);
    }
    throw error;
  } finally {
    state.internal--;
  }
}

/** What comes out can be held, unlike what was made on the way. */
function release(result: unknown): void {
  if (result instanceof Tensor) result.internal = false;
  else if (Array.isArray(result)) result.forEach(release);
}
