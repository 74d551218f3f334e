//! Data: what was read, what is wrong with it, who keeps no records, and what every number means.

use yew::prelude::*;

use super::figures::figures;
use super::glossary::Glossary;
use crate::answered::Answered;
use crate::components::{bar_block, table_block};
use crate::view::View;

const FIRST: &[&str] = &["touched_rate", "problems", "controls_agree", "recording_gap"];

/// The import report; `problems` are told one by one below the figures.
pub(super) fn data(view: &View, answered: &Answered, problems: Html) -> Html {
    let w = view.words();
    let sheet = |id: &str| answered.sheet(id);
    html! {
        <div class="page page-data">
            <h1>{ w.data }</h1>
            { figures(view, answered, FIRST) }
            { problems }
            { table_block(view, sheet("files"), w.files, w.files_note) }
            { table_block(view, sheet("controls"), w.controls, w.controls_note) }
            { table_block(view, sheet("problem_counts"), w.problem_counts, w.problem_counts_note) }
            { bar_block(view, sheet("dealer_quality"), w.dealer_quality, w.dealer_quality_note) }
            { bar_block(view, sheet("fields"), w.fields, w.fields_note) }
            { table_block(view, sheet("recording_gap"), w.recording_gap, w.recording_gap_note) }
            if let Some(sheet) = sheet("glossary") {
                <Glossary {sheet} />
            }
        </div>
    }
}
