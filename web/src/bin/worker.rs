//! The analysis worker: it holds the snapshot, so that the page never waits for a sum.

use dealerscope_web::engine::Engine;
use gloo_worker::Registrable;

fn main() {
    Engine::registrar().register();
}
