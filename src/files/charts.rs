//! Charts of recordings as files of their own.

use std::io;
use std::path::{Path, PathBuf};

use super::write::{self, Stems};
use crate::analysis::Analyzed;
use crate::report::html::{Style, charts};
use crate::runs::system_words;

/// Charts of several recordings: `DIR/NAME/CHART.svg`.
pub struct ChartFolder {
    style: Style,
    path: PathBuf,
    stems: Stems,
}

impl ChartFolder {
    /// Charts go below `path`.
    pub fn new(path: PathBuf, style: Style) -> ChartFolder {
        ChartFolder { style, path, stems: Stems::default() }
    }

    /// Writes the charts of a recording.
    ///
    /// # Errors
    /// Words on what went wrong.
    pub fn add(&mut self, analyzed: &Analyzed) -> Result<(), String> {
        let folder = self.path.join(self.stems.next(&analyzed.analysis.recording.path));
        let failed = |path: &Path, e: io::Error| {
            format!("the chart {} could not be written: {}", path.display(), system_words(&e))
        };
        std::fs::create_dir_all(&folder).map_err(|e| failed(&folder, e))?;
        for chart in charts(analyzed, &self.style).map_err(|e| failed(&folder, e))? {
            let target = folder.join(format!("{}.svg", chart.name));
            write::whole(target.clone(), chart.svg.as_bytes()).map_err(|e| failed(&target, e))?;
        }
        Ok(())
    }
}
