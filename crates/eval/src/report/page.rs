//! The HTML page around the plots.

use super::figure::Figure;
use super::svg::{STYLE, Size, escaped};
use crate::leaderboard::Leaderboard;
use crate::rating::RatingLeaderboard;
use std::fmt::Write as _;

/// The style of everything but the plots.
const PAGE_STYLE: &str = include_str!("page.css");

pub(super) fn render(
    leaderboards: &[Leaderboard],
    stars: &[RatingLeaderboard],
    figures: &[Figure],
) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>Evaluation of recommenders</title>\n<style>\n{PAGE_STYLE}{STYLE}</style>\n</head>\n<body>\n<main>\n\
         <h1>How good are the recommendations?</h1>\n"
    );
    for board in leaderboards {
        let _ = writeln!(html, "<p>{}</p>", escaped(&measured_on(board)));
    }
    for board in stars {
        let _ = writeln!(html, "<p>{}</p>", escaped(&predicted_on(board)));
    }
    for figure in figures {
        push_figure(&mut html, figure);
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn measured_on(board: &Leaderboard) -> String {
    let header = &board.header;
    let data = header.data.as_ref().map(|data| format!(" of {data}")).unwrap_or_default();
    let seeds: Vec<String> = match (header.seeds.as_slice(), header.split_seed) {
        ([], seed) => seed.iter().map(u32::to_string).collect(),
        (seeds, _) => seeds.iter().map(u32::to_string).collect(),
    };
    let seeds =
        if seeds.is_empty() { String::new() } else { format!(", split by seed {}", seeds.join(", ")) };
    format!(
        "{}: {} held-out {} users{data}{seeds}; learned from {} users, {} movies, {} ratings.",
        header.protocol,
        header.n_users,
        header.part,
        header.n_train_users,
        header.n_items,
        header.n_train_ratings
    )
}

fn predicted_on(board: &RatingLeaderboard) -> String {
    let header = &board.header;
    let errors = board.rows.first().map(|best| {
        let (rmse, mae) = (best.all.rmse, best.all.mae);
        format!(
            "; {}: RMSE {:.3} [{:.3}, {:.3}], MAE {:.3} [{:.3}, {:.3}]",
            best.name, rmse.mean, rmse.low, rmse.high, mae.mean, mae.low, mae.high
        )
    });
    format!(
        "{}: {} hidden {} ratings of {}, drawn by seed {}; learned from {} ratings of {} users{}.",
        header.protocol,
        header.n_ratings,
        header.part,
        header.data,
        header.seed,
        header.n_train_ratings,
        header.n_users,
        errors.unwrap_or_default()
    )
}

fn push_figure(html: &mut String, figure: &Figure) {
    let Figure { id, title, summary, head, rows, .. } = figure;
    let _ = write!(
        html,
        "<section aria-labelledby=\"{id}-heading\">\n<h2 id=\"{id}-heading\">{}</h2>\n<p>{}</p>\n",
        escaped(title),
        escaped(summary)
    );
    for size in [Size::Wide, Size::Narrow] {
        let drawing = figure.draw(size).inline(&format!("{id}-{}", size.name()), title, summary);
        let _ = writeln!(html, "<div class=\"{}\">{drawing}</div>", size.name());
    }
    let _ = write!(
        html,
        "<details><summary>The numbers</summary>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" \
         aria-label=\"{}\">\n<table>\n<thead><tr>",
        escaped(&format!("Numbers: {title}"))
    );
    for cell in head {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(cell));
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for row in rows {
        html.push_str("<tr>");
        for (at, cell) in row.iter().enumerate() {
            let cell = escaped(cell);
            let _ = match at {
                0 => write!(html, "<th scope=\"row\">{cell}</th>"),
                _ => write!(html, "<td>{cell}</td>"),
            };
        }
        html.push_str("</tr>\n");
    }
    html.push_str("</tbody>\n</table>\n</div></details>\n</section>\n");
}
