// The shipped scripts in a context of their own, run one after the other as a page runs them. What a page has and a
// script asks for while it loads is given here as little as it can be; a test hands in more where it needs more.

import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const HOME = new URL('../../theme/overrides/assets/js/', import.meta.url);
const compiled = new Map();

function shipped(name) {
  if (!compiled.has(name)) {
    const file = new URL(`${name}.js`, HOME);
    compiled.set(name, new vm.Script(readFileSync(file, 'utf8'), { filename: file.pathname }));
  }
  return compiled.get(name);
}

/** A page without content; `get` answers for the files that its scripts ask for by their address. */
function emptyDocument(get) {
  const element = () => ({ dataset: {}, append() {}, setAttribute() {} });
  return {
    querySelectorAll: () => [],
    querySelector: () => null,
    getElementById: element,
    createElement: element,
    head: { append: (script) => setImmediate(get, script) },
  };
}

/** A page that knows the namespace: `run` the shipped scripts of these names, `execute` another text as a script. */
export function page(globals = {}) {
  function get(script) {
    const text = globals.files?.get(script.src);
    if (text === undefined) script.onerror();
    else context.execute(text);
  }
  const context = { TextEncoder, URLSearchParams, document: emptyDocument(get), ...globals };
  context.window = context;
  vm.createContext(context);
  context.execute = (text) => vm.runInContext(text, context);
  context.run = (...names) => {
    for (const name of names) shipped(name).runInContext(context);
    return context.JXGK;
  };
  context.run('namespace');
  return context;
}

/** The same value made of this realm's objects and arrays, which deepEqual asks for. */
export const plain = (value) => structuredClone(value);
