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
  if (data.found) {
    return data.found.forEach(([url, bytes]) => keep(url, () => Promise.resolve(new Response(bytes))));
  }
  if (data.tables) {
    return data.tables.forEach((url) => keep(url, () => ask(url, { priority: "low" })));
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

// What the page has found of the first snapshot, and the files that it asks for ahead, while the module is still on its way;
// the engine takes them from here and verifies them as all others.
const ask = fetch;
let asked = new Map();
// What the engine has asked for by itself, having been there first.
const taken = new Set();
const keep = (url, answered) => {
  if (!asked || taken.has(url)) return;
  const answer = answered();
  answer.catch(() => {});
  asked.set(url, answer);
};
// What the first attempt has left must not hold up a second one: the engine says when one was given up.
self.forgetAhead = () => (asked = null);
// What nobody has come for by then is not wanted, or not news any more.
setTimeout(self.forgetAhead, 10_000);
self.fetch = (url, ...more) => {
  const answer = asked?.get(url);
  asked?.delete(url);
  taken.add(url);
  // A second look at the catalogue is a second attempt as well.
  if (!answer && url.endsWith("/catalog.json")) self.forgetAhead();
  return answer ?? ask(url, ...more);
};
