//! The glossary: every metric with its names, formula, unit, what it is a share of, its mark and its source.

use crate::answer::{Table, Unit, Value};
use crate::descriptor::Settings;
use crate::glossary::{self, Direction, METRICS};

/// One row a metric, in the order of the glossary.
pub(super) fn table(settings: &Settings) -> Table {
    let columns = [
        ("metric", Unit::Code),
        ("name_zh", Unit::Text),
        ("name_en", Unit::Text),
        ("formula_zh", Unit::Text),
        ("formula_en", Unit::Text),
        ("numerator", Unit::Text),
        ("denominator", Unit::Text),
        ("unit", Unit::Text),
        ("direction", Unit::Code),
        ("mark", Unit::Number),
        ("source_zh", Unit::Text),
        ("source_en", Unit::Text),
    ];
    let mut table = Table::new("glossary", &columns);
    for (metric, formula) in METRICS.iter().zip(glossary::formulas()) {
        let fact = glossary::fact(metric.id);
        let (numerator, denominator) = fact.share.map_or((None, None), |(n, d)| (Some(n), Some(d)));
        let direction = match metric.direction {
            Direction::Up => Value::from("up"),
            Direction::Down => "down".into(),
            Direction::Neutral => Value::Null,
        };
        table.rows.push(row![
            metric.id,
            metric.zh,
            metric.en,
            formula.zh,
            formula.en,
            numerator,
            denominator,
            fact.unit.map(Unit::id),
        ]);
        if let Some(row) = table.rows.last_mut() {
            row.extend([direction, mark(metric.id, settings).into()]);
            row.extend(row![fact.source.zh(), fact.source.en()]);
        }
    }
    table
}

/// What a metric should reach, as the snapshot's settings say.
fn mark(metric: &str, settings: &Settings) -> Option<f64> {
    match metric {
        "attainment" => Some(1.0),
        "crm_team_rate" => Some(settings.crm_team_mark),
        "event_share" => Some(settings.event_mark),
        _ => None,
    }
}
