//! What holds for every scene: it is within its frame, no label lies on another, every row answers.

mod common;

use common::{TestWords, svg, tables};
use dealerscope_charts::{Chart, Frame, Highlight, Label, Mark, Point, Scene, Theme};
use dealerscope_core::answer::{Table, Unit, Value};
use dealerscope_core::query::Lang;
use proptest::prelude::*;

fn all() -> Vec<(Chart, Table)> {
    vec![
        (Chart::Trend, tables::trend()),
        (Chart::Sparkline, tables::trend()),
        (Chart::Ranked, tables::regions()),
        (Chart::Ranked, tables::channels()),
        (Chart::Movers, tables::movers()),
        (Chart::Provinces, tables::provinces()),
        (Chart::Ranges, tables::gap()),
        (Chart::Ranges, tables::days_by_channel()),
        (Chart::Funnel, tables::funnel()),
        (Chart::Funnel, tables::profile_funnel()),
        (Chart::Strengths, tables::strengths()),
        (Chart::Efficiency, tables::channels()),
        (Chart::DaysToOrder, tables::days_to_order()),
        (Chart::Vintage, tables::vintage()),
        (Chart::LostReasons, tables::lost_reasons()),
        (Chart::Dealers, tables::dealers(40)),
        (Chart::Profile, tables::profile()),
    ]
}

fn points(mark: &Mark) -> Vec<Point> {
    match mark {
        Mark::Fill(r, _) | Mark::Outline(r, ..) => {
            vec![Point::new(r.x, r.y), Point::new(r.right(), r.bottom())]
        }
        Mark::Line(points, ..) | Mark::Polygon(points, _) => points.clone(),
        Mark::Dot(at, ..) | Mark::Ring(at, ..) => vec![*at],
        Mark::Text(label) => vec![label.at],
    }
}

fn within(scene: &Scene, p: Point, slack: f64) -> bool {
    (-slack..=scene.width + slack).contains(&p.x) && (-slack..=scene.height + slack).contains(&p.y)
}

/// Nothing leaves the frame and nothing is without a place.
fn check_frame(scene: &Scene, table: &Table) -> Result<(), String> {
    for mark in &scene.marks {
        if let Some(p) = points(mark).into_iter().find(|p| !within(scene, *p, 12.0)) {
            return Err(format!("{p:?} of {mark:?} is outside {} × {}", scene.width, scene.height));
        }
    }
    for label in scene.labels() {
        let area = label.area();
        let (from, to) = (Point::new(area.x, area.y), Point::new(area.right(), area.bottom()));
        if !within(scene, from, 1.0) || !within(scene, to, 1.0) {
            return Err(format!("{:?} is cut at {area:?}", label.text));
        }
    }
    for hit in &scene.hits {
        if hit.row >= table.rows.len() || !within(scene, hit.anchor, 12.0) {
            return Err(format!("{hit:?} is not a place of the table"));
        }
    }
    Ok(())
}

/// No label lies on another.
fn check_labels(scene: &Scene) -> Result<(), String> {
    let labels: Vec<&Label> = scene.labels().collect();
    for (index, a) in labels.iter().enumerate() {
        let on = labels[..index].iter().find(|b| a.area().grown(-0.5).overlaps(&b.area().grown(-0.5)));
        if let Some(b) = on {
            return Err(format!("{:?} lies on {:?} at {:?} and {:?}", a.text, b.text, a.area(), b.area()));
        }
    }
    Ok(())
}

#[test]
fn labels_keep_apart_at_every_width() {
    for (chart, table) in all() {
        for width in (280..=1600).step_by(12).map(f64::from) {
            for lang in [Lang::Zh, Lang::En] {
                let words = TestWords(lang);
                let frame = Frame::new(width, chart.height(&table, width), &Theme::LIGHT, &words);
                let scene = chart.layout(&table, &frame);
                let result = check_frame(&scene, &table).and_then(|()| check_labels(&scene));
                assert_eq!(result, Ok(()), "{chart:?} of {} at {width} in {lang:?}", table.id);
            }
        }
    }
}

#[test]
fn every_measure_can_be_drawn() {
    let words = TestWords(Lang::En);
    for (chart, table) in all() {
        for column in &table.columns {
            let measure = Some(column.id.as_str());
            let height = chart.height(&table, 400.0);
            let frame = Frame { measure, ..Frame::new(400.0, height, &Theme::DARK, &words) };
            let scene = chart.layout(&table, &frame);
            let result = check_frame(&scene, &table).and_then(|()| check_labels(&scene));
            assert_eq!(result, Ok(()), "{chart:?} of {} by {}", table.id, column.id);
        }
    }
}

#[test]
fn rows_answer_to_pointer_and_keyboard() {
    let words = TestWords(Lang::Zh);
    for (chart, table) in all() {
        let frame = Frame::new(720.0, chart.height(&table, 720.0), &Theme::LIGHT, &words);
        let scene = chart.layout(&table, &frame);
        assert!(!scene.hits.is_empty(), "{chart:?}");
        for hit in &scene.hits {
            assert!(hit.region.holds(hit.region.bounds().center()), "{chart:?}: {hit:?}");
            assert!(!hit.says.is_empty() && !hit.says.starts_with(':'), "{chart:?}: {hit:?}");
        }
        let mut walked = vec![scene.step(None, 1).unwrap()];
        for _ in 1..scene.hits.len() {
            walked.push(scene.step(walked.last().copied(), 1).unwrap());
        }
        let order: Vec<usize> = scene.hits.iter().map(|h| h.row).collect();
        assert_eq!(walked, order, "{chart:?}");
        assert_eq!(scene.step(walked.last().copied(), 1), walked.last().copied());
        assert_eq!(scene.step(None, -1), walked.last().copied());
    }
}

#[test]
fn the_same_table_gives_the_same_scene() {
    let words = TestWords(Lang::En);
    for (chart, table) in all() {
        let frame = Frame::new(500.0, chart.height(&table, 500.0), &Theme::LIGHT, &words);
        assert_eq!(chart.layout(&table, &frame), chart.layout(&table, &frame), "{chart:?}");
    }
}

fn cell(unit: Unit) -> BoxedStrategy<Value> {
    match unit {
        Unit::Code | Unit::Text => prop_oneof![
            Just(Value::Null),
            prop::sample::select(vec!["", "leads", "ordered", "above", "small", "before", "website", "华东", "rate"])
                .prop_map(Value::from),
            "\\PC{0,30}".prop_map(Value::from),
        ]
        .boxed(),
        Unit::Month | Unit::Date => {
            prop_oneof![Just(Value::Null), "20[0-9]{2}-[01][0-9]".prop_map(Value::from), Just("later".into())].boxed()
        }
        _ => prop_oneof![
            2 => Just(Value::Null),
            2 => Just(Value::Int(0)),
            6 => (0_i64..5000).prop_map(Value::Int),
            6 => (0.0..1.0).prop_map(Value::Num),
            2 => (-2000.0..2000.0).prop_map(Value::Num),
            1 => prop::sample::select(vec![f64::NAN, f64::INFINITY, -f64::MAX, f64::MAX, 1e-300]).prop_map(Value::Num),
            1 => any::<i64>().prop_map(Value::Int),
        ]
        .boxed(),
    }
}

/// One of the charts with a table of its columns, and anything in the cells.
fn random() -> impl Strategy<Value = (Chart, Table)> {
    (0..all().len(), 0_usize..30).prop_flat_map(|(index, rows)| {
        let (chart, model) = all().swap_remove(index);
        let row: Vec<BoxedStrategy<Value>> = model.columns.iter().map(|c| cell(c.unit)).collect();
        prop::collection::vec(row, rows).prop_map(move |rows| (chart, Table { rows, ..model.clone() }))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_shrink_iters: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_table_can_be_drawn((chart, table) in random(), width in 280.0..1600.0, zh in any::<bool>(), row in 0_usize..30) {
        let words = TestWords(if zh { Lang::Zh } else { Lang::En });
        let highlight = Highlight { selected: &[1, 2], hovered: Some(row), focused: Some(row) };
        let height = chart.height(&table, width);
        prop_assert!((16.0..8000.0).contains(&height), "{chart:?} would be {height} high");
        let scene = chart.layout(&table, &Frame { highlight, ..Frame::new(width, height, &Theme::DARK, &words) });
        prop_assert_eq!(check_frame(&scene, &table), Ok(()), "{:?}", chart);
        prop_assert_eq!(check_labels(&scene), Ok(()), "{:?}", chart);
    }

    #[test]
    fn any_frame_can_be_drawn_in((chart, table) in random(), width in -10.0..2000.0, height in -10.0..900.0) {
        let words = TestWords(Lang::En);
        let scene = chart.layout(&table, &Frame::new(width, height, &Theme::LIGHT, &words));
        let bad = scene.marks.iter().flat_map(points).any(|p| !p.x.is_finite() || !p.y.is_finite());
        prop_assert!(!bad, "{chart:?} has marks without a place");
        prop_assert!(svg(&scene).ends_with("</svg>\n"));
    }
}
