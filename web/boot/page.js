// Runs the app and its worker only if they are what this page was built with. `cargo xtask` writes the build and the
// hashes in; the page's own policy vouches for this script.
const root = document.documentElement;
const build = "@build@";
const hashes = {
  "app.js": "@app.js@",
  "app_bg.wasm": "@app_bg.wasm@",
  "worker.js": "@worker.js@",
  "worker_bg.wasm": "@worker_bg.wasm@",
  "opening.bin": "@opening.bin@",
};
const address = (file) => `./${file}?v=${build}`;
const digest = globalThis.crypto?.subtle;

// The one error of a page that cannot run: nothing on it can be trusted, and only a reload helps.
const fail = (file, why) => {
  const page = document.getElementById("app");
  if (!page) return;
  const stay = () => root.dataset.state === "error" || (root.dataset.state = "error");
  stay();
  // What runs already may still want to say that it is loading.
  new MutationObserver(stay).observe(root, { attributeFilter: ["data-state"] });
  const zh = root.lang === "zh";
  const part = (name, text) => Object.assign(document.createElement(name), { textContent: text });
  const alert = document.createElement("section");
  alert.className = "opening is-panel is-bad";
  alert.role = "alert";
  alert.dataset.error = "stale";
  const reload = part("button", zh ? "重新加载" : "Reload");
  reload.className = "quiet";
  reload.onclick = () => location.reload();
  alert.append(
    part("p", zh ? `${file} 与本页不属于同一版本，或传输不完整。` : `${file} does not belong to this page, or did not arrive whole.`),
    part("p", zh ? "请重新加载页面；如仍出现，请清除浏览器缓存。" : "Reload the page; if that does not help, clear the browser's cache."),
    part("p", String(why?.message ?? why)),
    reload,
  );
  page.replaceWith(alert);
};

// Pages without TLS have no digest of their own; there the browser is asked to compare.
const request = (file, cache) => ({ cache, integrity: digest ? "" : `sha256-${hashes[file]}` });
const verify = (file, found) => {
  const hash = found && btoa(String.fromCharCode(...new Uint8Array(found)));
  if (found && hash !== hashes[file]) throw new Error(`sha256-${hash}`);
};

// A file of this build. A module is compiled while it arrives, and handed out only once its hash is known.
const take = async (file, cache) => {
  const answer = await fetch(address(file), request(file, cache));
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const compiled = file.endsWith(".wasm") && WebAssembly.compileStreaming(answer.clone()).catch(() => null);
  const bytes = await answer.arrayBuffer();
  verify(file, await digest?.digest("SHA-256", bytes));
  return compiled ? ((await compiled) ?? WebAssembly.compile(bytes)) : bytes;
};

// What a cache kept of another build is asked for once more, past the cache.
const whole = (...files) =>
  Promise.all(
    files.map((file) =>
      takes(file)(file, "default")
        .catch(() => takes(file)(file, "reload"))
        .catch((why) => {
          fail(file, why);
          throw why;
        }),
    ),
  );

// What a link opens with that says nothing but language and theme was computed when the site was built. A site without it,
// or with another one, computes it here.
const opening = "#/overview?period=last12&basis=activity";
const opens = () => ["", "#", "#/", opening].includes(location.hash.replace(/&(lang|theme)=\w+/g, ""));

// The findings of what was computed stand in this page already. They go for good when the app shows an answer, or when the
// reader wants another one.
const { found, guessed } = globalThis.snapshot;
let wanted = true;
const withdraw = () => {
  wanted = false;
  delete root.dataset.said;
};
const said = guessed.then(({ same }) => {
  if (!same || !opens()) throw new Error("another snapshot");
  if (wanted) root.dataset.said = "";
});
for (const kind of ["hashchange", "change", "drop"]) addEventListener(kind, withdraw, { once: true });
addEventListener("click", ({ target }) => document.getElementById("app")?.contains(target) && withdraw());

// What a browser makes only when it is first used would hold up the figures: how numbers are written, and the fonts of texts.
// It is made while the modules are on their way, each in a task of its own, once there is something to read.
const measure = (weight) => {
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = `${weight} 12px ${getComputedStyle(document.body).fontFamily}`;
  pen.measureText("经销商 Dealer");
};
const firsts = [() => new Intl.NumberFormat("zh-CN").format(0), () => measure("normal"), () => measure("bold")];
said.catch(() => {}).then(() => requestAnimationFrame(() => firsts.forEach((first) => setTimeout(first))));

const script = address("worker_loader.js");
const trusted = globalThis.trustedTypes?.createPolicy("worker", { createScriptURL: () => script });
const start = (name) => new Worker(trusted ? trusted.createScriptURL("") : script, { type: "module", name });
let started = false;
const spawn = (name, worker = start(name), free = null) => {
  Promise.all([engine, free]).then(([[module]]) => {
    started ||= worker === ahead;
    worker.postMessage(module);
  }, () => {});
  return worker;
};

// The first worker does not wait for the app.
const ahead = start("");
let first = ahead;
// The app is to see for itself that a worker does not start.
const ended = new Promise((_, end) => {
  ahead.addEventListener("error", (event) => end((first = null) ?? event), { once: true });
  // The app may give it up before its module is there.
  const { terminate } = ahead;
  ahead.terminate = () => end(terminate.call(ahead));
});
ended.catch(() => {});

// The engine's module arrives in the worker, beside the app and not before it. Whether it is the one is said here.
const takeThere = (file, cache) => {
  const { port1, port2 } = new MessageChannel();
  const taken = new Promise((arrived) => (port1.onmessage = ({ data }) => arrived(data)));
  ahead.postMessage([address(file), request(file, cache)], [port2]);
  return Promise.race([taken, ended]).then(({ hash, module, why }) => {
    verify(file, hash);
    if (!module) throw new Error(why);
    return module;
  });
};
const takes = (file) => (file === "worker_bg.wasm" && first !== null ? takeThere : take);

const app = whole("app_bg.wasm", "app.js");
const engine = whole("worker_bg.wasm", "worker.js");
// Nobody else looks: what went wrong is on the page.
engine.catch(() => {});
const prepared = opens() && digest && hashes["opening.bin"] ? take("opening.bin", "default") : Promise.reject();
const usable = Promise.all([prepared, said]).then(([bytes]) => {
  const word = new Uint8Array(bytes);
  if (heard) heard.unshift(word);
  else tell(word);
});
// Tables are asked for ahead unless there is something to read meanwhile: a processor that unpacks them draws later.
const give = (what) => started || ahead.postMessage(what);
guessed.finally(() => give({ found })).catch(() => {});
usable.catch(() => guessed).then((guess) => guess && give(guess)).catch(() => {});

// What was prepared is drawn before the engine takes its part of the machine. Who does something meanwhile does not wait
// for that, nor does a page in the background, nor anybody for more than two seconds.
const rest = (then) =>
  globalThis.requestIdleCallback ? requestIdleCallback((time) => (time.timeRemaining() > 12 ? then() : rest(then))) : setTimeout(then);
const drawn = new Promise((then) => {
  new MutationObserver((_, watch) => {
    if (root.dataset.frame !== "prepared" && root.dataset.state === "loading") return;
    watch.disconnect();
    withdraw();
    requestAnimationFrame(() => rest(then));
  }).observe(root, { attributeFilter: ["data-frame", "data-state"] });
  for (const kind of ["hashchange", "click", "drop"]) addEventListener(kind, then, { once: true });
});
const late = new Promise((then) => setTimeout(then, 2_000));
spawn("", ahead, Promise.race([late, usable.then(() => document.hidden || drawn, () => {})]));

// What the engine says before the app listens.
let heard = [];
const tell = (data) => ahead.dispatchEvent(new MessageEvent("message", { data }));
ahead.addEventListener("message", ({ data }) => heard?.push(data));

// The app calls it for each worker it needs.
globalThis.spawnEngine = () => {
  if (!first) return spawn("engine");
  const before = heard;
  first = heard = null;
  // The app listens only after it has been given the worker; nothing is painted in between.
  queueMicrotask(() => before.forEach(tell));
  return ahead;
};

addEventListener("error", ({ error }) => {
  if (error instanceof WebAssembly.RuntimeError) fail("app_bg.wasm", error);
});

app.then(async ([module]) => {
  try {
    const { default: start } = await import(address("app.js"));
    await start({ module_or_path: module });
  } catch (why) {
    fail("app.js", why);
  }
}, () => {});
