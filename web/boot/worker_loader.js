const { subtle } = crypto;

// Fetches a module for the page, which decides by the hash whether it is run. It is compiled while it arrives. The figures
// that the page can already paint come first on a line that knows of first and last.
const take = async ([address, how]) => {
  try {
    const answer = await ask(address, { ...how, priority: "low" });
    if (!answer.ok) return { why: `HTTP ${answer.status}` };
    const compiled = WebAssembly.compileStreaming(answer.clone()).catch(() => null);
    const bytes = await answer.arrayBuffer();
    const hash = await subtle?.digest("SHA-256", bytes);
    const module = (await compiled) ?? (await WebAssembly.compile(bytes).catch(() => null));
    return { hash, module, why: "WebAssembly" };
  } catch ({ message }) {
    return { why: message };
  }
};

// The page sends the module once it has verified it. What goes wrong here becomes the worker's error.
onunhandledrejection = ({ reason }) => setTimeout(() => { throw reason; });
onmessage = async ({ data, ports: [port] }) => {
  if (port) {
    return port.postMessage(await take(data));
  }
  onmessage = null;
  const [engine, word] = [data].flat();
  // A large file is read by two: a worker like this one, of the same module. The word is heard as soon as it listens, and
  // not only when this one has a moment.
  self.spawnSecond = (name, word) => {
    const second = new Worker(location.href, { type: "module", name });
    second.postMessage([engine, word]);
    return second;
  };
  const { default: start } = await import(`./worker.js${location.search}`);
  await start({ module_or_path: engine });
  if (word) dispatchEvent(new MessageEvent("message", { data: word }));
};

// The files of the first snapshot are asked for while the module is still on its way; the engine takes them from here
// and verifies them as all others. A wrong guess costs a request, and the engine asks for itself.
const ask = fetch;
let asked = new Map();
// What the engine has asked for by itself, having been there first.
const taken = new Set();
// What the first attempt has left must not hold up a second one: the engine says when one was given up.
self.forgetAhead = () => (asked = null);
self.fetch = (url, ...more) => {
  const answer = asked?.get(url);
  asked?.delete(url);
  taken.add(url);
  // A second look at the catalogue is a second attempt as well.
  if (!answer && url.endsWith("/catalog.json")) self.forgetAhead();
  return answer ?? ask(url, ...more);
};
const ahead = (url) => {
  const answer = ask(url);
  asked?.set(url, answer);
  return answer.then((response) => response.clone().arrayBuffer());
};
const read = (bytes) => JSON.parse(new TextDecoder().decode(bytes));
// The page holds what was computed beforehand against the descriptor, which must be the one that the catalogue means. It waits
// for that word, and is told as well if there is nothing to vouch for.
const vouch = async ({ hash }, bytes) => {
  const digest = await subtle.digest("SHA-256", bytes);
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hash?.toLowerCase() !== `sha256:${hex}`) throw new Error(hex);
  postMessage(digest, [digest]);
};
const nothing = () => postMessage(new ArrayBuffer());
const guess = async (wanted) => {
  const base = new URL("data/", location.href).href;
  const { snapshots } = read(await ahead(`${base}catalog.json`));
  const entry = snapshots.find(({ name }) => name === decodeURIComponent(wanted)) ?? snapshots[0];
  const inside = entry.path.replace(/^\/+|\/+$/g, "");
  const folder = ["", "."].includes(inside) ? base : `${base}${inside}/`;
  const descriptor = await ahead(`${folder}datapackage.json`);
  vouch(entry, descriptor).catch(nothing);
  const { resources } = read(descriptor);
  for (const file of resources.flatMap(({ path, dealerscope }) => dealerscope?.columnar?.path ?? path)) {
    const url = `${folder}${file}`;
    if (taken.has(url)) continue;
    const answer = ask(url, { priority: "low" });
    answer.catch(() => {});
    asked?.set(url, answer);
  }
};
if (name.startsWith("ahead ")) {
  guess(name.slice(6)).catch(nothing);
  // What nobody has come for by then is not wanted, or not news any more.
  setTimeout(self.forgetAhead, 10_000);
}
