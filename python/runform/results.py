"""What an analysis says, as typed objects.

Made from the JSON Schema of the document by generate.py; do not edit.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

_T = TypeVar("_T")


def _maybe(of: Callable[[Any], _T], value: Any) -> _T | None:
    return None if value is None else of(value)


def _all(of: Callable[[Any], _T], values: Any) -> list[_T]:
    return [] if values is None else [of(value) for value in values]


def _pair(value: Any) -> tuple[float, float]:
    return (value[0], value[1])


@dataclass(frozen=True)
class Fact:
    """Something runform says: a code for programs, a message for people."""

    code: str
    """Stable; docs/notes.md and docs/findings.md list them."""
    message: str
    """The same in words."""
    data: Mapping[str, Any]
    """What the message is about: numbers in SI-like units, ids, words of the file."""

    def __str__(self) -> str:
        return self.message

    @classmethod
    def of(cls, value: Any) -> Fact:
        """From its part of a document."""
        if isinstance(value, str):
            return cls("", value, {})
        return cls(value.get("code", ""), value.get("message", ""), value)


RecordingKind = Literal[
    "watch",
    "imu",
    "laps",
    "steps",
]
"""Kind of a recording."""


Quality = Literal[
    "low",
    "medium",
    "good",
]
"""How far the recording can be trusted for form analysis."""


Severity = Literal[
    "info",
    "warning",
    "error",
]
"""How much a note matters."""


@dataclass(frozen=True)
class Note(Fact):
    """Something noticed about a recording."""

    severity: Severity
    """How much it matters."""
    share: float | None
    """Share of the records (or of the time) concerned, 0..1."""
    sensor: str | None
    """The sensor concerned, where the file holds several."""

    @classmethod
    def of(cls, value: Any) -> Note:
        """From its part of a document."""
        return cls(
            code=value.get("code", ""),
            message=value.get("message", ""),
            data=value,
            severity=value["severity"],
            share=value.get("share"),
            sensor=value.get("sensor"),
        )


@dataclass(frozen=True)
class RecordingInfo:
    """Identity and quality of a recording."""

    path: str
    """Path as given by the user (with `!entry` for a file inside an archive)."""
    sha256: str
    """SHA-256 of the file's bytes."""
    index: int
    """Which recording of the file this is, from 0."""
    format: str
    """Format id: `fit`, `tcx`, `gpx`, `csv:stryd`, …"""
    device: str | None
    """Device as the file names it."""
    title: str | None
    """Title given by the runner."""
    sport: str
    """Sport as the file states it."""
    start_time: str | None
    """RFC 3339, or local time without offset where the zone is unknown."""
    kind: RecordingKind
    """What kind of recording."""
    placements: list[str]
    """Sensor placements of IMU recordings."""
    sample_rate_hz: float | None
    """Median rate of the records, Hz."""
    duration_s: float
    """First to last record, s."""
    active_s: float
    """Timer time: duration without pauses, s."""
    running_s: float
    """Seconds that pass the running gate."""
    distance_m: float | None
    """Distance, m."""
    excluded_s: dict[str, float]
    """Seconds left out of the comparison, by reason (a second can have several)."""
    quality: Quality
    """Overall quality for form analysis."""
    notes: list[Note]
    """What was noticed."""

    @classmethod
    def of(cls, value: Any) -> RecordingInfo:
        """From its part of a document."""
        return cls(
            path=value["path"],
            sha256=value["sha256"],
            index=value["index"],
            format=value["format"],
            device=value.get("device"),
            title=value.get("title"),
            sport=value["sport"],
            start_time=value.get("start_time"),
            kind=value["kind"],
            placements=list(value["placements"]),
            sample_rate_hz=value.get("sample_rate_hz"),
            duration_s=value["duration_s"],
            active_s=value["active_s"],
            running_s=value["running_s"],
            distance_m=value.get("distance_m"),
            excluded_s=value["excluded_s"],
            quality=value["quality"],
            notes=_all(Note.of, value["notes"]),
        )


Metric = Literal[
    "cadence",
    "cadence_cv",
    "cadence_cv_robust",
    "cadence_cv_detrended",
    "cadence_cv_speed_adjusted",
    "cadence_rmssd",
    "cadence_slope",
    "cadence_slope_speed_adjusted",
    "cadence_in_band",
    "cadence_in_own_band",
    "stride_time_cv",
    "step_time",
    "ground_contact_time",
    "flight_time",
    "duty_factor",
    "vertical_oscillation",
    "vertical_ratio",
    "step_length",
    "contact_balance_left",
    "contact_asymmetry",
    "step_time_asymmetry",
    "flight_asymmetry",
    "vertical_stiffness",
    "leg_stiffness",
    "harmonic_ratio",
    "dfa_alpha",
    "forward_lean_change",
    "pelvic_drop",
    "braking_loss",
    "shank_inclination",
    "arm_swing_asymmetry",
    "speed",
    "heart_rate",
    "decoupling",
    "cadence_cv_overall",
    "pelvic_drop_left",
    "pelvic_drop_right",
    "strike_angle",
]
"""A quantity of running form. Ids and units are those of the output contract."""


Side = Literal[
    "left",
    "right",
]
"""A body side."""


@dataclass(frozen=True)
class Accuracy:
    """How far a value may lie from that of a reference (for contact: a force plate, raw force
    at 50 N) for a runner who was not among those measured. Half widths of 95 % intervals,
    in the unit of the metric.
    """

    level: float
    """Of the level of a recording."""
    change: float
    """Of a change between paces within a recording."""
    sides: float | None
    """Of the difference between left and right; null where the sides must not be compared."""

    @classmethod
    def of(cls, value: Any) -> Accuracy:
        """From its part of a document."""
        return cls(
            level=value["level"],
            change=value["change"],
            sides=value.get("sides"),
        )


@dataclass(frozen=True)
class SegmentMetric:
    """Statistics of one metric in one segment."""

    metric: Metric
    """Which metric."""
    side: Side | None
    """`left`, `right` or null for both."""
    unit: str
    """Unit of the numbers."""
    mean: float | None
    """Time-weighted mean."""
    median: float | None
    """Median."""
    sd: float | None
    """Standard deviation."""
    n: int
    """Number of values (seconds, laps or steps)."""
    ci95: tuple[float, float] | None
    """95 % interval of the mean (of a drift: of its slope), allowing for autocorrelation."""
    source: Fact
    """Where it comes from."""
    estimated: bool
    """True when computed from other fields."""
    accuracy: Accuracy | None
    """How far values may lie from a reference for a runner never measured with one, where that
    is known of the sensor: half widths of 95 % intervals, in `unit`.
    """

    @classmethod
    def of(cls, value: Any) -> SegmentMetric:
        """From its part of a document."""
        return cls(
            metric=value["metric"],
            side=value.get("side"),
            unit=value["unit"],
            mean=value.get("mean"),
            median=value.get("median"),
            sd=value.get("sd"),
            n=value["n"],
            ci95=_maybe(_pair, value.get("ci95")),
            source=Fact.of(value["source"]),
            estimated=value["estimated"],
            accuracy=_maybe(Accuracy.of, value.get("accuracy")),
        )


@dataclass(frozen=True)
class Segment:
    """Statistics of one stretch of the run."""

    id: str
    """`all`, `fresh`, `fatigued`, `lap_3`, `km_7`."""
    start_s: float
    """Seconds from the start of the recording."""
    end_s: float
    """Seconds from the start of the recording."""
    running_s: float
    """Seconds of running inside it that count."""
    distance_m: float | None
    """Metres covered."""
    speed_mps: float | None
    """Mean speed while running, m/s."""
    grade_pct: float | None
    """Mean slope while running, %."""
    heart_rate_bpm: float | None
    """Mean heart rate while running, bpm."""
    metrics: list[SegmentMetric]
    """One entry per metric (and side)."""

    @classmethod
    def of(cls, value: Any) -> Segment:
        """From its part of a document."""
        return cls(
            id=value["id"],
            start_s=value["start_s"],
            end_s=value["end_s"],
            running_s=value["running_s"],
            distance_m=value.get("distance_m"),
            speed_mps=value.get("speed_mps"),
            grade_pct=value.get("grade_pct"),
            heart_rate_bpm=value.get("heart_rate_bpm"),
            metrics=_all(SegmentMetric.of, value["metrics"]),
        )


Status = Literal[
    "compared",
    "trend_only",
    "not_comparable",
]
"""Whether fresh and fatigued could be compared."""


Mode = Literal[
    "whole_run",
    "steady_long",
    "steady_short",
    "intervals",
    "race",
    "laps",
    "user",
    "none",
]
"""How the windows were chosen."""


FatigueEvidence = Literal[
    "unknown",
    "none",
    "mild",
    "moderate",
    "strong",
]
"""Evidence of fatigue, from decoupling, pace loss and duration."""


Verdict = Literal[
    "insufficient",
    "undecided",
    "stable",
    "possible",
    "likely",
    "clear",
]
"""What can be said of a change."""


Confidence = Literal[
    "low",
    "moderate",
    "high",
]
"""How well a run tells a change."""


ConfidenceReason = Literal[
    "wide_interval",
    "rests_on_effects",
    "short_run",
    "unknown_pace",
    "sensor",
    "windows_only",
]
"""What keeps the confidence from being higher."""


@dataclass(frozen=True)
class CoursePoint:
    """The course of a metric at one moment, against the fresh part."""

    t_s: float
    """Seconds from the start of the recording."""
    distance_m: float | None
    """Metres from the start."""
    change: float
    """Change at equal speed and slope, in the metric's unit."""
    band95: tuple[float, float]
    """95 % band, point by point."""

    @classmethod
    def of(cls, value: Any) -> CoursePoint:
        """From its part of a document."""
        return cls(
            t_s=value["t_s"],
            distance_m=value.get("distance_m"),
            change=value["change"],
            band95=_pair(value["band95"]),
        )


Ground = Literal[
    "uphill",
    "level",
    "downhill",
]
"""Kind of ground."""


@dataclass(frozen=True)
class GroundChange:
    """The change on one kind of ground."""

    ground: Ground
    """Which."""
    change: float
    """Change at equal speed and slope, in the metric's unit."""
    ci95: tuple[float, float]
    """95 % interval."""
    fresh_s: tuple[float, float]
    """First and last moment of the earlier part on this ground, s from the start."""
    fatigued_s: tuple[float, float]
    """First and last moment of the later part on this ground, s from the start."""

    @classmethod
    def of(cls, value: Any) -> GroundChange:
        """From its part of a document."""
        return cls(
            ground=value["ground"],
            change=value["change"],
            ci95=_pair(value["ci95"]),
            fresh_s=_pair(value["fresh_s"]),
            fatigued_s=_pair(value["fatigued_s"]),
        )


StretchKind = Literal[
    "lap",
    "climb",
    "descent",
]
"""Kind of a stretch that comes again."""


@dataclass(frozen=True)
class Stretch:
    """A lap, a climb or a descent as a point on the course, against the fresh part."""

    kind: StretchKind
    """Which kind."""
    number: int
    """Which of its kind, from 1."""
    start_s: float
    """Seconds from the start of the recording."""
    end_s: float
    """Seconds from the start of the recording."""
    distance_m: float | None
    """Metres from the start."""
    change: float
    """Change at equal speed and slope, in the metric's unit."""
    ci95: tuple[float, float]
    """95 % interval."""

    @classmethod
    def of(cls, value: Any) -> Stretch:
        """From its part of a document."""
        return cls(
            kind=value["kind"],
            number=value["number"],
            start_s=value["start_s"],
            end_s=value["end_s"],
            distance_m=value.get("distance_m"),
            change=value["change"],
            ci95=_pair(value["ci95"]),
        )


@dataclass(frozen=True)
class WindowsCheck:
    """The change between windows of level running."""

    mode: Mode
    """How the windows were chosen."""
    change: float
    """Change at equal speed and slope, in the metric's unit."""
    ci95: tuple[float, float]
    """95 % interval."""
    matched_change: float | None
    """Change from seconds at equal speed and slope alone."""
    verdict: Verdict
    """What that method says."""

    @classmethod
    def of(cls, value: Any) -> WindowsCheck:
        """From its part of a document."""
        return cls(
            mode=value["mode"],
            change=value["change"],
            ci95=_pair(value["ci95"]),
            matched_change=value.get("matched_change"),
            verdict=value["verdict"],
        )


@dataclass(frozen=True)
class MetricChange:
    """Change of one metric."""

    metric: Metric
    """Which metric."""
    unit: str
    """Unit of all absolute numbers."""
    source: Fact
    """Where it comes from."""
    estimated: bool
    """Computed from other fields rather than measured."""
    accuracy: Accuracy | None
    """How far values may lie from a reference for a runner never measured with one, where that
    is known of the sensor: half widths of 95 % intervals, in `unit`.
    """
    fresh: float | None
    """Median of the fresh part, pace and hills included."""
    fatigued: float | None
    """Median of the fatigued part, pace and hills included."""
    raw_change: float | None
    """Difference of the medians, pace and hills included."""
    fresh_at_pace: float | None
    """Level of the fresh part at the reference speed on level ground; with `adjusted_change`
    it gives `fatigued_at_pace`. These belong beside a change.
    """
    fatigued_at_pace: float | None
    """Level of the fatigued part at the reference speed on level ground."""
    adjusted_change: float | None
    """Change at equal speed and slope. Null when not comparable."""
    adjusted_change_pct: float | None
    """The same in % of the fresh value."""
    se: float | None
    """Standard error of the adjusted change, in `unit`. The interval is wider than twice this
    where few independent half-minutes are behind it (Student's t).
    """
    ci95: tuple[float, float] | None
    """95 % interval of the adjusted change, allowing for autocorrelation."""
    matched_change: float | None
    """Change from seconds at equal speed and slope alone (bins), as a cross-check."""
    matched_s: float
    """Seconds common to both windows at equal speed and slope (smaller phase)."""
    swc: float | None
    """Smallest worthwhile change, in `unit`."""
    mdc: float | None
    """Minimal detectable change from the noise of this recording, in `unit`."""
    verdict: Verdict
    """The verdict."""
    adverse: bool
    """Whether the change goes in the direction that fatigue usually takes."""
    n_eff: float | None
    """Effective number of independent half-minutes in the smaller window; below the limit the
    verdict is at most "likely".
    """
    reason: Fact | None
    """Why this metric could not be compared, or why its verdict is held back."""
    onset_s: float | None
    """When it began, seconds from the start."""
    onset_m: float | None
    """Where it began, metres from the start."""
    onset_ci95_s: tuple[float, float] | None
    """95 % interval of `onset_s`."""
    onset_ci95_m: tuple[float, float] | None
    """The same as places, metres from the start."""
    confidence: Confidence | None
    """How well this run tells the change."""
    confidence_reason: ConfidenceReason | None
    """What keeps the confidence from being higher."""
    slope_share: float | None
    """Share of the interval's variance that comes from effects of speed and slope, 0 to 1:
    near 1 the change rests on them and not on paces that were run twice.
    """
    support: float | None
    """Share of the fatigued part whose speed and slope were run before, 0 to 1."""
    caveats: list[Fact]
    """What holds the verdict back, or should be known beside it."""
    course: list[CoursePoint]
    """The course over the run at equal speed and slope, against the fresh part."""
    grounds: list[GroundChange]
    """Climbs, level ground and descents by themselves, where there is enough of each."""
    stretches: list[Stretch]
    """Laps, climbs and descents one by one, where there are three and more of them."""
    windows_check: WindowsCheck | None
    """The same change by windows of level running, as a cross-check."""

    @classmethod
    def of(cls, value: Any) -> MetricChange:
        """From its part of a document."""
        return cls(
            metric=value["metric"],
            unit=value["unit"],
            source=Fact.of(value["source"]),
            estimated=value["estimated"],
            accuracy=_maybe(Accuracy.of, value.get("accuracy")),
            fresh=value.get("fresh"),
            fatigued=value.get("fatigued"),
            raw_change=value.get("raw_change"),
            fresh_at_pace=value.get("fresh_at_pace"),
            fatigued_at_pace=value.get("fatigued_at_pace"),
            adjusted_change=value.get("adjusted_change"),
            adjusted_change_pct=value.get("adjusted_change_pct"),
            se=value.get("se"),
            ci95=_maybe(_pair, value.get("ci95")),
            matched_change=value.get("matched_change"),
            matched_s=value["matched_s"],
            swc=value.get("swc"),
            mdc=value.get("mdc"),
            verdict=value["verdict"],
            adverse=value["adverse"],
            n_eff=value.get("n_eff"),
            reason=_maybe(Fact.of, value.get("reason")),
            onset_s=value.get("onset_s"),
            onset_m=value.get("onset_m"),
            onset_ci95_s=_maybe(_pair, value.get("onset_ci95_s")),
            onset_ci95_m=_maybe(_pair, value.get("onset_ci95_m")),
            confidence=value.get("confidence"),
            confidence_reason=value.get("confidence_reason"),
            slope_share=value.get("slope_share"),
            support=value.get("support"),
            caveats=_all(Fact.of, value.get("caveats")),
            course=_all(CoursePoint.of, value.get("course")),
            grounds=_all(GroundChange.of, value.get("grounds")),
            stretches=_all(Stretch.of, value.get("stretches")),
            windows_check=_maybe(WindowsCheck.of, value.get("windows_check")),
        )


@dataclass(frozen=True)
class Comparison:
    """The comparison of the fresh with the fatigued part of a run."""

    status: Status
    """Whether a comparison was possible."""
    reason: Fact | None
    """Why not, when it was not."""
    mode: Mode
    """How the windows were chosen."""
    fatigue_evidence: FatigueEvidence
    """Evidence that the runner was tired at all."""
    fatigue_signs: list[Fact]
    """What speaks for it and what against it."""
    decoupling_pct: float | None
    """Aerobic decoupling between the windows, %."""
    reference_speed_mps: float | None
    """Speed at which changes are expressed, m/s."""
    valid_fresh_s: float
    """Seconds that count in the fresh window."""
    valid_fatigued_s: float
    """Seconds that count in the fatigued window."""
    metrics: list[MetricChange]
    """One entry per metric that was present."""

    @classmethod
    def of(cls, value: Any) -> Comparison:
        """From its part of a document."""
        return cls(
            status=value["status"],
            reason=_maybe(Fact.of, value.get("reason")),
            mode=value["mode"],
            fatigue_evidence=value["fatigue_evidence"],
            fatigue_signs=_all(Fact.of, value.get("fatigue_signs")),
            decoupling_pct=value.get("decoupling_pct"),
            reference_speed_mps=value.get("reference_speed_mps"),
            valid_fresh_s=value["valid_fresh_s"],
            valid_fatigued_s=value["valid_fatigued_s"],
            metrics=_all(MetricChange.of, value["metrics"]),
        )


Standing = Literal[
    "below",
    "usual",
    "above",
]
"""Where a value lies against what is usual."""


@dataclass(frozen=True)
class Usual:
    """A value against the usual one of this runner."""

    now: float
    """In this run."""
    usual: float
    """Mean of the earlier runs."""
    range: tuple[float, float]
    """Where 95 of 100 further runs of this kind would lie."""
    runs: int
    """Earlier runs behind it."""
    place: Standing
    """Where this run lies."""

    @classmethod
    def of(cls, value: Any) -> Usual:
        """From its part of a document."""
        return cls(
            now=value["now"],
            usual=value["usual"],
            range=_pair(value["range"]),
            runs=value["runs"],
            place=value["place"],
        )


@dataclass(frozen=True)
class BesideMetric:
    """One metric beside the runner's earlier runs."""

    metric: Metric
    """Which metric."""
    unit: str
    """Unit of all numbers."""
    level: Usual | None
    """The level against the last ten at this pace."""
    change: Usual | None
    """The change when tired against that of earlier runs of about this length."""

    @classmethod
    def of(cls, value: Any) -> BesideMetric:
        """From its part of a document."""
        return cls(
            metric=value["metric"],
            unit=value["unit"],
            level=_maybe(Usual.of, value.get("level")),
            change=_maybe(Usual.of, value.get("change")),
        )


@dataclass(frozen=True)
class Beside:
    """A run beside the runner's earlier ones."""

    runs: int
    """Earlier runs with this device."""
    other_devices: int
    """Earlier runs that cannot be held beside this one: of another device."""
    metrics: list[BesideMetric]
    """Metrics that enough earlier runs have, in the order of the comparison."""

    @classmethod
    def of(cls, value: Any) -> Beside:
        """From its part of a document."""
        return cls(
            runs=value["runs"],
            other_devices=value["other_devices"],
            metrics=_all(BesideMetric.of, value["metrics"]),
        )


@dataclass(frozen=True)
class Context:
    """Where a published table puts a value of this run."""

    metric: Metric
    """Which metric."""
    value: float
    """The value that was looked up, in the metric's own unit."""
    table: str
    """Id of the table, e.g. `garmin_2019_cadence`."""
    title: str
    """Whose values the table is about."""
    version: str
    """Generation and source of the table."""
    band: str
    """Name of the band, as the maker gives it."""
    share: str | None
    """Share of runners in the band, where the maker tells."""
    limits: tuple[float | None, float | None]
    """Limits of the band in `unit`, both included; null where it is open."""
    unit: str
    """Unit of `limits`."""
    side: Side | None
    """The side with the larger share, for a balance outside the middle band."""
    caveat: str
    """What keeps this from being a verdict."""

    @classmethod
    def of(cls, value: Any) -> Context:
        """From its part of a document."""
        return cls(
            metric=value["metric"],
            value=value["value"],
            table=value["table"],
            title=value["title"],
            version=value["version"],
            band=value["band"],
            share=value.get("share"),
            limits=tuple(value["limits"]),
            unit=value["unit"],
            side=value.get("side"),
            caveat=value["caveat"],
        )


Label = Literal[
    "breakdown",
    "drift",
    "constant_asymmetry",
    "constant",
]
"""What kind of finding."""


Confidence2 = Literal[
    "low",
    "moderate",
    "high",
]
"""Confidence in a finding."""


Basis = Literal[
    "measured",
    "proxy",
    "observed",
]
"""Whether the sign itself was measured."""


@dataclass(frozen=True)
class Finding:
    """Something worth telling the runner."""

    id: str
    """Id of the rule, e.g. `gct_rise_under_fatigue`."""
    title: str
    """Short title."""
    label: Label
    """Breakdown, drift or constant asymmetry."""
    confidence: Confidence2
    """How sure."""
    basis: Basis
    """Measured directly, or by a stand-in."""
    evidence: list[Fact]
    """The numbers behind it."""
    metrics: list[Metric]
    """Metrics used."""
    side: Side | None
    """The side concerned, where one is known (the side to train first)."""
    severity: float
    """Size of the change in smallest worthwhile changes (1 = just worthwhile), capped at 3."""
    explanation: str
    """What it means and does not mean, as the rule words it."""
    chance_pct: float | None
    """How often a run in which nothing changed shows the change that defines it, %."""
    combined: bool
    """Whether title and explanation are those of changes that came together."""
    no_breakdown: Fact | None
    """Why it is no breakdown, where a change of form is not one."""

    @classmethod
    def of(cls, value: Any) -> Finding:
        """From its part of a document."""
        return cls(
            id=value["id"],
            title=value["title"],
            label=value["label"],
            confidence=value["confidence"],
            basis=value["basis"],
            evidence=_all(Fact.of, value["evidence"]),
            metrics=list(value["metrics"]),
            side=value.get("side"),
            severity=value["severity"],
            explanation=value["explanation"],
            chance_pct=value.get("chance_pct"),
            combined=value.get("combined"),
            no_breakdown=_maybe(Fact.of, value.get("no_breakdown")),
        )


@dataclass(frozen=True)
class NotMeasured:
    """A sign that this recording cannot show."""

    id: str
    """Id of the sign, e.g. `hip_drop`."""
    why: str
    """Why, as the rule words it."""
    needs: str | None
    """What it takes to measure it."""

    @classmethod
    def of(cls, value: Any) -> NotMeasured:
        """From its part of a document."""
        return cls(
            id=value["id"],
            why=value["why"],
            needs=value.get("needs"),
        )


AddOnSide = Literal[
    "both",
    "each",
    "left_first",
    "right_first",
]
"""Side rule of an exercise."""


LinkBasis = Literal[
    "stated",
    "cause_stated",
    "inferred",
]
"""Where a link from breakdown to exercise comes from."""


@dataclass(frozen=True)
class AddOn:
    """One exercise with its dose."""

    exercise: str
    """Exercise id."""
    name: str
    """Exercise name."""
    for_: list[str]
    """Findings it answers."""
    sets: int
    """Sets."""
    reps: tuple[int, int] | None
    """Repetitions per set (per side if unilateral), from-to; null for holds."""
    hold_s: tuple[int, int] | None
    """Seconds per hold, from-to; null for repetitions."""
    side: AddOnSide
    """Which side."""
    evidence_grade: str
    """Evidence grade of the link from finding to exercise: A, B or C."""
    basis: LinkBasis
    """Whether the sources state the link, state the cause, or we infer it."""
    sources: list[str]
    """Source ids."""
    why: str
    """Why this exercise for this finding."""
    how: str
    """How to do it."""

    @classmethod
    def of(cls, value: Any) -> AddOn:
        """From its part of a document."""
        return cls(
            exercise=value["exercise"],
            name=value["name"],
            for_=list(value["for"]),
            sets=value["sets"],
            reps=_maybe(tuple, value.get("reps")),
            hold_s=_maybe(tuple, value.get("hold_s")),
            side=value["side"],
            evidence_grade=value["evidence_grade"],
            basis=value["basis"],
            sources=list(value["sources"]),
            why=value["why"],
            how=value["how"],
        )


@dataclass(frozen=True)
class SessionExercise:
    """One line of a session."""

    exercise: str
    """Exercise id."""
    name: str
    """Exercise name."""
    dose: str
    """Dose in words, e.g. `3 × 15-20 each side`."""
    sets: int
    """Sets; 0 in a document of an earlier version, which has the words alone."""
    reps: tuple[int, int] | None
    """Repetitions, from and to."""
    hold_s: tuple[int, int] | None
    """Seconds to hold, from and to."""
    side: AddOnSide
    """Which side."""

    @classmethod
    def of(cls, value: Any) -> SessionExercise:
        """From its part of a document."""
        return cls(
            exercise=value["exercise"],
            name=value["name"],
            dose=value["dose"],
            sets=value.get("sets"),
            reps=_maybe(tuple, value.get("reps")),
            hold_s=_maybe(tuple, value.get("hold_s")),
            side=value.get("side"),
        )


@dataclass(frozen=True)
class SessionBlock:
    """One block of a session."""

    area: str
    """Area: `balance`, `hip`, `core`, `calf`, …"""
    minutes: float
    """Minutes of the block."""
    exercises: list[SessionExercise]
    """Exercise ids in order, with dose in words."""

    @classmethod
    def of(cls, value: Any) -> SessionBlock:
        """From its part of a document."""
        return cls(
            area=value["area"],
            minutes=value["minutes"],
            exercises=_all(SessionExercise.of, value["exercises"]),
        )


@dataclass(frozen=True)
class Session:
    """A strength session."""

    minutes: float
    """Planned minutes."""
    blocks: list[SessionBlock]
    """Blocks in order."""

    @classmethod
    def of(cls, value: Any) -> Session:
        """From its part of a document."""
        return cls(
            minutes=value["minutes"],
            blocks=_all(SessionBlock.of, value["blocks"]),
        )


@dataclass(frozen=True)
class Prescription:
    """What to train."""

    focus: list[str]
    """Deficit areas in focus, at most two."""
    add_ons: list[AddOn]
    """Exercises added for the findings."""
    session: Session
    """A whole session with the add-ons in it."""
    evidence_note: str
    """What strength work can and cannot be expected to do; empty where nothing is prescribed."""
    withheld: Fact | None
    """Why there is no session, where there is none."""
    safety: str
    """When not to train and when to see a clinician. Always present."""

    @classmethod
    def of(cls, value: Any) -> Prescription:
        """From its part of a document."""
        return cls(
            focus=list(value["focus"]),
            add_ons=_all(AddOn.of, value["add_ons"]),
            session=Session.of(value["session"]),
            evidence_note=value["evidence_note"],
            withheld=_maybe(Fact.of, value.get("withheld")),
            safety=value["safety"],
        )


@dataclass(frozen=True)
class Document:
    """Everything runform says about one recording."""

    schema: str
    """[`SCHEMA`]."""
    runform_version: str
    """Version of runform."""
    settings_hash: str
    """SHA-256 over the settings used, and over the user's own knowledge where there is some."""
    recording: RecordingInfo
    """What was analysed."""
    segments: list[Segment]
    """Whole run, fresh, fatigued, laps, kilometres."""
    comparison: Comparison
    """Fresh against fatigued."""
    history: Beside | None
    """Beside the runner's earlier runs, where a history of them was given."""
    context: list[Context]
    """Where published tables put the medians of the whole run; never a verdict."""
    findings: list[Finding]
    """Breakdowns, drifts and constant asymmetries found."""
    not_measured: list[NotMeasured]
    """What this recording cannot show, and what would be needed."""
    prescription: Prescription
    """The strength add-ons."""

    @classmethod
    def of(cls, value: Any) -> Document:
        """From its part of a document."""
        return cls(
            schema=value["schema"],
            runform_version=value["runform_version"],
            settings_hash=value["settings_hash"],
            recording=RecordingInfo.of(value["recording"]),
            segments=_all(Segment.of, value["segments"]),
            comparison=Comparison.of(value["comparison"]),
            history=_maybe(Beside.of, value.get("history")),
            context=_all(Context.of, value.get("context")),
            findings=_all(Finding.of, value["findings"]),
            not_measured=_all(NotMeasured.of, value["not_measured"]),
            prescription=Prescription.of(value["prescription"]),
        )
