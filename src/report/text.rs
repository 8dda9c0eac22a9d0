//! Text for terminals: cleaned of control sequences, wrapped, set in columns.

use std::borrow::Cow;

use std::fmt::Write as _;

use anstyle::Style;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

/// Text that may come from a file, made safe for a terminal: escape sequences,
/// control characters and direction overrides are dropped, white space is one blank.
pub fn clean(text: &str) -> String {
    let stripped = anstream::adapter::strip_str(text).to_string();
    let safe: String = stripped
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .collect();
    safe.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// A text for a cell that a spreadsheet may open: a beginning that it would take for a
/// formula gets an apostrophe before it, and characters that a terminal would take
/// for commands are dropped.
pub fn cell(text: &str) -> Cow<'_, str> {
    let text = match text.contains(|c: char| c.is_control() || is_direction_mark(c)) {
        true => Cow::Owned(clean(text)),
        false => Cow::Borrowed(text),
    };
    let formula =
        text.len() > 1 && text.starts_with(['=', '+', '-', '@']) && text.parse::<f64>().is_err();
    if formula { Cow::Owned(format!("'{text}")) } else { text }
}

/// Characters that reorder the text around them.
pub(super) fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Columns a text takes.
pub fn width(text: &str) -> usize {
    text.chars().count()
}

/// Breaks at blanks so that no line is wider than `limit` (a longer word stays whole).
pub fn wrap(text: &str, limit: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_ascii_whitespace() {
        let Some(line) = lines.last_mut() else { continue };
        if line.is_empty() {
            line.push_str(word);
        } else if width(line) + 1 + width(word) <= limit {
            line.push(' ');
            line.push_str(word);
        } else if let Some(number) = line.rfind(' ').filter(|_| word.starts_with('%')) {
            // A number and its percent sign stay together.
            let number = line.split_off(number);
            lines.push(format!("{} {word}", number.trim_start()));
        } else {
            lines.push(word.to_string());
        }
    }
    lines
}

/// Columns without borders, two blanks apart; `right` marks those set to the right.
pub fn columns(rows: &[Vec<String>], right: &[bool]) -> Vec<String> {
    let mut table = Table::new();
    table.load_style(presets::NOTHING).set_content_arrangement(ContentArrangement::Disabled);
    for row in rows {
        table.add_row(row.iter().map(|cell| clean(cell)));
    }
    for (i, to_right) in right.iter().enumerate() {
        if let Some(column) = table.column_mut(i) {
            column.set_padding((0, 2));
            if *to_right {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
    }
    table.lines().map(|line| line.trim_end().to_string()).collect()
}

/// Columns that the last column of a table needs at least.
const NARROWEST: usize = 16;

/// A page under construction. Every text put on it is cleaned; only the page
/// itself writes escape sequences.
pub struct Page {
    width: usize,
    out: String,
}

impl Page {
    /// An empty page of so many columns.
    pub fn new(width: usize) -> Self {
        Page { width: width.max(40), out: String::new() }
    }

    /// Columns of the page.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Lines so far.
    pub fn lines(&self) -> usize {
        self.out.matches('\n').count()
    }

    /// The page with its escape sequences.
    pub fn finish(self) -> String {
        self.out
    }

    /// An empty line.
    pub fn blank(&mut self) {
        self.out.push('\n');
    }

    /// A wrapped paragraph.
    pub fn text(&mut self, style: Style, text: &str) {
        self.item("", style, text);
    }

    /// A wrapped paragraph after a lead such as `1. `; later lines are indented as far.
    pub fn item(&mut self, lead: &str, style: Style, text: &str) {
        let indent = width(lead);
        for (i, line) in wrap(&clean(text), self.width.saturating_sub(indent)).iter().enumerate() {
            let lead = if i == 0 { lead.to_string() } else { " ".repeat(indent) };
            self.line(style, format!("{lead}{line}").trim_end());
        }
    }

    /// Columns, each line after `lead`. Where they are too wide, the last column is
    /// wrapped, or every row becomes a paragraph of its own.
    pub fn rows(&mut self, style: Style, lead: &str, rows: &[Vec<String>], right: &[bool]) {
        let room = self.width.saturating_sub(width(lead));
        let lines = columns(rows, right);
        if lines.iter().all(|line| width(line) <= room) {
            return lines.iter().for_each(|line| self.line(style, &format!("{lead}{line}")));
        }
        let parts: Vec<(&String, &[String])> = rows.iter().filter_map(|r| r.split_last()).collect();
        let heads: Vec<Vec<String>> = parts.iter().map(|(_, head)| head.to_vec()).collect();
        let heads = columns(&heads, right);
        let taken = heads.iter().map(|h| width(h) + 2).max().unwrap_or(0);
        if taken + NARROWEST <= room {
            for (head, (last, _)) in heads.iter().zip(parts) {
                self.item(&format!("{lead}{head:<taken$}"), style, last);
            }
            return;
        }
        for row in rows {
            let cells: Vec<&str> =
                row.iter().map(String::as_str).filter(|c| !c.is_empty()).collect();
            self.item(&format!("{lead}- "), style, &cells.join(" "));
        }
    }

    /// A line as it is; the caller has cleaned it.
    pub fn line(&mut self, style: Style, line: &str) {
        // Writing to a String does not fail.
        let _ = writeln!(self.out, "{style}{line}{style:#}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_from_a_file_reaches_the_terminal_as_a_command() {
        for (given, expected) in [
            ("Morning run", "Morning run"),
            ("a\x1b[31mred\x1b[0m", "ared"),
            ("\x1b]0;title\x07x", "x"),
            ("\x1b]8;;http://e.vil\x1b\\link\x1b]8;;\x1b\\", "link"),
            ("tab\tand\r\nnewline", "tab and newline"),
            ("bell\x07 del\x7f c1\u{9b}31m", "bell del c131m"),
            ("abc\u{202e}gnp.exe", "abcgnp.exe"),
            ("Läufe am Übersee 跑步", "Läufe am Übersee 跑步"),
        ] {
            assert_eq!(clean(given), expected, "{given:?}");
        }
    }

    #[test]
    fn lines_stay_within_the_limit_but_words_stay_whole() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("unbreakable a", 4), ["unbreakable", "a"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn columns_line_up_without_borders() {
        let rows = vec![vec!["Cadence".into(), "9".into()], vec!["A".into(), "172".into()]];
        assert_eq!(columns(&rows, &[false, true]), ["Cadence    9", "A        172"]);
    }
}
