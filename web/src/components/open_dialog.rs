//! Opens a snapshot from the reader's own machine.

use std::rc::Rc;

use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use crate::local::Dropped;
use crate::view::use_view;

/// What becomes of the choice.
#[derive(Clone, PartialEq, Properties)]
pub struct OpenDialogProps {
    /// Receives what was picked.
    pub onopen: Callback<Rc<Dropped>>,
}

/// A button, and the dialog that it opens: a folder or an archive to pick.
#[component]
pub fn OpenDialog(props: &OpenDialogProps) -> Html {
    let view = use_view();
    let dialog = use_node_ref();
    let w = view.words();
    let show = {
        let dialog = dialog.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
                // It can only fail where the dialog is open already.
                let _ = dialog.show_modal();
            }
        })
    };
    let hide = {
        let dialog = dialog.clone();
        Callback::from(move |()| dialog.cast::<HtmlDialogElement>().iter().for_each(HtmlDialogElement::close))
    };
    let onchange = {
        let (hide, onopen) = (hide.clone(), props.onopen.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let picked = input.files().and_then(|list| Dropped::from_list(&list));
            input.set_value("");
            hide.emit(());
            if let Some(dropped) = picked {
                onopen.emit(Rc::new(dropped));
            }
        })
    };
    html! {
        <>
            <button class="quiet" data-action="open" onclick={show}>{ w.open }</button>
            <dialog ref={dialog} class="open-dialog" aria-labelledby="open-title">
                <h2 id="open-title">{ w.open_title }</h2>
                <p>{ w.open_explained }</p>
                <div class="open-ways">
                    <label class="button">
                        { w.open_zip }
                        <input type="file" class="unseen" multiple=true accept=".zip,.csv,.tsv,.txt,.json,.jsonl,.ndjson,.gz" data-action="pick-zip" onchange={onchange.clone()} />
                    </label>
                    <label class="button">
                        { w.open_folder }
                        <input type="file" class="unseen" webkitdirectory=true multiple=true data-action="pick-folder" {onchange} />
                    </label>
                </div>
                <p class="note">{ w.open_or_drop }</p>
                <button class="quiet" onclick={hide.reform(|_: MouseEvent| ())}>{ w.close }</button>
            </dialog>
        </>
    }
}
