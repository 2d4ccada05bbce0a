//! `cinephile clusters`: the taste groups of a data set, or a comparison of several numbers of groups.

use crate::args::ClustersArgs;
use crate::figures::ElbowFile;
use crate::{load_data, params, progress};
use anyhow::{Result, bail};
use cinephile_data::{Catalogue, Dataset, ItemIdx};
use cinephile_eval::{Stopwatch, Usage};
use cinephile_models::{
    Algorithm, AlgorithmParams, ClusterQuality, Fit as _, GroupProfile, KMeansModel, KMeansParams,
    cluster_quality,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// How many genres a group's name has.
const N_GENRES: usize = 3;

/// Clusters the users and prints what each group loves, or the elbow curve.
pub(crate) fn run(args: &ClustersArgs) -> Result<()> {
    let params = read_params(args)?;
    let (dataset, _) = load_data::load(&args.source)?;
    if args.elbow.is_empty() { groups(args, &params, &dataset) } else { elbow(args, &params, &dataset) }
}

fn read_params(args: &ClustersArgs) -> Result<KMeansParams> {
    let mut params = match &args.params {
        None => KMeansParams::default(),
        Some(path) => match params::read(Algorithm::KMeans, path)? {
            AlgorithmParams::KMeans(params) => params,
            other => bail!("`{}` has parameters of {} instead of kmeans", path.display(), other.algorithm()),
        },
    };
    params.k = args.k.or(params.k);
    params.seed = args.seed.unwrap_or(params.seed);
    Ok(params)
}

fn groups(args: &ClustersArgs, params: &KMeansParams, dataset: &Dataset) -> Result<()> {
    let stopwatch = Stopwatch::start();
    let what = format!("clustering {} users", dataset.interactions.n_users());
    let model = progress::during(&what, || params.fit(&dataset.interactions))?;
    let used = stopwatch.usage();
    let labels = dataset.catalogue.labels();
    let genres: Vec<&[u32]> =
        (0..dataset.catalogue.len()).map(|item| labels.genres_of(ItemIdx::new(item))).collect();
    let profiles = model.group_profiles(&genres, args.top as usize, N_GENRES);
    let n_users: u64 = profiles.iter().map(|group| u64::from(group.n_members)).sum();
    let printer = Printer { catalogue: &dataset.catalogue, genres: labels.genres(), n_users };
    if args.json {
        sayln!("{}", printer.json(&dataset.name, &model, &profiles, used));
    } else {
        say!("{}", printer.text(&dataset.name, &model, &profiles));
    }
    Ok(())
}

/// Prints groups with the names of movies and genres.
struct Printer<'a> {
    catalogue: &'a Catalogue,
    genres: &'a [String],
    n_users: u64,
}

impl Printer<'_> {
    fn share(&self, group: &GroupProfile) -> f64 {
        f64::from(group.n_members) / self.n_users as f64
    }

    fn text(&self, name: &str, model: &KMeansModel, profiles: &[GroupProfile]) -> String {
        let mut text = format!(
            "{} users of {name} in {} groups, inertia {:.1}\n",
            self.n_users,
            profiles.len(),
            model.inertia()
        );
        // Writing to a string does not fail.
        for (number, group) in profiles.iter().enumerate() {
            let genres: Vec<String> = group
                .labels
                .iter()
                .map(|loved| format!("{} {:.1}x", self.genres[loved.label as usize], loved.lift))
                .collect();
            let _ = write!(
                text,
                "\ngroup {number}: {} users ({:.1} %), {} ratings",
                group.n_members,
                100.0 * self.share(group),
                group.n_ratings
            );
            let _ = writeln!(text, "{}{}", if genres.is_empty() { "" } else { "; " }, genres.join(", "));
            for loved in &group.items {
                let movie = self.catalogue.movie(loved.item);
                let year = movie.year.map_or_else(String::new, |year| format!(" ({year})"));
                let _ = writeln!(
                    text,
                    "  {:5.1}x  {}{year}  ({} ratings, {:.1} stars)",
                    loved.lift, movie.title, loved.n_ratings, loved.mean_stars
                );
            }
        }
        text
    }

    fn json(&self, name: &str, model: &KMeansModel, profiles: &[GroupProfile], used: Usage) -> Value {
        let groups = profiles.iter().enumerate().map(|(number, group)| {
            let movies = group.items.iter().map(|loved| {
                let movie = self.catalogue.movie(loved.item);
                json!({
                    "id": movie.id, "title": movie.title, "year": movie.year, "lift": loved.lift,
                    "n_ratings": loved.n_ratings, "mean_stars": loved.mean_stars,
                })
            });
            let genres = group.labels.iter().map(|loved| {
                json!({ "genre": self.genres[loved.label as usize], "share": loved.share, "lift": loved.lift })
            });
            json!({
                "group": number, "n_members": group.n_members, "share": self.share(group),
                "n_ratings": group.n_ratings,
                "genres": genres.collect::<Vec<_>>(), "movies": movies.collect::<Vec<_>>(),
            })
        });
        json!({
            "data": name, "n_users": self.n_users, "inertia": model.inertia(),
            "seconds": used.seconds, "cpu_seconds": used.cpu_seconds, "peak_memory_bytes": used.peak_memory_bytes,
            "groups": groups.collect::<Vec<_>>(),
        })
    }
}

fn elbow(args: &ClustersArgs, params: &KMeansParams, dataset: &Dataset) -> Result<()> {
    let ks: BTreeSet<u32> = args.elbow.iter().copied().collect();
    let mut qualities: Vec<ClusterQuality> = Vec::new();
    for k in ks {
        if qualities.last().is_some_and(|last| last.k >= dataset.interactions.n_users()) {
            break;
        }
        let what = format!("clustering into {k} groups");
        qualities.extend(progress::during(&what, || cluster_quality(&dataset.interactions, params, &[k]))?);
    }
    if args.json {
        sayln!("{}", serde_json::to_string(&ElbowFile::new(&dataset.name, &qualities))?);
        return Ok(());
    }
    let n_judged = qualities.first().map_or(0, |quality| quality.n_judged);
    sayln!("taste groups of {}; silhouette of {n_judged} users (higher is better)", dataset.name);
    sayln!("   k       inertia  silhouette");
    for quality in &qualities {
        sayln!("{:4}  {:12.1}  {:10.4}", quality.k, quality.inertia, quality.silhouette);
    }
    Ok(())
}
