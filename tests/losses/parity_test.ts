/**
 * Every class, function and alias of Keras's losses is here, with the same parameters in the same
 * order, the same defaults and the same configurations, as Keras itself lists them.
 */
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import type { Rows } from "../../lib/configuration/options.ts";
import { camelCase } from "../../lib/objects/naming.ts";
import { signatureOf } from "../../lib/ops/bind.ts";
import { losses, readGoldens } from "./goldens.ts";

/** A parameter: its name, whether it has a default, and that. */
type Parameter = readonly [name: string, hasDefault: boolean, ifMissing: unknown];

const { signatures, aliases, configs } = readGoldens<{
  readonly signatures: Readonly<Record<string, readonly Parameter[]>>;
  readonly aliases: Readonly<Record<string, string>>;
  readonly configs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}>("edges");

const isClass = (name: string) => /^[A-Z]/.test(name);
const ourName = (name: string) => isClass(name) ? name : camelCase(name);

for (const [name, parameters] of Object.entries(signatures)) {
  Deno.test(`${name} has Keras's parameters`, () => {
    const value = losses[ourName(name)];
    assert(value !== undefined, `${name} is missing`);
    const { rows } = value as { readonly rows?: Rows };
    const own = isClass(name) ? rows!.map(([it]) => it) : signatureOf(value)!.names;
    assertEquals([...own], parameters.map(([it]) => camelCase(it)));
    if (!isClass(name)) {
      const required = parameters.filter(([, hasDefault]) => !hasDefault).length;
      assertEquals(signatureOf(value)!.required, required);
      return;
    }
    for (const [i, [parameter, hasDefault, ifMissing]] of parameters.entries()) {
      const [, option] = rows![i]!;
      assertEquals(!option.required, hasDefault, parameter);
      const made = option.read(name, parameter, option.ifMissing);
      assertEquals(made ?? null, option.read(name, parameter, ifMissing) ?? null, parameter);
    }
  });
}

for (const [name, original] of Object.entries(aliases)) {
  Deno.test(`${name} is another name of ${original}`, () => {
    const here = /^[A-Z]+$/.test(name) ? name : camelCase(name);
    assertStrictEquals(losses[here], losses[camelCase(original)]);
  });
}

for (const [name, config] of Object.entries(configs)) {
  if (name === "Loss") continue;
  Deno.test(`${name} of no options has Keras's configuration`, () => {
    const Class = losses[name] as new () => { getConfig(): unknown };
    const made = new Class().getConfig() as Readonly<Record<string, unknown>>;
    assertEquals(JSON.parse(JSON.stringify(made)), config);
    assertEquals(Object.keys(made), Object.keys(config), "order");
  });
}
