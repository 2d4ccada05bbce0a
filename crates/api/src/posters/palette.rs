//! Colours by genre.

use super::chance::Chance;

/// The colours of one poster. `ink` is readable on `paper` (WCAG contrast of at least 5, tested).
#[derive(Debug, Clone, Copy)]
pub(super) struct Palette {
    /// The background of the lettering.
    pub(super) paper: &'static str,
    /// The lettering.
    pub(super) ink: &'static str,
    /// The background of the picture.
    pub(super) ground: &'static str,
    /// The picture's first colour: stands out from `ground`.
    pub(super) accent: &'static str,
    /// The picture's second colour.
    pub(super) second: &'static str,
    /// The picture's third colour, for depth: close to `ground`.
    pub(super) shade: &'static str,
}

impl Palette {
    /// The darker of the two grounds, for silhouettes.
    pub(super) fn silhouette(self) -> &'static str {
        if is_dark(self.paper) { self.paper } else { self.ink }
    }

    /// The lighter of lettering and paper.
    pub(super) fn light(self) -> &'static str {
        if is_dark(self.paper) { self.ink } else { self.paper }
    }
}

/// Whether a colour `#rrggbb` is closer to black than to white, judged by the sum of its channels.
fn is_dark(colour: &str) -> bool {
    let channel = |at: usize| colour.get(at..at + 2).and_then(|hex| u16::from_str_radix(hex, 16).ok());
    [1, 3, 5].into_iter().filter_map(channel).sum::<u16>() < 384
}

/// Genres, the most distinctive for a movie's look first.
const LEADING: [&str; 18] = [
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
];

/// The genre that decides a movie's look; empty if none of its genres is in the list.
pub(super) fn leading_genre(genres: &[String]) -> &'static str {
    LEADING.into_iter().find(|leading| genres.iter().any(|genre| genre == leading)).unwrap_or_default()
}

/// One of the genre's palettes.
pub(super) fn of_genre(genre: &str, chance: &mut Chance) -> Palette {
    let choices = palettes(genre);
    chance.pick(choices).copied().unwrap_or(PLAIN[0])
}

/// `[paper, ink, ground, accent, second, shade]`.
const fn palette([paper, ink, ground, accent, second, shade]: [&'static str; 6]) -> Palette {
    Palette { paper, ink, ground, accent, second, shade }
}

fn palettes(genre: &str) -> &'static [Palette] {
    match genre {
        "Film-Noir" => &NOIR,
        "Western" => &WESTERN,
        "Horror" => &HORROR,
        "Sci-Fi" => &SCI_FI,
        "Animation" | "Children" => &BRIGHT,
        "War" => &WAR,
        "Musical" => &MUSICAL,
        "Documentary" => &DOCUMENTARY,
        "Fantasy" => &FANTASY,
        "Mystery" => &MYSTERY,
        "Romance" => &ROMANCE,
        "Crime" => &CRIME,
        "Adventure" => &ADVENTURE,
        "Thriller" => &THRILLER,
        "Comedy" => &COMEDY,
        "Action" => &ACTION,
        "Drama" => &DRAMA,
        _ => &PLAIN,
    }
}

const NOIR: [Palette; 2] = [
    palette(["#0e0e10", "#f4f1ea", "#1b1b1f", "#f4f1ea", "#8a8a90", "#2c2c32"]),
    palette(["#f2efe8", "#111114", "#16161a", "#e9e4d8", "#a39f97", "#2b2b30"]),
];
const WESTERN: [Palette; 3] = [
    palette(["#f3dfb8", "#3a1c0d", "#e58a3a", "#a5331b", "#f6c667", "#c9682a"]),
    palette(["#4a1e10", "#fbe6c2", "#d9702e", "#f9d38b", "#8e2f18", "#b9531f"]),
    palette(["#efe0c6", "#2b2a28", "#7fb0ad", "#c2552d", "#f0c987", "#5f9491"]),
];
const HORROR: [Palette; 3] = [
    palette(["#0d0b0c", "#f3e9e2", "#1a1214", "#c8102e", "#5f0f1a", "#2b1519"]),
    palette(["#10150f", "#e9f0dc", "#1b2419", "#b6d433", "#50692a", "#27331f"]),
    palette(["#b51226", "#fff3ea", "#c81a2e", "#150c0e", "#7d0d1b", "#a01525"]),
];
const SCI_FI: [Palette; 3] = [
    palette(["#0b1030", "#eef3ff", "#111a4a", "#5de0e6", "#8c6cff", "#1c2868"]),
    palette(["#120f22", "#fbeefe", "#22163f", "#ff5fa2", "#ffc15e", "#3a2563"]),
    palette(["#e9edf0", "#10202e", "#12344d", "#ff7a3d", "#8fd3e8", "#1d4a69"]),
];
const BRIGHT: [Palette; 4] = [
    palette(["#fff3d6", "#252a5c", "#35b5e9", "#ffcf33", "#ff6b5e", "#229bd0"]),
    palette(["#2d2a6e", "#fff6e3", "#5b4fd6", "#ffd23f", "#ff7aa8", "#483dbb"]),
    palette(["#fdeee6", "#123f3a", "#17806d", "#ff8a5b", "#ffe27a", "#116b5b"]),
    palette(["#ffe9ef", "#4a1440", "#f2648a", "#ffe066", "#6a3fc0", "#dc4f78"]),
];
const WAR: [Palette; 2] = [
    palette(["#2c2f22", "#f1ead2", "#5b5f3e", "#d9b65b", "#94502b", "#474b31"]),
    palette(["#e6ddc4", "#2a261e", "#8b8a60", "#8f2d1a", "#e3d29d", "#74734d"]),
];
const MUSICAL: [Palette; 3] = [
    palette(["#3b0a3f", "#ffeef6", "#8c1c7c", "#ffc83d", "#ff6f91", "#6f1463"]),
    palette(["#fff0db", "#5a0f2e", "#e0325c", "#ffd166", "#ffffff", "#c2244b"]),
    palette(["#10203f", "#fdf3dc", "#1e3f82", "#ffce4a", "#f0596a", "#17336b"]),
];
const DOCUMENTARY: [Palette; 3] = [
    palette(["#ece7db", "#1f2327", "#c9c2b1", "#1f4e79", "#d1603d", "#b8b09c"]),
    palette(["#1f2a33", "#eef1ee", "#32444f", "#f0b429", "#9db4b8", "#28373f"]),
    palette(["#f4f1ea", "#22312a", "#5d8a78", "#f2d492", "#22312a", "#4b7564"]),
];
const FANTASY: [Palette; 3] = [
    palette(["#1d1140", "#f6efff", "#3b2380", "#f2c14e", "#56c9a6", "#2e1a68"]),
    palette(["#0f2e2b", "#eefaf0", "#1d5c50", "#f4d06f", "#8fd6b4", "#174a41"]),
    palette(["#f1e6f6", "#33124a", "#9a66c4", "#ffe08a", "#4f2a7a", "#8251ad"]),
];
const MYSTERY: [Palette; 3] = [
    palette(["#0d1b2a", "#edf2f4", "#16304a", "#e9d8a6", "#3f7c85", "#1d3d5c"]),
    palette(["#1c1526", "#f2ecf6", "#33264a", "#9ad1c9", "#d46a6a", "#281d3b"]),
    palette(["#e4e3dc", "#16262e", "#2e5560", "#f2d0a4", "#b94e48", "#24454f"]),
];
const ROMANCE: [Palette; 4] = [
    palette(["#fbe7e4", "#5b1230", "#f2a9a4", "#c02b55", "#fff4ec", "#ea938f"]),
    palette(["#4b0f2a", "#ffeae3", "#8e1f48", "#ff9e9a", "#ffd9c2", "#74183a"]),
    palette(["#fff1e2", "#4b2142", "#f6b98f", "#a23b72", "#ffe0b5", "#eda374"]),
    palette(["#e8eaf4", "#2b2350", "#b6b2e0", "#d6487e", "#fdf2f4", "#a19cd4"]),
];
const CRIME: [Palette; 3] = [
    palette(["#12151c", "#f0ece4", "#1d2430", "#d5303e", "#8b97a8", "#2a3444"]),
    palette(["#efe9dd", "#191a1e", "#b3232f", "#191a1e", "#efe0c8", "#951b26"]),
    palette(["#1a1a1a", "#f6efdf", "#2b2b2b", "#e3a72f", "#7c2d26", "#3a3a3a"]),
];
const ADVENTURE: [Palette; 4] = [
    palette(["#0f3a3d", "#f8efd9", "#1c6a68", "#f2b84b", "#e4572e", "#175753"]),
    palette(["#f6ead0", "#15333b", "#23737f", "#f26b3a", "#ffd98a", "#1b616c"]),
    palette(["#20304f", "#fbf0dc", "#3e6297", "#f5b95f", "#e5713f", "#33527f"]),
    palette(["#f2ecd8", "#2f3a1c", "#7c9a4b", "#f4cf65", "#3b5a34", "#6b8740"]),
];
const THRILLER: [Palette; 3] = [
    palette(["#131a1c", "#eef3ec", "#1f2b2e", "#e8e337", "#57757a", "#2b3a3e"]),
    palette(["#e9ebea", "#15191d", "#f2542d", "#15191d", "#ffd9c7", "#d94420"]),
    palette(["#101828", "#eaf0fa", "#1b2a47", "#ff6a3d", "#6b87b8", "#26395d"]),
];
const COMEDY: [Palette; 4] = [
    palette(["#ffd447", "#2a1c10", "#ffe28a", "#f2545b", "#2a6f97", "#ffd25c"]),
    palette(["#fff4e0", "#33203a", "#ff9a56", "#4b3f9e", "#ffe3a3", "#f48641"]),
    palette(["#e7f6ef", "#173a36", "#7fd1b9", "#f25f5c", "#ffe066", "#69bfa6"]),
    palette(["#f2503f", "#1d0b08", "#ff7a5f", "#ffe5c4", "#2b2d64", "#f2654a"]),
];
const ACTION: [Palette; 4] = [
    palette(["#1a1210", "#fdeee0", "#341a13", "#f4511e", "#ffb300", "#4a2418"]),
    palette(["#0f1a24", "#f0f4f7", "#17334a", "#ff8f1f", "#3fa7d6", "#21455f"]),
    palette(["#f4ead9", "#1b1512", "#d8392b", "#1b1512", "#f7b538", "#bb2c20"]),
    palette(["#20222a", "#f4f4ef", "#363a47", "#ffc400", "#e0442e", "#434857"]),
];
const DRAMA: [Palette; 5] = [
    palette(["#22262e", "#f1ece2", "#3b4452", "#e0a458", "#a3b1bf", "#303845"]),
    palette(["#f1e9dc", "#2a2420", "#b08968", "#4a2c2a", "#f6e2c0", "#9a7353"]),
    palette(["#2a1a2e", "#f7ecf0", "#52304f", "#e5a4a0", "#8e5a78", "#42263f"]),
    palette(["#e5ebe8", "#1c2f33", "#7aa0a0", "#f0d9a8", "#27474e", "#678d8d"]),
    palette(["#14304a", "#f3efe4", "#2b5a80", "#f0c26e", "#c6d8e0", "#224b6c"]),
];
const PLAIN: [Palette; 2] = [
    palette(["#2a2d34", "#f2f2ee", "#454b57", "#e8c468", "#9fb3c8", "#383e48"]),
    palette(["#eceae4", "#24272c", "#a9b4b8", "#3d5a80", "#ee6c4d", "#97a3a8"]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance of `#rrggbb` (WCAG 2.2).
    fn luminance(colour: &str) -> f64 {
        let channel = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).expect("hexadecimal")) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(one: &str, other: &str) -> f64 {
        let (a, b) = (luminance(one), luminance(other));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn lettering_and_pictures_stand_out_in_every_palette() {
        for genre in LEADING.into_iter().chain([""]) {
            for (i, palette) in palettes(genre).iter().enumerate() {
                let lettering = contrast(palette.paper, palette.ink);
                assert!(lettering >= 5.0, "{genre} {i}: lettering on paper {lettering:.1}");
                let picture = contrast(palette.ground, palette.accent);
                assert!(picture >= 1.5, "{genre} {i}: accent on ground {picture:.1}");
            }
        }
    }

    #[test]
    fn the_genre_that_says_most_leads() {
        let genres = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        assert_eq!(leading_genre(&genres(&["Drama", "Comedy", "Western"])), "Western");
        assert_eq!(leading_genre(&genres(&["Drama", "Romance"])), "Romance");
        assert_eq!(leading_genre(&genres(&["IMAX"])), "");
        assert_eq!(leading_genre(&[]), "");
    }
}
