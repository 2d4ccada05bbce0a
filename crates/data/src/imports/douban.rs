//! Douban, whose exporters are scripts and extensions of others: the user script "豆瓣读书+电影+音乐+游戏+舞台剧导出工具"
//! (`标题,个人评分,打分日期,我的短评,上映日期,制片国家,条目链接`), and the extension 豆伴
//! (`标题,简介,豆瓣评分,链接,创建时间,我的评分,标签,评论`). 1 to 5 stars.

use super::columns::{Columns, Row, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Export, Service};
use super::error::ImportError;
use super::miss::Miss;
use super::options::ImportOptions;
use crate::Scale;

const RATINGS: [&str; 2] = ["个人评分", "我的评分"];
const LINKS: [&str; 2] = ["条目链接", "链接"];

pub(super) fn recognises(columns: &Columns<'_>) -> bool {
    let has = |names: &[&str]| names.iter().any(|name| columns.has(name));
    columns.has("标题") && has(&RATINGS) && has(&LINKS)
}

/// `豆瓣评分` is everybody's. What is seen and what is wished for look alike without a rating; the file's name tells them apart.
pub(super) fn read(columns: Columns<'_>, options: &ImportOptions) -> Result<Export, ImportError> {
    columns.check_ratings(&RATINGS)?;
    let mut draft = Draft::new(Service::Douban, Scale::WHOLE_TO_FIVE, options);
    columns.read_into(&mut draft, "标题", read_row)?;
    draft.finish()
}

fn read_row(row: &Row<'_>, facts: &mut Facts) -> Result<Entry, Miss> {
    if !row.first(&LINKS).contains("movie.douban.com") {
        return Err(Miss::NotAMovie);
    }
    let mark = match row.first(&RATINGS) {
        "" | "0" => facts.list()?,
        rating => facts.rating(row.line, rating)?,
    };
    // `七宗罪 / Se7en`: the original title comes last.
    let (title, original) = row.get("标题").split_once(" / ").unwrap_or((row.get("标题"), ""));
    let original = original.split(" / ").next().unwrap_or_default();
    Ok(Entry {
        at: facts.date(row.line, row.first(&["打分日期", "创建时间"])),
        title: title.trim().to_owned(),
        original_title: original.trim().to_owned(),
        year: year(row.get("上映日期")).or_else(|| year(row.get("简介"))),
        ..Entry::new(row.line, mark)
    })
}
