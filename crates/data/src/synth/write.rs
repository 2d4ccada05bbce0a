//! Writing a MovieLens folder of any size, streamed block by block.

use super::choice::Scratch;
use super::items::described;
use super::params::{SynthError, SynthParams};
use super::rng::{Purpose, stream};
use super::world::{BLOCK, World};
use crate::{ItemIdx, Provenance, Stars, parse_title};
use rand::RngExt;
use rayon::prelude::*;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

/// Blocks of users that are made before they are handed to the disk.
const BLOCKS_AT_ONCE: usize = 16;
/// Ratings are from here on: 1 January 1996, UTC.
const FIRST_SECOND: i64 = 820_454_400;
/// Users come until here: 1 January 2025, UTC.
const LAST_SECOND: i64 = 1_735_689_600;
const DAY: i64 = 86_400;
/// Mean length of a year, in seconds.
const YEAR: i64 = 31_556_952;

/// Writes `movies.csv`, `ratings.csv` (by user, then movie, with timestamps) and a `GENERATED.txt` that marks the
/// ratings as generated to the folder `dir`, which is made if missing. The ratings are those of
/// [`generate`](super::generate).
///
/// `progress` is called now and then, and at the end, with the number of ratings done. Memory: about 30 MB, whatever the
/// number of ratings, plus some 100 bytes a movie and 8 a user. The bytes depend on `params` only. `ratings.csv`
/// gets its name last, so a folder that has one is whole.
///
/// # Errors
/// If a parameter is outside its range, a file exists already, or the operating system reports an error; then the folder
/// may hold `ratings.csv.partial`.
pub fn write_movielens(params: &SynthParams, dir: &Path, progress: impl Fn(u64)) -> Result<(), SynthError> {
    let world = World::build(params)?;
    std::fs::create_dir_all(dir).map_err(at(dir))?;
    let ratings_path = dir.join("ratings.csv");
    if ratings_path.exists() {
        return Err(SynthError::AlreadyThere { path: ratings_path });
    }
    let (readme, movies, partial) =
        (dir.join(Provenance::GENERATED_MARK), dir.join("movies.csv"), dir.join("ratings.csv.partial"));
    let readme_file = create(&readme)?;
    let movies_file = create(&movies)?;
    write_readme(params, readme_file).map_err(at(&readme))?;
    write_movies(params, movies_file).map_err(at(&movies))?;
    let file = File::create(&partial).map_err(at(&partial))?;
    write_ratings(params, &world, file, progress).map_err(at(&partial))?;
    std::fs::rename(&partial, &ratings_path).map_err(at(&ratings_path))
}

fn at(path: &Path) -> impl Fn(std::io::Error) -> SynthError {
    move |source| SynthError::Io { path: path.to_owned(), source }
}

fn create(path: &PathBuf) -> Result<File, SynthError> {
    File::create_new(path).map_err(|source| match source.kind() {
        std::io::ErrorKind::AlreadyExists => SynthError::AlreadyThere { path: path.clone() },
        _ => SynthError::Io { path: path.clone(), source },
    })
}

fn write_readme(params: &SynthParams, mut file: File) -> std::io::Result<()> {
    let SynthParams { n_users, n_items, n_ratings, seed } = params;
    write!(
        file,
        "Generated sample data. No person gave these ratings.\n\n\
         {n_ratings} ratings of {n_items} movies by {n_users} invented users, made by\n\
         `cinephile synth --users {n_users} --items {n_items} --ratings {n_ratings} --seed {seed}`.\n\n\
         The files are in the format of MovieLens: movies.csv (movieId,title,genres) and ratings.csv\n\
         (userId,movieId,rating,timestamp). Titles, years and genres of well-known movies are facts; movies named\n\
         \"Sample Movie\" and a number are invented, and so is every rating.\n"
    )
}

fn write_movies(params: &SynthParams, file: File) -> std::io::Result<()> {
    let mut rows = csv::Writer::from_writer(BufWriter::new(file));
    rows.write_record(["movieId", "title", "genres"])?;
    for (id, title, genres) in described(params) {
        rows.write_record([&id.to_string(), &title, genres])?;
    }
    rows.flush()
}

/// Makes blocks in parallel on this thread's pool while one more thread writes those before.
fn write_ratings(
    params: &SynthParams,
    world: &World,
    mut file: File,
    progress: impl Fn(u64),
) -> std::io::Result<()> {
    let release: Vec<i64> = described(params).map(|(_, title, _)| release_second(&title)).collect();
    let users: Vec<usize> = (0..world.counts().len()).collect();
    std::thread::scope(|scope| {
        let (to_disk, blocks) = sync_channel::<Vec<Vec<u8>>>(1);
        let writer = scope.spawn(move || -> std::io::Result<()> {
            file.write_all(b"userId,movieId,rating,timestamp\n")?;
            for block in blocks.into_iter().flatten() {
                file.write_all(&block)?;
            }
            file.sync_all()
        });
        let mut done = 0;
        for batch in users.chunks(BLOCK * BLOCKS_AT_ONCE) {
            let texts: Vec<Vec<u8>> = batch
                .par_chunks(BLOCK)
                .map_init(Scratch::default, |scratch, block| {
                    rows(params.seed, world, &release, block, scratch)
                })
                .collect();
            if to_disk.send(texts).is_err() {
                break; // the writer has stopped; its error is returned below
            }
            done += batch.iter().map(|&user| u64::from(world.counts()[user])).sum::<u64>();
            progress(done);
        }
        drop(to_disk);
        writer.join().unwrap_or_else(|_| Err(std::io::Error::other("the writing thread stopped")))
    })
}

/// The CSV rows of a block of users.
fn rows(seed: u64, world: &World, release: &[i64], block: &[usize], scratch: &mut Scratch) -> Vec<u8> {
    let n_rows: usize = block.iter().map(|&user| world.counts()[user] as usize).sum();
    let mut text = Vec::with_capacity(n_rows * 28);
    let (mut ratings, mut digits) = (Vec::<(ItemIdx, Stars)>::new(), itoa::Buffer::new());
    for &user in block {
        ratings.clear();
        world.rate(user, scratch, &mut ratings);
        let mut visits = Visits::start(seed, user);
        let user_id = (user + 1).to_string();
        for &(item, stars) in &ratings {
            text.extend_from_slice(user_id.as_bytes());
            text.push(b',');
            text.extend_from_slice(digits.format(item.as_u32() + 1).as_bytes());
            text.push(b',');
            text.extend_from_slice(stars_text(stars));
            text.push(b',');
            text.extend_from_slice(digits.format(visits.next(release[item.get()])).as_bytes());
            text.push(b'\n');
        }
    }
    text
}

fn stars_text(stars: Stars) -> &'static [u8] {
    const TEXTS: [&[u8]; 10] =
        [b"0.5", b"1.0", b"1.5", b"2.0", b"2.5", b"3.0", b"3.5", b"4.0", b"4.5", b"5.0"];
    TEXTS[usize::from(stars.half_stars()) - 1]
}

/// The middle of the year of release.
fn release_second(title: &str) -> i64 {
    parse_title(title).year.map_or(0, |year| (i64::from(year) - 1970) * YEAR + YEAR / 2)
}

/// When one user rates: most in a few visits soon after the first; a movie not out by then, within two years of
/// its release.
struct Visits {
    rng: rand_pcg::Pcg64Mcg,
    first: i64,
}

impl Visits {
    fn start(seed: u64, user: usize) -> Self {
        let mut rng = stream(seed, Purpose::Time, user);
        let first = rng.random_range(FIRST_SECOND..LAST_SECOND);
        Self { rng, first }
    }

    /// The UTC second at which a movie that came out at `release` is rated.
    fn next(&mut self, release: i64) -> i64 {
        let visit = [0, 0, 0, 0, 1, 3, 20, 200][self.rng.random_range(0..8usize)];
        let second = self.first + visit * DAY + self.rng.random_range(0..5_400i64);
        if second >= release { second } else { release + self.rng.random_range(0..2 * YEAR) }
    }
}
