//! The place: a tree from the region down to the dealer, with a search.

use std::rc::Rc;

use dealerscope_core::query::Dimension;
use yew::prelude::*;

use super::picker::summary;
use crate::by_ptr::ByPtr;
use crate::hooks::{use_dismiss, use_near};
use crate::places::{Place as Node, search, tree};
use crate::state::Edit;
use crate::view::{View, use_view};

/// How many places a search shows.
const MOST: usize = 40;

/// Chooses places.
#[component]
pub fn Place() -> Html {
    let view = use_view();
    let node = use_node_ref();
    use_dismiss(&node);
    let near = use_near();
    let text = use_state_eq(String::new);
    let places = use_memo(view.info.clone().filter(|_| near.has_come).map(ByPtr), |info| {
        info.as_ref().map_or_else(Vec::new, |info| tree(&info.dealers))
    });
    let w = view.words();
    let oninput = {
        let text = text.setter();
        Callback::from(move |event: InputEvent| {
            let input: web_sys::HtmlInputElement = event.target_unchecked_into();
            text.set(input.value());
        })
    };
    let found = search(&places, &text, MOST);
    html! {
        <details
            class="picker"
            ref={node}
            data-filter="place"
            name="filters"
            onpointerover={near.onpointerover()}
            onfocusin={near.onfocusin()}
            ontoggle={near.ontoggle()}
        >
            <summary>
                <span class="choice-label">{ w.place }</span>
                { said(&view) }
            </summary>
            <div class="panel is-wide">
                <input
                    type="search"
                    data-filter="place-search"
                    placeholder={w.search_place}
                    aria-label={w.search_place}
                    value={(*text).clone()}
                    {oninput}
                />
                if text.trim().is_empty() {
                    <ul class="places">
                        { for places.iter().map(|p| html! { <Branch key={p.key.clone()} place={ByPtr(Rc::new(p.clone()))} /> }) }
                    </ul>
                } else if found.is_empty() {
                    <p class="nothing">{ w.nothing_found }</p>
                } else {
                    <ul class="places">
                        { for found.into_iter().map(|p| html! {
                            <li key={format!("{}/{}", p.dimension.id(), p.key)}>
                                { tick(&view, p) }
                                <span class="note">{ view.speech.dimension(p.dimension) }</span>
                            </li>
                        }) }
                    </ul>
                }
                if Dimension::PLACES.iter().any(|d| view.query().filter(*d).is_some()) {
                    <button class="quiet" onclick={view.on(Edit::Up(None))}>{ w.clear }</button>
                }
            </div>
        </details>
    }
}

/// The deepest place that is chosen.
fn said(view: &View) -> Html {
    let deepest = Dimension::PLACES.into_iter().rev().find_map(|d| Some((d, view.query().filter(d)?)));
    let words = deepest.map_or_else(
        || view.words().all.to_owned(),
        |(dimension, set)| summary(set, |code| view.speech.value(dimension, code), view.words().all),
    );
    html! { <span class={classes!("picker-value", deepest.map(|_| "is-set"))}>{ words }</span> }
}

fn tick(view: &View, place: &Node) -> Html {
    let set = view.query().filter(place.dimension).is_some_and(|set| set.contains(&place.key));
    let name = match place.dimension {
        Dimension::Dealer => place.name.clone(),
        dimension => view.speech.value(dimension, &place.key),
    };
    html! {
        <label class="tick">
            <input
                type="checkbox"
                data-filter={place.dimension.id()}
                value={place.key.clone()}
                checked={set}
                onchange={view.on(Edit::Toggle(place.dimension, place.key.clone()))}
            />
            <span>{ name }</span>
            if place.dimension != Dimension::Dealer {
                <span class="count">{ place.dealers }</span>
            }
        </label>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct BranchProps {
    place: ByPtr<Node>,
}

/// A place whose inside is written only once it is opened.
#[component]
fn Branch(props: &BranchProps) -> Html {
    let view = use_view();
    let open = use_state_eq(|| false);
    let place = &*props.place;
    let turn = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let w = view.words();
    html! {
        <li>
            if place.below.is_empty() {
                <span class="twig" />
            } else {
                <button
                    class="twig"
                    aria-expanded={open.to_string()}
                    aria-label={crate::i18n::fill(w.inside, &[&place.name])}
                    onclick={turn}
                >
                    { if *open { "▾" } else { "▸" } }
                </button>
            }
            { tick(&view, place) }
            if *open {
                <ul>
                    { for place.below.iter().map(|p| html! { <Branch key={p.key.clone()} place={ByPtr(Rc::new(p.clone()))} /> }) }
                </ul>
            }
        </li>
    }
}
