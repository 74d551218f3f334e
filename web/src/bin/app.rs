//! The page.

use dealerscope_web::app::App;

fn main() {
    let root = gloo::utils::document().get_element_by_id("app");
    root.into_iter().for_each(|root| {
        yew::Renderer::<App>::with_root(root).render();
    });
}
