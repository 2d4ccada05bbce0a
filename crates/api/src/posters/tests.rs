use super::*;
use proptest::prelude::*;

fn movie(id: u32, source_title: &str, genres: &[&str]) -> Movie {
    Movie::new(id, source_title, genres.iter().map(|&genre| genre.to_owned()).collect())
}

#[test]
fn the_same_movie_always_looks_the_same_and_neighbours_do_not() {
    let heat = draw(&movie(6, "Heat (1995)", &["Action", "Crime", "Thriller"]));
    assert_eq!(heat, draw(&movie(6, "Heat (1995)", &["Action", "Crime", "Thriller"])));
    assert_ne!(heat, draw(&movie(7, "Heat (1995)", &["Action", "Crime", "Thriller"])));
    assert!(heat.contains("<title>Heat (1995)</title>") && heat.contains("1995 · ACTION · CRIME<"));
    assert!(heat.contains("viewBox=\"0 0 400 600\""));
}

#[test]
fn markup_in_a_title_is_only_text() {
    let svg = draw(&movie(1, "<script>alert(\"&\")</script> (2001)", &["Comedy"]));
    assert!(!svg.contains("<script"));
    assert!(svg.contains("&lt;script&gt;"));
}

#[test]
fn a_movie_without_year_and_genres_has_a_poster_too() {
    let svg = draw(&movie(9, "Untitled", &[]));
    assert!(svg.contains("Untitled") && svg.ends_with("</svg>"));
}

/// For eyes: `POSTER_SHEET=/tmp/posters.html cargo test -p cinephile-api posters` writes a page of many posters.
#[test]
fn a_contact_sheet_is_written_when_asked_for() {
    let Some(path) = std::env::var_os("POSTER_SHEET") else { return };
    let titles = [
        "Heat (1995)",
        "Matrix, The (1999)",
        "One Flew Over the Cuckoo's Nest (1975)",
        "M (1931)",
        "Amélie (2001)",
        "Dr. Strangelove or: How I Learned to Stop Worrying and Love the Bomb (1964)",
        "Seven Samurai (1954)",
        "Eternal Sunshine of the Spotless Mind (2004)",
        "Extraterrestrial Counterrevolutionaries (1988)",
        "Up (2009)",
        "千と千尋の神隠し (2001)",
        "Borat: Cultural Learnings of America for Make Benefit Glorious Nation of Kazakhstan (2006)",
    ];
    let genres = [
        "Film-Noir",
        "Western",
        "Horror",
        "Sci-Fi",
        "Animation",
        "War",
        "Musical",
        "Documentary",
        "Fantasy",
        "Children",
        "Mystery",
        "Romance",
        "Crime",
        "Adventure",
        "Thriller",
        "Comedy",
        "Action",
        "Drama",
        "IMAX",
    ];
    let mut page = "<body style='margin:8px;background:#777;font-size:0'>".to_owned();
    for (row, genre) in genres.iter().enumerate() {
        for column in 0..10usize {
            let id = u32::try_from(row * 100 + column).unwrap_or_default();
            let svg = draw(&movie(id, titles[(row * 5 + column) % titles.len()], &[genre, "Drama"]));
            page += &svg
                .replace("#art", &format!("#a{id}"))
                .replace("\"art\"", &format!("\"a{id}\""))
                .replacen("width=\"400\" height=\"600\"", "width=\"176\" style=\"margin:4px\"", 1);
        }
    }
    std::fs::write(path, page).expect("written");
}

proptest! {
    #[test]
    fn any_movie_gives_well_formed_svg_of_bounded_size(id: u32, title in ".{0,300}", genre in 0..20usize) {
        let genres = ["Film-Noir", "Western", "Horror", "Sci-Fi", "Animation", "War", "Musical", "Documentary",
            "Fantasy", "Children", "Mystery", "Romance", "Crime", "Adventure", "Thriller", "Comedy", "Action", "Drama",
            "IMAX", "<b>"];
        let svg = draw(&movie(id, &title, &[genres[genre]]));
        prop_assert!(svg.len() < 40_000, "{} bytes", svg.len());
        prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
        prop_assert_eq!(svg.matches("<g ").count(), svg.matches("</g>").count());
        prop_assert!(!svg.chars().any(char::is_control));
    }
}
