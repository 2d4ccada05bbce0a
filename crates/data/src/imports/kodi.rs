//! Kodi: `videodb.xml` of "Export library" to a single file, or the `.nfo` of one movie. 1 to 10, 0 for none.

use super::columns::{whole, year};
use super::draft::{Draft, Facts};
use super::entry::{Entry, Mark, Service, imdb_number};
use super::fields::Fields;
use super::miss::Miss;
use super::xml::XmlFormat;
use crate::Scale;

pub(super) const XML: XmlFormat = XmlFormat {
    roots: &["videodb", "movie", "tvshow", "episodedetails"],
    records: &["movie", "tvshow", "episodedetails", "musicvideo"],
    title: &["title"],
    draft: |options| Draft::new(Service::Kodi, Scale::WHOLE_TO_TEN, options),
    read: read_record,
};

/// `rating` and `ratings` are the scraper's, `userrating` is the visitor's.
fn read_record(row: u64, element: &str, movie: &Fields, facts: &mut Facts) -> Result<Entry, Miss> {
    if element != "movie" {
        return Err(Miss::NotAMovie);
    }
    let is_played =
        movie.get("playcount").parse::<u32>().is_ok_and(|n| n > 0) || movie.get("watched") == "true";
    let mark = match movie.get("userrating") {
        "" | "0" if is_played => Mark::Watched,
        "" | "0" => {
            return Err("the movie is in the library, but neither played nor rated".to_owned().into());
        }
        rating => facts.rating(row, rating)?,
    };
    let id = movie.get("id");
    let imdb = movie.first(&["uniqueid.imdb", "imdbid", "imdb_id"]);
    Ok(Entry {
        at: facts.date(row, movie.first(&["lastplayed", "dateadded"])),
        imdb_id: imdb_number(if imdb.is_empty() && id.starts_with("tt") { id } else { imdb }),
        tmdb_id: whole(movie.first(&["uniqueid.tmdb", "tmdbid"])),
        title: movie.get("title").to_owned(),
        original_title: movie.get("originaltitle").to_owned(),
        year: year(movie.get("year")).or_else(|| year(movie.get("premiered"))),
        ..Entry::new(row, mark)
    })
}
