//! Composes a session that fits the minutes: the add-ons, and something of
//! every part of the template.

use super::catalogue::{
    Amount, Block, Catalogue, Category, Dose, Exercise, Template, TemplateBlock,
};
use super::progress::for_weak_side;
use super::sides::side_of;
use super::{AddOnSide, Session, SessionBlock, SessionExercise, WeakSide};
use crate::metrics::Side;
use crate::settings;

/// Where the runner stands when a session is put together.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    /// The side that did less.
    pub weak: Option<WeakSide>,
    /// Sets of an exercise that is done already.
    pub sets: &'a dyn Fn(&Exercise) -> Option<u32>,
    /// A jump that belongs into the session.
    pub jump: Option<&'a str>,
}

impl Standing<'_> {
    /// Somebody of whom nothing is known.
    pub const NEW: Standing<'static> = Standing { weak: None, sets: &|_| None, jump: None };

    /// The same with the side that did less.
    pub fn with(self, weak: Option<WeakSide>) -> Self {
        Standing { weak, ..self }
    }
}

/// One exercise of a session in the making.
#[derive(Clone)]
pub(super) struct Line<'a> {
    pub exercise: &'a Exercise,
    pub sets: u32,
    /// The sets are those of what the runner does already: they stay.
    pub fixed: bool,
    pub side: AddOnSide,
    /// Side that gets one more set.
    pub extra: Option<Side>,
}

impl<'a> Line<'a> {
    /// At the sets the runner has reached, else at the fewest of its dose.
    /// One-sided exercises begin with the weaker side, where it is known; it gets
    /// one more set where asked for, in strength work for hip and calf only.
    pub fn new(exercise: &'a Exercise, at: &Standing) -> Self {
        let (side, extra) = side_of(exercise.each_side, at.weak);
        let extra = extra.filter(|_| for_weak_side(exercise));
        let reached = (at.sets)(exercise);
        let sets = reached.unwrap_or(exercise.dose.sets[0]);
        Line { exercise, sets, fixed: reached.is_some(), side, extra }
    }

    /// Seconds at the upper end of its dose, one more set on a side included.
    fn seconds(&self, sets: u32) -> f64 {
        let extra = if self.extra.is_some() { self.exercise.extra_set_seconds() } else { 0.0 };
        self.exercise.seconds(sets) + extra
    }

    fn dose(&self) -> String {
        let side = match self.side {
            AddOnSide::Both => "",
            AddOnSide::Each => " each side",
            AddOnSide::LeftFirst => " each side, left first",
            AddOnSide::RightFirst => " each side, right first",
        };
        self.exercise.dose.words(self.sets, side)
    }
}

impl Dose {
    /// Repetitions or seconds, whichever it counts.
    pub(super) fn amounts(&self) -> (Option<[u32; 2]>, Option<[u32; 2]>) {
        match self.amount {
            Amount::Reps { range, .. } => (Some(range), None),
            Amount::Hold(range) => (None, Some(range)),
        }
    }

    /// `3 × 15-20 each side`.
    pub(super) fn words(&self, sets: u32, side: &str) -> String {
        let (range, unit) = match self.amount {
            Amount::Reps { range, .. } => (range, ""),
            Amount::Hold(range) => (range, " s"),
        };
        let amount = match range {
            [a, b] if a == b => a.to_string(),
            [a, b] => format!("{a}-{b}"),
        };
        format!("{sets} × {amount}{unit}{side}")
    }
}

/// A session within the minutes of `settings`, and its lines.
///
/// In order: the first add-on, one exercise for each part of the template, the
/// other add-ons, then defaults and further sets until each part has its share
/// and the minutes are used. Parts in focus get a larger share. What does not fit is left out, so the
/// minutes are never exceeded even at the upper end of every dose.
pub(super) fn compose<'a>(
    add_ons: Vec<Line<'a>>,
    focus: &[Block],
    catalogue: &'a Catalogue,
    settings: &'a settings::Strength,
    standing: Standing<'a>,
) -> (Session, Vec<Line<'a>>) {
    let limit = f64::from(settings.session_minutes);
    let templates = &catalogue.session.templates;
    let apart = |t: &&Template| (t.minutes - limit).abs();
    let closest = templates.iter().min_by(|a, b| apart(a).total_cmp(&apart(b)));
    let Some(template) = closest else {
        return (Session { minutes: 0.0, blocks: Vec::new() }, Vec::new());
    };
    let mut plan = Plan {
        catalogue,
        equipment: &settings.equipment,
        standing,
        limit_s: limit * 60.0,
        lines: Vec::new(),
    };
    let mut add_ons = add_ons.into_iter();
    if let Some(first) = add_ons.next() {
        plan.add(first);
    }
    let waiting: Vec<Line> = add_ons.collect();
    for part in &template.blocks {
        if plan.count(part.area) == 0 {
            let strengthens = |l: &&Line| {
                l.exercise.block == part.area && l.exercise.category != Category::Mobility
            };
            let wanted = waiting.iter().find(strengthens).cloned();
            let line = wanted.or_else(|| plan.next_default(part));
            line.map(|l| plan.add(l));
        }
    }
    let jump = standing.jump.and_then(|id| catalogue.exercises.get(id));
    if let Some(jump) = jump {
        plan.add(Line::new(jump, &plan.standing));
    }
    let shares = shares(template, focus, limit, catalogue);
    for line in waiting {
        let share = template.blocks.iter().zip(&shares).find(|s| s.0.area == line.exercise.block);
        let most = share.map_or(0.0, |s| (s.1 + catalogue.session.add_on_slack_minutes) * 60.0);
        if plan.seconds(Some(line.exercise.block)) + plan.cost(&line) <= most {
            plan.add(line);
        }
    }
    plan.fill(template, &shares, catalogue.session.block_slack_minutes * 60.0);
    plan.fill(template, &shares, f64::INFINITY);
    (plan.session(template), plan.lines)
}

/// Minutes of each block: the template's, scaled to the limit, leaning to the focus.
fn shares(template: &Template, focus: &[Block], limit: f64, catalogue: &Catalogue) -> Vec<f64> {
    let scale = limit / template.minutes;
    let in_focus = |b: &&TemplateBlock| focus.contains(&b.area);
    let focused = template.blocks.iter().filter(in_focus).count();
    let others: f64 = template.blocks.iter().filter(|b| !in_focus(b)).map(|b| b.minutes).sum();
    let lean = if focused > 0 && others > 0.0 { catalogue.session.lean_minutes } else { 0.0 };
    let share = |b: &TemplateBlock| match focus.contains(&b.area) {
        true => b.minutes + lean / focused as f64,
        false => b.minutes - lean * b.minutes / others.max(f64::MIN_POSITIVE),
    };
    template.blocks.iter().map(|b| share(b) * scale).collect()
}

struct Plan<'a> {
    catalogue: &'a Catalogue,
    equipment: &'a [String],
    standing: Standing<'a>,
    limit_s: f64,
    lines: Vec<Line<'a>>,
}

impl<'a> Plan<'a> {
    fn cost(&self, line: &Line) -> f64 {
        line.seconds(line.sets) + self.catalogue.session.changeover_s
    }

    fn seconds(&self, block: Option<Block>) -> f64 {
        let counted = |l: &&Line| block.is_none_or(|b| l.exercise.block == b);
        self.lines.iter().filter(counted).map(|l| self.cost(l)).sum()
    }

    /// Exercises of a block; mobility does not stand in for strength.
    fn count(&self, block: Block) -> usize {
        let counts = |e: &Exercise| e.block == block && e.category != Category::Mobility;
        self.lines.iter().filter(|l| counts(l.exercise)).count()
    }

    /// Adds the line if it is new and fits the limit.
    fn add(&mut self, line: Line<'a>) -> bool {
        let known = self.lines.iter().any(|l| l.exercise.id == line.exercise.id);
        let fits = !known && self.seconds(None) + self.cost(&line) <= self.limit_s;
        if fits {
            self.lines.push(line);
        }
        fits
    }

    /// The first default that is possible, new, and no step up or down from a line.
    fn next_default(&self, part: &TemplateBlock) -> Option<Line<'a>> {
        let clashes = |e: &Exercise| {
            self.lines.iter().any(|l| l.exercise.id == e.id || l.exercise.is_step_from(e))
        };
        part.defaults
            .iter()
            .filter_map(|id| self.catalogue.exercises.get(id))
            .find(|e| e.possible_with(self.equipment) && !clashes(e))
            .map(|e| Line::new(e, &self.standing))
    }

    /// Grows the block that lacks most of its share until nothing more fits.
    /// Blocks stay within their share and `slack` seconds.
    fn fill(&mut self, template: &Template, shares: &[f64], slack: f64) {
        loop {
            let mut parts: Vec<(f64, f64, &TemplateBlock)> = template
                .blocks
                .iter()
                .zip(shares)
                .map(|(b, share)| (self.seconds(Some(b.area)), share * 60.0, b))
                .collect();
            parts.sort_by(|a, b| (a.0 / a.1).total_cmp(&(b.0 / b.1)));
            if !parts.into_iter().any(|(used, share, b)| self.grow(b, share + slack - used)) {
                return;
            }
        }
    }

    /// One more default, or one more set, within `room` seconds and the limit.
    fn grow(&mut self, part: &TemplateBlock, room: f64) -> bool {
        let room = room.min(self.limit_s - self.seconds(None));
        if self.count(part.area) < part.exercises
            && let Some(line) = self.next_default(part)
            && self.cost(&line) <= room
        {
            return self.add(line);
        }
        let extra = |l: &Line| l.exercise.seconds(l.sets + 1) - l.exercise.seconds(l.sets);
        let can = |l: &&mut Line| {
            l.exercise.block == part.area
                && !l.fixed
                && l.sets < l.exercise.dose.sets[1]
                && extra(l) <= room
        };
        let line = self.lines.iter_mut().filter(can).min_by_key(|l| l.sets);
        line.map(|l| l.sets += 1).is_some()
    }

    fn session(&self, template: &Template) -> Session {
        let minutes = |seconds: f64| (seconds / 60.0 * 100.0).round() / 100.0;
        let block = |area: Block| SessionBlock {
            area: area.id().to_owned(),
            minutes: minutes(self.seconds(Some(area))),
            exercises: self
                .lines
                .iter()
                .filter(|l| l.exercise.block == area)
                .map(|l| {
                    let (reps, hold_s) = l.exercise.dose.amounts();
                    SessionExercise {
                        exercise: l.exercise.id.clone(),
                        name: l.exercise.name.clone(),
                        dose: l.dose(),
                        sets: l.sets,
                        reps,
                        hold_s,
                        side: l.side,
                    }
                })
                .collect(),
        };
        Session {
            minutes: minutes(self.seconds(None)),
            blocks: template
                .blocks
                .iter()
                .map(|b| block(b.area))
                .filter(|b| !b.exercises.is_empty())
                .collect(),
        }
    }
}
