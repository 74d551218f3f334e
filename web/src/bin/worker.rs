//! The analysis worker: it holds the snapshot, so that the page never waits for a sum.

fn main() {
    dealerscope_web::engine::serve();
}
