// Files that the bundler puts beside the page: what is imported is their address.
declare module "*.wasm" {
  const address: string;
  export default address;
}
declare module "*.worker.js" {
  const address: string;
  export default address;
}
