//! Words that do not change with the glossary, and the painting of a scene as SVG.

use dealerscope_charts::{Device, MonthForm, PlainWords, Scene, Words, paint};
use dealerscope_core::answer::Unit;
use dealerscope_core::query::Lang;
use plotters::prelude::IntoDrawingArea;
use plotters_svg::SVGBackend;

pub(crate) mod tables;

/// [`PlainWords`] with titles of its own.
pub(crate) struct TestWords(pub(crate) Lang);

const TITLES: [(&str, &str, &str); 36] = [
    ("leads", "线索", "Leads"),
    ("orders", "订单", "Orders"),
    ("ordered", "订单", "Orders"),
    ("orders_placed", "当期订单", "Orders placed"),
    ("orders_prior", "对比期订单", "Orders before"),
    ("conversion", "转化率", "Conversion"),
    ("attainment", "目标完成率", "Attainment"),
    ("rate", "比率", "Rate"),
    ("share", "占比", "Share"),
    ("region", "大区", "Region"),
    ("dealer", "经销商", "Dealer"),
    ("dealers", "经销商数", "Dealers"),
    ("channel", "渠道", "Channel"),
    ("series", "车系", "Series"),
    ("change", "变化", "Change"),
    ("share_of_change", "占总变化", "Share of the change"),
    ("reached", "到达", "Reached"),
    ("step_rate", "环节转化率", "Step rate"),
    ("cost_per_order", "单台成本", "Cost per order"),
    ("lost", "战败", "Lost"),
    ("rank", "排名", "Rank"),
    ("value", "本店", "Value"),
    ("min", "最小", "Least"),
    ("q1", "下四分位", "Lower quartile"),
    ("median", "中位数", "Median"),
    ("q3", "上四分位", "Upper quartile"),
    ("max", "最大", "Most"),
    ("median_response_minutes", "响应时间中位数（分钟）", "Median response, minutes"),
    ("within_30_minutes", "30分钟内响应", "Within 30 minutes"),
    ("within_24_hours", "24小时内响应", "Within 24 hours"),
    ("followed_up", "跟进率", "Followed up"),
    ("qualified_rate", "合格地址率", "Qualified addresses"),
    ("leads_per_consultant", "人均线索", "Leads per consultant"),
    ("overdue", "逾期未跟进", "Overdue"),
    ("test_drive", "试驾", "Test drives"),
    ("crm_team_rate", "CRM团队覆盖率", "CRM teams"),
];

impl Words for TestWords {
    fn lang(&self) -> Lang {
        self.0
    }

    fn number(&self, value: Option<f64>, unit: Unit) -> String {
        PlainWords { lang: self.0 }.number(value, unit)
    }

    fn compact(&self, value: Option<f64>, unit: Unit) -> String {
        PlainWords { lang: self.0 }.compact(value, unit)
    }

    fn name(&self, field: &str, code: &str) -> String {
        PlainWords { lang: self.0 }.name(field, code)
    }

    fn title(&self, id: &str) -> String {
        let title = TITLES.iter().find(|(known, _, _)| *known == id);
        title.map_or(id, |(_, zh, en)| if self.0 == Lang::Zh { zh } else { en }).to_owned()
    }

    fn month(&self, month: &str, form: MonthForm) -> String {
        PlainWords { lang: self.0 }.month(month, form)
    }
}

/// The scene as SVG text, one element a line, with numbers of at most two decimals.
pub(crate) fn svg(scene: &Scene) -> String {
    let mut out = String::new();
    let device = Device::svg(1.0);
    let root = SVGBackend::with_string(&mut out, device.pixels(scene)).into_drawing_area();
    paint(scene, &root, device).expect("a string takes everything");
    drop(root);
    rounded(&out)
}

fn rounded(svg: &str) -> String {
    let mut out = String::new();
    let mut rest = svg;
    while let Some(dot) = rest.find('.') {
        let digits = rest[dot + 1..].bytes().take_while(u8::is_ascii_digit).count();
        let start = rest[..dot].trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if digits > 2 && start < dot {
            let number: f64 = rest[start..=dot + digits].parse().expect("digits, a point and digits");
            out.push_str(&rest[..start]);
            out.push_str(&((number * 100.0).round() / 100.0).to_string());
        } else {
            out.push_str(&rest[..=dot + digits]);
        }
        rest = &rest[dot + 1 + digits..];
    }
    out + rest
}

#[test]
fn only_long_decimals_are_rounded() {
    assert_eq!(rounded("x=\"12.000000001\" dy=\"0.5ex\" 上海3.14159"), "x=\"12\" dy=\"0.5ex\" 上海3.14");
}
