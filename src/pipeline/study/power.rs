//! How many participants a study needs: studies drawn from variances, fitted as they
//! would be.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rayon::iter::{IntoParallelIterator, ParallelIterator};
use runform_inference::mixed::Model;
use runform_inference::tests::equivalence;
use serde::Serialize;

use crate::pipeline::calibrate::conditions::normal;

/// A study as it is planned.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Plan {
    /// Groups; 1 or 2.
    pub groups: usize,
    /// Conditions that everybody runs; 1 or 2.
    pub conditions: usize,
    /// Runs of everybody under every condition.
    pub repeats: usize,
    /// SD of the change between participants.
    pub between: f64,
    /// SD of the change within participants.
    pub within: f64,
    /// SD of the condition's effect between participants.
    pub slope: f64,
    /// The true effect: of the condition, with one condition of the group, with one of
    /// each the mean change; with two of each the interaction is this too.
    pub effect: f64,
    /// What matters; for equivalence.
    pub margin: f64,
    /// Share of the recordings that is lost.
    pub lost: f64,
}

/// What a study of this size would find.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Power {
    /// Participants in all.
    pub participants: usize,
    /// Studies that could be fitted.
    pub studies: usize,
    /// Share that finds the effect (p < 0.05), %.
    pub effect_pct: f64,
    /// Share that finds an interaction of this size, %; with two groups and conditions.
    pub interaction_pct: Option<f64>,
    /// Share that shows equivalence where there is no effect, %.
    pub equivalence_pct: f64,
    /// Usual half width of the 95 % interval.
    pub half_width: f64,
}

/// Simulates studies of these sizes.
pub fn power(plan: &Plan, sizes: &[usize], studies: u32, seed: u64) -> Vec<Power> {
    sizes.iter().map(|n| of_size(plan, *n, studies, seed)).collect()
}

/// What one study finds: of the effect, of the interaction, of equivalence, half width.
type Found = (bool, Option<bool>, bool, f64);

fn of_size(plan: &Plan, participants: usize, studies: u32, seed: u64) -> Power {
    let found: Vec<Found> = (0..studies)
        .into_par_iter()
        .filter_map(|k| {
            let seed = seed ^ (u64::from(k) << 20) ^ participants as u64;
            let with = drawn(plan, participants, plan.effect, seed)?;
            let without = drawn(plan, participants, 0.0, seed ^ 0xabcd_0000_0000)?;
            Some((with.0 < 0.05, with.1.map(|p| p < 0.05), without.2 < 0.05, with.3))
        })
        .collect();
    let n = found.len().max(1) as f64;
    let share =
        |of: &dyn Fn(&Found) -> bool| 100.0 * found.iter().filter(|f| of(f)).count() as f64 / n;
    Power {
        participants,
        studies: found.len(),
        effect_pct: share(&|f| f.0),
        interaction_pct: (plan.groups > 1 && plan.conditions > 1)
            .then(|| share(&|f| f.1 == Some(true))),
        equivalence_pct: share(&|f| f.2),
        half_width: found.iter().map(|f| f.3).sum::<f64>() / n,
    }
}

/// p of the effect and of the interaction, p of equivalence, half width.
fn drawn(
    plan: &Plan,
    people: usize,
    effect: f64,
    seed: u64,
) -> Option<(f64, Option<f64>, f64, f64)> {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let (two_groups, two) = (plan.groups > 1, plan.conditions > 1);
    let mut model = Model { y: vec![], x: vec![], group: vec![], z: vec![] };
    for person in 0..people {
        let second = two_groups && 2 * person >= people;
        let level = plan.between * normal(&mut rng);
        let slope = plan.slope * normal(&mut rng);
        for condition in 0..plan.conditions.clamp(1, 2) {
            for _ in 0..plan.repeats.max(1) {
                let noise = plan.within * normal(&mut rng);
                // Drawn for all, so that the studies are the same whatever is lost.
                let lost = rng.random_range(0.0..1.0) < plan.lost;
                if lost {
                    continue;
                }
                let (g, c) = (f64::from(u8::from(second)), condition as f64);
                let change = match (two_groups, two) {
                    (true, true) => effect * c * (0.5 + g),
                    (false, true) => effect * c,
                    (true, false) => effect * g,
                    (false, false) => effect,
                };
                model.y.push(change + level + slope * c + noise);
                let mut x = vec![1.0];
                if two_groups {
                    x.push(g - 0.5);
                }
                if two {
                    x.push(c - 0.5);
                }
                if two_groups && two {
                    x.push((g - 0.5) * (c - 0.5));
                }
                model.x.push(x);
                model.group.push(person);
            }
        }
    }
    let mut there = model.group.clone();
    there.dedup();
    // Whoever lost every run is no group of the model.
    for g in &mut model.group {
        *g = there.binary_search(g).ok()?;
    }
    let repeats = there.len() < model.y.len();
    model.z = vec![if repeats { vec![1.0] } else { Vec::new() }; model.y.len()];
    let fit = model.fit().ok()?;
    let columns = fit.beta.len();
    let weights =
        |at: usize| (0..columns).map(|k| f64::from(u8::from(k == at))).collect::<Vec<_>>();
    let asked = match (two_groups, two) {
        (true, true) => 2,
        (true, false) | (false, true) => 1,
        (false, false) => 0,
    };
    let e = fit.estimate(&weights(asked));
    let interaction = (two_groups && two).then(|| fit.estimate(&weights(3)).p);
    Some((e.p, interaction, equivalence(&e, plan.margin).p, e.ci95[1] - e.value))
}
