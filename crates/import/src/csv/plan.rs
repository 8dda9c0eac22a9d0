//! Plans of what the columns of a table hold: by a vendor's known names, or by
//! what the names mean in any language.

use super::names::Target;
use super::rows::{self, Column, Read, Role, RowUse};
use super::sheet::Sheet;
use crate::recording::{Quantity, Source};
use crate::{ImportError, ImportOptions};

/// One known column: name, role, unit in the file, word for the mapping list.
pub(super) type Known = (&'static str, Role, &'static str, &'static str);

/// A column that is a measurement and needs no comment.
pub(super) const fn value(name: &'static str, quantity: Quantity, unit: &'static str) -> Known {
    (name, Role::Value(quantity), unit, "")
}

/// A plan from known names; other columns are read by what their names mean, where
/// no known one holds the same quantity.
pub(super) fn plan(
    sheet: &Sheet<'_>,
    known: &[Known],
    source: impl Fn(&str) -> Source,
) -> Vec<Column> {
    let mut columns: Vec<Column> = sheet
        .headers()
        .into_iter()
        .map(|header| {
            let found = known.iter().find(|k| k.0.eq_ignore_ascii_case(&header.raw));
            let source = source(&header.raw);
            let mut column = Column::skip(header);
            if let Some((_, role, unit, remark)) = found {
                column.role = *role;
                column.unit = (!unit.is_empty()).then(|| (*unit).to_string());
                column.sure = true;
                column.source = source;
                column.remark = (!remark.is_empty()).then(|| (*remark).to_string());
            }
            column
        })
        .collect();
    add_by_name(&mut columns, known);
    columns
}

/// What runners add to a program's table: running dynamics under general names.
fn add_by_name(columns: &mut [Column], known: &[Known]) {
    for at in 0..columns.len() {
        let raw = &columns[at].header.raw;
        if columns[at].role != Role::Skip || known.iter().any(|k| k.0.eq_ignore_ascii_case(raw)) {
            continue;
        }
        let Some(Target::Value(quantity)) = columns[at].header.target() else { continue };
        let taken = columns.iter().any(|c| c.role == Role::Value(quantity));
        if is_added(quantity) && !taken {
            columns[at].role = Role::Value(quantity);
        }
    }
}

/// Quantities that a program's own columns never hold under another name.
fn is_added(quantity: Quantity) -> bool {
    use Quantity::*;
    matches!(
        quantity,
        GroundContactTime
            | ContactTimeLeft
            | ContactTimeRight
            | ContactBalanceLeft
            | StancePercent
            | VerticalOscillation
            | VerticalRatio
            | StepLength
            | FlightRatio
            | LegSpringStiffness
            | FormPower
            | VerticalOscillationBalanceLeft
            | LegSpringStiffnessBalanceLeft
            | ImpactLoadingBalanceLeft
            | StepSpeedLoss
            | StepSpeedLossPercent
            | HeartRate
            | Cadence
            | Speed
            | Distance
    )
}

/// Reads every row of a planned table.
pub(super) fn read_all(
    sheet: &Sheet<'_>,
    mut columns: Vec<Column>,
    options: &ImportOptions,
) -> Result<Read, ImportError> {
    rows::apply_map(&mut columns, &options.map, sheet)?;
    rows::read(sheet, &columns, |_, _| RowUse::Keep)
}

/// The generic plan: by name, in any language known.
pub(super) fn plan_by_name(sheet: &Sheet<'_>) -> (Vec<Column>, Vec<Option<Target>>) {
    let mut targets = Vec::new();
    let columns = sheet
        .headers()
        .into_iter()
        .map(|header| {
            let target = header.target();
            targets.push(target);
            let mut column = Column::skip(header);
            column.role = match target {
                Some(Target::Value(q)) => Role::Value(q),
                Some(Target::Pace) => Role::Pace,
                Some(Target::Lap) => Role::Lap,
                _ => Role::Skip,
            };
            column
        })
        .collect();
    (columns, targets)
}
