/**
 * Help for who misspells a member or writes it as elsewhere: `model.complie`, `model.stop_training`,
 * `optimizer.lr`. JavaScript gives `undefined` for them, or takes a value that nobody reads.
 *
 * Own classes read properties that are not there yet, as in `this.cache ??= new Map()`. So only what
 * can hardly be meant is an error: Python's spelling of a member, a method's name with one slip, and
 * names that other libraries have.
 *
 * @module
 */
import { editDistance } from "../errors/nearest.ts";
import { isOrdinaryMember } from "../errors/ordinary.ts";
import { camelCase } from "./naming.ts";

/** Names that Keras or tfjs has or had, and what to write here. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  lr: "it is called learningRate here",
  fitGenerator: "fit takes generators: await model.fit(batches)",
  fitDataset: "fit takes generators: await model.fit(batches)",
  evaluateGenerator: "evaluate takes generators: await model.evaluate(batches)",
  predictGenerator: "predict takes generators: await model.predict(batches)",
  predictClasses: "write tf.argmax(await model.predict(x), -1)",
  predictProba: "write await model.predict(x)",
};

/** A slip in a shorter name could be a name of its own. */
const SHORTEST = 6;

/** What the classes of an object have. */
interface Members {
  readonly methods: ReadonlySet<string>;
  readonly accessors: ReadonlySet<string>;
}

const known = new WeakMap<object, Members>();

function membersOf(prototype: object): Members {
  const before = known.get(prototype);
  if (before !== undefined) return before;
  const methods = new Set<string>();
  const accessors = new Set<string>();
  for (let at: object | null = prototype; at !== null; at = Object.getPrototypeOf(at)) {
    if (at === Object.prototype) break;
    for (const [name, it] of Object.entries(Object.getOwnPropertyDescriptors(at))) {
      if (name.includes("_") || isOrdinaryMember(name)) continue;
      if (typeof it.value === "function") methods.add(name);
      else if (it.get !== undefined) accessors.add(name);
    }
  }
  const members = { methods, accessors };
  known.set(prototype, members);
  return members;
}

/** Whether two names have the same letters in another order: no name of its own. */
function isShuffled(a: string, b: string): boolean {
  return a.length === b.length && [...a].sort().join() === [...b].sort().join();
}

/** What to write in the place of a member that an object has not; `undefined` if nobody knows. */
function cureFor(object: object, key: string): string | undefined {
  const camel = camelCase(key);
  if (camel !== key && camel in object) return `it is called ${camel} here`;
  const { methods, accessors } = membersOf(Object.getPrototypeOf(object) ?? object);
  // Only classes that have what is meant: a layer may have an lr of its own.
  const isElsewhere = Object.hasOwn(ELSEWHERE, camel) &&
    (camel === "lr" ? accessors.has("learningRate") : methods.has("fit"));
  if (isElsewhere) return ELSEWHERE[camel];
  if (camel.length < SHORTEST) return undefined;
  const plain = camel.toLowerCase();
  for (const name of methods) {
    const isSlip = name.length >= SHORTEST && editDistance(plain, name.toLowerCase()) <= 1;
    if (isSlip) return `did you mean ${name}?`;
  }
  for (const name of accessors) {
    if (editDistance(camel, name) === 1 && isShuffled(camel, name)) return `did you mean ${name}?`;
  }
  return undefined;
}

const cures = new WeakMap<object, Map<string, string | null>>();

/** The same, looked up once for each class and name. */
function knownCure(object: object, key: string): string | undefined {
  const prototype = Object.getPrototypeOf(object) ?? object;
  let names = cures.get(prototype);
  if (names === undefined) cures.set(prototype, names = new Map());
  let cure = names.get(key);
  if (cure === undefined) names.set(key, cure = cureFor(object, key) ?? null);
  return cure ?? undefined;
}

function refusal(object: object, key: string, cure: string, boundary: () => unknown): TypeError {
  const { name } = object.constructor;
  const error = new TypeError(`${name}.${key}: ${cure}`);
  Error.captureStackTrace(error, boundary);
  return error;
}

/** Makes instances of a class, which extends no other, answer for members that they have not. */
export function answerMembers(prototype: object): void {
  const get = (target: object, key: PropertyKey, object: object): unknown => {
    if (isOrdinaryMember(key)) return Reflect.get(target, key, object);
    const cure = knownCure(object, String(key));
    if (cure !== undefined) throw refusal(object, String(key), cure, get as () => unknown);
    return Reflect.get(target, key, object);
  };
  const set = (target: object, key: PropertyKey, value: unknown, object: object): boolean => {
    // A method of one's own may have any name; a value that nobody would read is a mistake.
    if (typeof value !== "function" && !isOrdinaryMember(key)) {
      const camel = camelCase(String(key));
      const meant = camel === "lr" ? "learningRate" : camel;
      const { accessors } = membersOf(Object.getPrototypeOf(object));
      const isMeant = meant !== key && (accessors.has(meant) || Object.hasOwn(object, meant));
      if (isMeant) {
        throw refusal(object, String(key), `it is called ${meant} here`, set as () => unknown);
      }
    }
    return Reflect.set(target, key, value, object);
  };
  Object.setPrototypeOf(prototype, new Proxy(Object.create(Object.prototype), { get, set }));
}
