/**
 * Options in one table: what each may be, its default, and how a configuration writes it. From a row
 * comes the parameter's place and name, its check, the value a class works with and its entry in the
 * configuration, so that none of them can be forgotten. The rows are Keras's parameters in order.
 *
 * @module
 */
import { fromCaller } from "../errors/caller.ts";
import { bindArguments } from "../ops/bind.ts";

/** One option: `Given` is what users write, `Made` what the class works with. */
export interface Option<Given, Made> {
  /** The default as users would write it; a row without one has to be given. */
  readonly ifMissing?: Given | undefined;
  /** Whether it has to be given. */
  readonly required: boolean;
  /** Whether a plain object is a value of its own. */
  readonly takesObjects?: boolean;
  /** Whether it is made before the others: it draws a seed, and so do they. */
  readonly isEarly?: boolean;
  /** Makes the value. Throws an error that names the option. */
  read(where: string, name: string, given: Given): Made;
  /** The value as Keras writes it to a configuration; `undefined` leaves it out. */
  write(made: Made): unknown;
}

/** An option of whatever types: each row has its own, which {@linkcode Made} recovers. */
// deno-lint-ignore no-explicit-any -- contravariant in what it is given
export type AnyOption = Option<any, any>;

/** A parameter: its name, its option, and Keras's name where it is no plain snake_case. */
export type Row = readonly [name: string, option: AnyOption, pythonName?: string];

/** Parameters in Keras's order. */
export type Rows = readonly Row[];

/** Rows for the parameters `Names` of an interface, in this order. */
export type RowsOf<All, Names extends readonly (keyof All & string)[]> = {
  readonly [Index in keyof Names]: readonly [
    Names[Index],
    // deno-lint-ignore no-explicit-any -- what is made of it is the row's own
    Option<Exclude<All[Names[Index]], undefined>, any>,
    pythonName?: string,
  ];
};

/** The values a table makes. */
export type Made<Table extends Rows> = {
  readonly [Entry in Table[number] as Entry[0]]: Entry[1] extends Option<infer _, infer Value>
    ? Value
    : never;
};

/** A class as error messages and the boundary of errors need it. */
export type Constructed = abstract new (...args: never[]) => unknown;

/** What a constructor's arguments come to. */
export interface ReadOptions<Table extends Rows> {
  /** The values of the table's rows. */
  readonly own: Made<Table>;
  /** What was given of the options that the base class takes. */
  readonly base: Record<string, unknown>;
}

/**
 * Binds, checks and makes what a constructor was given.
 *
 * @param target The class that is being made, `new.target`.
 * @param baseNames Options of the base class, which are given by name; a row of such a name gives it
 *   a place among the positional ones.
 * @throws {TypeError} for arguments that are unknown, doubled, missing or too many.
 */
export function readOptions<const Table extends Rows>(
  target: Constructed,
  table: Table,
  baseNames: readonly string[],
  args: readonly unknown[],
): ReadOptions<Table> {
  return fromCaller(target, () => {
    const where = target.name;
    const own = table.map(([name]) => name);
    const names = [...own, ...baseNames.filter((name) => !own.includes(name))];
    const objects = table.filter(([, option]) => option.takesObjects).map(([name]) => name);
    const required = table.filter(([, option]) => option.required).map(([name]) => name);
    const signature = { where, names, required: 0, positional: own.length, objects };
    const values = bindArguments(
      args.length === 1 && objects.length > 0 && isNamed(args[0], names, required)
        ? { ...signature, objects: [] }
        : signature,
      args,
    );
    const make = ([name, option]: Row, i: number): readonly [string, unknown] => {
      const given = values[i];
      if (given === undefined && option.required) {
        throw new TypeError(`${where}: expected ${name}, which has no default; it was not given`);
      }
      return [name, option.read(where, name, given === undefined ? option.ifMissing : given)];
    };
    const early = table.map((it, i) => it[1].isEarly ? make(it, i) : undefined);
    const made = table.map((it, i) => early[i] ?? make(it, i));
    const base = names.map((name, i) => [name, values[i]] as const)
      .filter(([name, value]) => value !== undefined && baseNames.includes(name));
    return { own: Object.fromEntries(made) as Made<Table>, base: Object.fromEntries(base) };
  });
}

/** Whether an object has parameters' names for keys, those that have to be given among them. */
function isNamed(value: unknown, names: readonly string[], required: readonly string[]): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).every((key) => names.includes(key)) &&
    required.every((name) => Object.hasOwn(value, name));
}

/** The part of a configuration that a table's options make up, in Keras's spelling. */
export function writeOptions<Table extends Rows>(
  table: Table,
  made: Made<Table>,
): Record<string, unknown> {
  const values = made as Readonly<Record<string, unknown>>;
  const written = table.map(([name, option, pythonName]) =>
    [pythonName ?? snakeCase(name), option.write(values[name])] as const
  );
  return Object.fromEntries(written.filter(([, value]) => value !== undefined));
}

/** A configuration's entries under the names that a constructor takes. */
export function optionsOf(
  table: Rows,
  config: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const special = new Map(table.flatMap(([name, , python]) => python ? [[python, name]] : []));
  const entries = Object.entries(config).map(([name, value]) =>
    [special.get(name) ?? camelCase(name), value] as const
  );
  return Object.fromEntries(entries);
}

/** `kernel_initializer` for `kernelInitializer`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** `kernelInitializer` for `kernel_initializer`. */
function camelCase(name: string): string {
  return name.replace(/(?!^)_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
