//! One exercise of the catalogue.

/// One exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Muscles trained.
    pub muscles: Vec<String>,
    /// Kind of work.
    pub category: Category,
    /// Part of a session it belongs to.
    pub block: Block,
    /// Where it comes from.
    pub origin: Origin,
    /// One side after the other; doses are per side.
    pub each_side: bool,
    /// Equipment it cannot do without.
    pub equipment: Vec<String>,
    /// Documented dose.
    pub dose: Dose,
    /// Instruction.
    pub how: String,
    /// Where it is felt.
    pub feel: String,
    /// When to end a set.
    pub stop: String,
    /// Common mistakes.
    pub mistakes: Vec<String>,
    /// When to choose something else.
    pub avoid_if: Vec<String>,
    /// Easier forms: the steps that lead here.
    pub easier: Vec<String>,
    /// Harder forms with the gate that opens them.
    pub harder: Vec<Step>,
    /// Source ids.
    pub sources: Vec<String>,
}

/// A dose, per side for one-sided exercises.
#[derive(Debug, Clone, PartialEq)]
pub struct Dose {
    /// Sets, from-to.
    pub sets: [u32; 2],
    /// Repetitions or seconds, from-to.
    pub amount: Amount,
    /// Rest between sets, s.
    pub rest_s: f64,
    /// Source of the stated numbers.
    pub source: Option<String>,
    /// Names of the numbers that the source states; all others are ours.
    pub stated: Vec<String>,
}

/// Repetitions or a hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Amount {
    /// Repetitions of `tempo_s` seconds.
    Reps {
        /// From-to.
        range: [u32; 2],
        /// Seconds for one.
        tempo_s: f64,
    },
    /// Seconds, from-to.
    Hold([u32; 2]),
}

/// A harder form and what must be mastered before.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Exercise id.
    pub id: String,
    /// What opens it.
    pub gate: String,
}

/// Kind of work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Category {
    Balance,
    Hip,
    Hamstring,
    Thigh,
    Core,
    Calf,
    Foot,
    Eccentric,
    Plyometric,
    Endurance,
    FullBody,
    Mobility,
    Activation,
}

/// Part of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Block {
    Balance,
    Hip,
    Core,
    Calf,
}

impl Block {
    /// Every part.
    pub const ALL: [Block; 4] = [Block::Balance, Block::Hip, Block::Core, Block::Calf];

    /// Id as written in outputs.
    pub fn id(self) -> &'static str {
        match self {
            Block::Balance => "balance",
            Block::Hip => "hip",
            Block::Core => "core",
            Block::Calf => "calf",
        }
    }
}

/// Where an exercise comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Named in the source texts.
    Source,
    /// They name the kind of work; the drill is our choice.
    Type,
    /// Added by us.
    Ours,
}

/// A kind of equipment.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Equipment {
    /// Id for settings.
    pub id: String,
    /// Name.
    pub name: String,
}

/// An exercise that is never prescribed.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaveOut {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Why not.
    pub why: String,
    /// Source id.
    pub source: String,
}

impl Exercise {
    /// Whether it can be done with the equipment at hand.
    pub fn possible_with(&self, equipment: &[String]) -> bool {
        self.equipment.iter().all(|needed| equipment.contains(needed))
    }

    /// Whether the other exercise is the next step up or down from this one.
    pub fn is_step_from(&self, other: &Exercise) -> bool {
        self.easier.contains(&other.id) || other.easier.contains(&self.id)
    }

    /// Seconds it takes with `sets` sets at the upper end of its range, changes
    /// of side and rests included, without the changeover to the next exercise.
    pub fn seconds(&self, sets: u32) -> f64 {
        let sides = if self.each_side { 2.0 } else { 1.0 };
        f64::from(sets) * self.set_seconds() * sides
            + f64::from(sets.saturating_sub(1)) * self.dose.rest_s
    }

    /// Seconds of one more set on one side, with the rest before it.
    pub fn extra_set_seconds(&self) -> f64 {
        self.set_seconds() + self.dose.rest_s
    }

    /// Seconds of one set of one side at the upper end of its range.
    fn set_seconds(&self) -> f64 {
        match self.dose.amount {
            Amount::Reps { range, tempo_s } => f64::from(range[1]) * tempo_s,
            Amount::Hold(range) => f64::from(range[1]),
        }
    }
}
