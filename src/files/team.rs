//! The folder of a team: `team.html`, `team.json`, `summary.csv`, a page for each
//! run, and one for all runs of each runner.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::write::{self, Draft, Stems};
use crate::analysis::Analyzed;
use crate::report::html::{self, Style};
use crate::report::json;
use crate::runs::Without;
use crate::settings::Runner;
use crate::study::row::{Lines, SummaryRow, Who};
use crate::team::Team;
use crate::trend::Trend;

/// Folder of the pages within the output folder.
const PAGES: &str = "reports";

/// Folder of the trends within the output folder.
const TRENDS: &str = "trends";

/// The output folder of a team being filled.
pub struct TeamFolder {
    path: PathBuf,
    style: Style,
    stems: Stems,
    trends: Stems,
    summary: (Draft, Lines<File>),
}

impl TeamFolder {
    /// Creates the folder where it does not exist.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn create(path: &Path, style: Style) -> io::Result<Self> {
        if path.exists() && !path.is_dir() {
            return Err(io::Error::other("it is a file, not a folder"));
        }
        std::fs::create_dir_all(path.join(PAGES))?;
        write::remove_leftovers(path);
        let summary = Draft::begin(path.join("summary.csv"))?;
        let lines = Lines::begin(summary.handle()?)?;
        let path = path.to_path_buf();
        let (stems, trends) = (Stems::default(), Stems::default());
        Ok(TeamFolder { path, style, stems, trends, summary: (summary, lines) })
    }

    /// Writes the page of a run and its line; `runner` is what the analysis knew of
    /// the runner. Returns the page's place beside the team's.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn run(&mut self, analyzed: &Analyzed, runner: &Runner, who: Who) -> io::Result<String> {
        let name = format!("{}.html", self.stems.next(&analyzed.analysis.recording.path));
        let mut style = self.style.clone();
        style.settings.runner = *runner;
        let page = html::runner(analyzed, &style)?;
        write::whole(self.path.join(PAGES).join(&name), page.as_bytes())?;
        self.summary.1.add(&SummaryRow::analyzed(&analyzed.analysis, who))?;
        Ok(format!("{PAGES}/{name}"))
    }

    /// Writes the page of all runs of a runner. Returns its place beside the team's;
    /// none where there are not two runs to put in a row.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn trend(&mut self, name: &str, trend: &Trend) -> io::Result<Option<String>> {
        if trend.runs.len() < 2 {
            return Ok(None);
        }
        std::fs::create_dir_all(self.path.join(TRENDS))?;
        let file = format!("{}.html", self.trends.next(name));
        let page = html::trend(trend, Some(name), self.style.tongue)?;
        write::whole(self.path.join(TRENDS).join(&file), page.as_bytes())?;
        Ok(Some(format!("{TRENDS}/{file}")))
    }

    /// Adds the line of a file without an analysis.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn without(&mut self, path: &str, who: Who, why: &Without) -> io::Result<()> {
        self.summary.1.add(&SummaryRow::without(path, None, who, why))
    }

    /// Writes page and document of the team. Returns the place of the page.
    ///
    /// # Errors
    /// When a file cannot be written.
    pub fn finish(self, team: &Team) -> io::Result<PathBuf> {
        let (summary, lines) = self.summary;
        lines.finish()?;
        summary.publish()?;
        let document = json::told(team, true)?;
        write::whole(self.path.join("team.json"), document.as_bytes())?;
        let page = self.path.join("team.html");
        write::whole(page.clone(), html::team(team, &self.style)?.as_bytes())?;
        Ok(page)
    }
}
