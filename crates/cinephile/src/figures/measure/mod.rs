//! Figures that the operator did not give are measured by the server itself, on the data that it serves.
//!
//! Measuring begins once the server is ready, on threads of the lowest priority. Each result is shown and kept as
//! soon as it is finished, and the next start only reads it. The code and the file formats are those of
//! `cinephile evaluate` and `cinephile clusters --elbow`, so the files can be given to another server.
//!
//! Rejected: figures that were measured elsewhere and shipped in the binary, since they would describe other data; and
//! measuring before the start, since nobody would wait for it.

mod kept;
mod measurement;
mod plan;

pub(crate) use plan::MeasurementPlan;

use crate::args::DataSource;
use crate::background;
use crate::load_data;
use anyhow::{Context as _, Result, bail};
use cinephile_api::{AppState, Figures, FiguresState};
use measurement::Measurement;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// A plan, and its results so far.
pub(crate) struct Measuring {
    plan: MeasurementPlan,
    /// Figures that the operator gave, and results so far.
    shown: Figures,
    missing: Vec<Measurement>,
}

impl Measuring {
    /// Reads the results that earlier starts kept. `given` is shown as well.
    pub(crate) fn resume(plan: MeasurementPlan, given: Figures) -> Self {
        let mut measuring = Self { shown: given, missing: Vec::new(), plan };
        for measurement in measuring.plan.measurements() {
            match kept::read(&measuring.plan.file(measurement), measurement) {
                Some(figures) => figures.show_in(&mut measuring.shown),
                None => measuring.missing.push(measurement),
            }
        }
        measuring.note_state();
        measuring
    }

    /// The figures that can be shown now.
    pub(crate) fn shown(&self) -> Figures {
        self.shown.clone()
    }

    /// Measures what is missing, in the background. Results are shown as long as the models of `model_id` are served.
    pub(crate) fn start(mut self, source: DataSource, state: AppState, model_id: String) -> Result<()> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(|| self.run(&source, &state, &model_id)));
            let done =
                done.unwrap_or_else(|_| Err(anyhow::anyhow!("measuring panicked; the log says where")));
            if let Err(error) = done {
                let detail = format!("measuring failed: {error:#}");
                tracing::error!("{detail}");
                self.shown.state = FiguresState::NotMeasured;
                self.shown.detail = Some(detail);
                self.show(&state, &model_id);
            }
        };
        let thread = std::thread::Builder::new().name("measure".to_owned());
        thread.spawn(run).context("cannot start a thread to measure figures")?;
        Ok(())
    }

    fn run(&mut self, source: &DataSource, state: &AppState, model_id: &str) -> Result<()> {
        let threads = background::threads("measure")?;
        let dataset = threads.install(|| load_data::load_quietly(source))?;
        if dataset.content_hash != self.plan.data_hash() {
            bail!("the data has changed since the server read it");
        }
        let split = threads.install(|| self.plan.split(&dataset)).context("cannot split the data")?;
        while let Some(&measurement) = self.missing.first() {
            let started = Instant::now();
            let figures = threads.install(|| self.plan.measure(measurement, &dataset, &split))?;
            tracing::info!(duration_ms = started.elapsed().as_millis(), "measured {measurement}");
            if let Err(error) = kept::write(&self.plan.file(measurement), &figures) {
                tracing::warn!("the next start will measure {measurement} again: {error:#}");
            }
            figures.show_in(&mut self.shown);
            self.missing.remove(0);
            self.note_state();
            if !self.show(state, model_id) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Records which measurement runs, or that all are finished.
    fn note_state(&mut self) {
        let n_all = self.plan.measurements().len();
        (self.shown.state, self.shown.detail) = match self.missing.first() {
            None => (FiguresState::Measured, None),
            Some(measurement) => {
                let number = n_all - self.missing.len() + 1;
                (FiguresState::Measuring, Some(format!("{measurement} ({number} of {n_all})")))
            }
        };
    }

    /// Shows the figures; `false` if other models are served by now.
    fn show(&self, state: &AppState, model_id: &str) -> bool {
        state.show_figures(model_id, self.shown()).unwrap_or_else(|error| {
            tracing::error!("cannot show figures: {error}");
            false
        })
    }
}
