//! The page.

use dealerscope_web::app::App;

/// The page asks for little memory and often: an allocator of a third of the usual one's code serves it.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The first page is made in a task of its own, as the module has just been put together in this one.
fn main() {
    let render = || {
        if let Some(root) = gloo::utils::document().get_element_by_id("app") {
            yew::Renderer::<App>::with_root(root).render();
        }
    };
    gloo::timers::callback::Timeout::new(0, render).forget();
}
