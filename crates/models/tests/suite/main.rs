//! What every model must do, the files of earlier versions, and how good predicted stars are.

mod conformance;
mod golden;
mod stars_accuracy;
