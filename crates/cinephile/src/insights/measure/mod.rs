//! What nobody gave is measured by the server itself, so that a newcomer sees real figures of the very data that is
//! served.
//!
//! It begins once everything is ready, on threads of the lowest priority, and each part is shown and kept as soon as it is
//! there: the next start only reads. The code is that of `cinephile evaluate` and `cinephile clusters --elbow`, and so
//! is the form of the files, so that they can be given to another server. Refused: figures measured elsewhere and carried
//! in the binary, which would be of other data; and measuring before the start, which nobody would wait for.

mod kept;
mod part;
mod plan;

pub(crate) use plan::{Plan, Wanted};

use crate::args::DataSource;
use crate::background;
use crate::data_source;
use anyhow::{Context as _, Result, bail};
use cinephile_api::{AppState, Figures, FiguresState};
use part::Part;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

/// A plan, and what has come of it so far.
pub(crate) struct Measuring {
    plan: Plan,
    /// What is shown already: what the operator gave, and the parts that are there.
    shown: Figures,
    missing: Vec<Part>,
}

impl Measuring {
    /// Takes up what was kept of the plan's parts; `given` is shown beside it.
    pub(crate) fn take_up(plan: Plan, given: Figures) -> Self {
        let mut measuring = Self { shown: given, missing: Vec::new(), plan };
        for part in measuring.plan.parts() {
            match kept::read(&measuring.plan.file(part), part) {
                Some(done) => done.show_in(&mut measuring.shown),
                None => measuring.missing.push(part),
            }
        }
        measuring.note_state();
        measuring
    }

    /// What can be shown now.
    pub(crate) fn shown(&self) -> Figures {
        self.shown.clone()
    }

    /// Measures what is missing, behind the requests; it is shown with the models of this id.
    pub(crate) fn start(mut self, source: DataSource, state: AppState, model_id: String) -> Result<()> {
        if self.missing.is_empty() {
            return Ok(());
        }
        let run = move || {
            let done = catch_unwind(AssertUnwindSafe(|| self.run(&source, &state, &model_id)));
            let done =
                done.unwrap_or_else(|_| Err(anyhow::anyhow!("the measuring panicked; the log says where")));
            if let Err(error) = done {
                let detail = format!("measuring failed: {error:#}");
                tracing::error!("{detail}");
                self.shown.state = FiguresState::NotMeasured;
                self.shown.detail = Some(detail);
                self.show(&state, &model_id);
            }
        };
        let thread = std::thread::Builder::new().name("measure".to_owned());
        thread.spawn(run).context("no thread can be started to measure")?;
        Ok(())
    }

    fn run(&mut self, source: &DataSource, state: &AppState, model_id: &str) -> Result<()> {
        let threads = background::threads("measure")?;
        let dataset = threads.install(|| data_source::open_quietly(source))?;
        if dataset.content_hash != self.plan.data_hash() {
            bail!("the data has changed since it was read to be served");
        }
        let split = threads.install(|| self.plan.split(&dataset)).context("the data cannot be split")?;
        while let Some(&part) = self.missing.first() {
            let started = Instant::now();
            let done = threads.install(|| self.plan.measure(part, &dataset, &split))?;
            tracing::info!(duration_ms = started.elapsed().as_millis(), "measured {part} for the lab");
            if let Err(error) = kept::write(&self.plan.file(part), &done) {
                tracing::warn!("the next start will measure {part} again: {error:#}");
            }
            done.show_in(&mut self.shown);
            self.missing.remove(0);
            self.note_state();
            if !self.show(state, model_id) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What is being measured, or that all is there.
    fn note_state(&mut self) {
        let n_parts = self.plan.parts().len();
        (self.shown.state, self.shown.detail) = match self.missing.first() {
            None => (FiguresState::Measured, None),
            Some(part) => {
                let number = n_parts - self.missing.len() + 1;
                (FiguresState::Measuring, Some(format!("{part} ({number} of {n_parts})")))
            }
        };
    }

    /// Whether the models are still those that the figures are of.
    fn show(&self, state: &AppState, model_id: &str) -> bool {
        state.show_figures(model_id, self.shown()).unwrap_or_else(|error| {
            tracing::error!("figures cannot be shown: {error}");
            false
        })
    }
}
