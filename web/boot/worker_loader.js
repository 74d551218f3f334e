// The page sends the module, whose bytes it has verified. What goes wrong here becomes the worker's error.
onunhandledrejection = ({ reason }) => setTimeout(() => { throw reason; });
onmessage = async ({ data }) => {
  onmessage = null;
  const { default: start } = await import(`./worker.js${location.search}`);
  await start({ module_or_path: data });
};
