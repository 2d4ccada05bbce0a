//! Features of a split's items as a table with one `item,feature` pair on each line.

use super::error::{LineError, SplitError};
use super::table::{parse_id, read_csv, shortened};
use cinephile_data::{ItemFeatures, ItemId, ItemIdx};
use std::io::{self, Write};
use std::path::Path;

/// The file of features, in the folder of a split whose items have any.
pub(super) const FEATURES: &str = "features.csv";

/// The longest name of a feature, in bytes.
const MAX_NAME: usize = 200;

pub(super) fn write(out: &mut dyn Write, items: &[ItemId], features: &ItemFeatures) -> io::Result<()> {
    let mut table = csv::Writer::from_writer(out);
    table.write_record(["item", "feature"])?;
    for (name, having) in features.iter() {
        for item in having {
            table.write_record([items[item.get()].to_string().as_str(), name])?;
        }
    }
    table.flush()
}

/// Reads the features in the folder of a split, over the columns of the rising `items`; empty if there is no such file.
///
/// # Errors
/// An invalid id, an item that is not in `items`, or a name that is empty or too long. The error names the line.
pub(super) fn read(folder: &Path, items: &[ItemId]) -> Result<ItemFeatures, SplitError> {
    let path = folder.join(FEATURES);
    if !path.is_file() {
        return Ok(ItemFeatures::default());
    }
    let mut pairs = Vec::new();
    read_csv(&path, &["item", "feature"], |_, cells| {
        let item = ItemId(parse_id(cells[0], "item")?);
        let column = items.binary_search(&item).map_err(|_| LineError::UnknownItem { item })?;
        if cells[1].is_empty() || cells[1].len() > MAX_NAME {
            let (got, allowed) = (shortened(cells[1]), "a name of 1 to 200 bytes");
            return Err(LineError::Number { column: "feature", got, allowed });
        }
        pairs.push((cells[1].to_owned(), ItemIdx::new(column)));
        Ok(())
    })?;
    Ok(ItemFeatures::from_pairs(pairs))
}
