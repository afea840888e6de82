//! A company's points over time, as a picture with its text and as a table.

use chrono::NaiveDate;
use maud::{Markup, html};

use super::layout::said;
use super::visit::Visit;
use crate::words::say;

/// The picture's size, in its own units.
const WIDTH: i64 = 720;
const HEIGHT: i64 = 200;
/// Room for the words below and the number above.
const BELOW: i64 = 24;
const ABOVE: i64 = 20;

/// Months by their first days, earliest first; at least one has points.
pub(super) fn history(visit: &Visit, name: &str, months: &[(NaiveDate, i64)]) -> Markup {
    let speaker = &visit.speaker;
    let (Some(first), Some(last)) = (months.first(), months.last()) else { return html! {} };
    let best = months.iter().rev().max_by_key(|(_, points)| *points).unwrap_or(last);
    let total: i64 = months.iter().map(|(_, points)| points).sum();
    let told = say!(
        speaker,
        "wall-history-text",
        partner = name,
        first = visit.month(first.0),
        last = visit.month(last.0),
        total = total,
        best = visit.month(best.0),
        most = best.1
    );
    let count = i64::try_from(months.len()).unwrap_or(1).max(1);
    let step = WIDTH / count;
    let room = HEIGHT - BELOW - ABOVE;
    let height = |points: i64| (i128::from(points) * i128::from(room) / i128::from(best.1.max(1))).max(1);
    let floor = HEIGHT - BELOW;
    html! {
        section aria-labelledby="history" {
            h2 #history { (said(speaker, "wall-history")) }
            figure .history {
                svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby="history-text" {
                    title #history-text { (told) }
                    line .axis x1="0" x2=(WIDTH) y1=(floor) y2=(floor) {}
                    @for (at, (month, points)) in (0_i64..).zip(months) {
                        @if *points > 0 {
                            rect .bar x=(at * step + 3) width=(step - 6) y=(i128::from(floor) - height(*points)) height=(height(*points)) rx="2" {}
                        }
                        @if month == &best.0 {
                            text .label x=(at * step + step / 2) y=(ABOVE - 6) text-anchor="middle" { (speaker.number(*points)) }
                        }
                    }
                    text .label x="0" y=(HEIGHT - 6) { (visit.month(first.0)) }
                    text .label x=(WIDTH) y=(HEIGHT - 6) text-anchor="end" { (visit.month(last.0)) }
                }
            }
            details {
                summary { (said(speaker, "wall-history-table")) }
                table {
                    thead { tr { th scope="col" { (said(speaker, "wall-month")) } th scope="col" { (said(speaker, "wall-points-label")) } } }
                    tbody {
                        @for (month, points) in months.iter().rev().filter(|(_, points)| *points > 0) {
                            tr { th scope="row" { (visit.month(*month)) } td { (speaker.number(*points)) } }
                        }
                    }
                }
            }
        }
    }
}
