# Studies: the page, the methods, the codebook.

study-title = What the study found
study-kicker = study
study-foot = Made by runform { $version } from the recordings and the manifest alone, on this computer; the page loads nothing from anywhere.
study-parts = Parts of this page
study-part-found = What was found
study-part-means = Groups and conditions
study-part-participants = Everybody
study-part-agreement = Days and devices
study-part-flow = What became of the recordings
study-part-sensitivity = What hangs on assumptions
study-part-method = Methods
study-in-numbers = In numbers
study-models = The models
study-effects = How these runners answer pace
study-effects-lead = The change of each metric per ln of the speed (a tenth slower is about −0.105). What was known of runners in general, what the runs of this study say, and what was used. The error of what was used is alike in all runs: it is in every interval on this page but those of Hedges' g, and more runners of the same kind do not take it away.
study-means-lead = Mean change when tired, at equal speed and slope, with 95 % intervals. Grey: smaller than what matters.
study-participants-lead = A line for everybody, at equal speed and slope. The squares are the means of the model with their 95 % intervals.
study-sensitivity-lead = The same questions under other assumptions. From where to where an answer goes, and under how many assumptions it stands: one that stands under few is no finding. Line by line in tables/sensitivity.csv.
study-reasons = Why recordings were left out
study-provenance = Where these numbers come from
study-everybody = all
study-all-together = all together
study-fact-participants = Participants
study-fact-recordings = Recordings
study-fact-compared = Compared
study-fact-groups = Groups
study-fact-conditions = Conditions

study-answer-none = No metric has enough participants for a model.
study-answer-nothing = None of { $n } tests stands out after adjustment for their number. That is not proof of no difference: see the tests of equivalence.
study-answer-found = { $list }{ $more ->
    [0] {"."}
   *[other] { "; and " }{ $more } more.
} These stand out of { $n } tests after adjustment for their number (false discovery rate 5 %).

study-notice-without = { $n ->
    [1] One metric and device has no model; the table of models says why.
   *[other] { $n } combinations of metric and device have no model; the table of models says why. Devices are put together only when asked (--pool device).
}
study-notice-respelled = Of { $of ->
    [field] fields
    [device] devices
    [group] groups
    [condition] conditions
    [visit] visits
   *[other] participants
}, “{ $from }” was counted as “{ $to }”.
study-notice-kept = { $n ->
    [one] One run was compared between windows and not as a whole: it keeps the change it had, with what was known of runners in general.
   *[other] Up to { $n } runs were compared between windows and not as a whole: they keep the change they had, with what was known of runners in general.
}
study-notice-loss = Some groups or conditions lost more recordings than chance explains: what is left may differ from what was meant to be compared.
study-code-covariate-missing = The covariate “{ $column }” is in no line of the manifest and was left out.
study-code-covariate-constant = The covariate “{ $column }” is the same in all runs and was left out.
study-code-covariate-words = The covariate “{ $column }” has { $levels } different words, too many for a model, and was left out.
study-code-few-participants = too few participants: { $participants }, { $needed } are needed
study-code-model = the data do not carry the model: { $unfit }
study-code-few-rows = { $rows } runs for { $columns } coefficients
study-code-collinear = column { $column } is a sum of others
study-code-not-finite = a value is missing, or nothing varies
study-code-few-groups = { $groups } participants
study-code-no-repeats = a random effect for every run

study-forest = Effects in smallest worthwhile changes
study-forest-about = Bars are 95 % intervals; within the grey band an effect is smaller than what matters. Orange: stands out after adjustment for the number of tests.
study-forest-axis = effect / smallest worthwhile change
study-participants-about = { $n } participants.
study-means-about = Means with 95 % intervals.
study-agreement-axis = mean of the two
study-agreement-about = Bias { $bias } { $unit }, limits of agreement { $low } to { $high } { $unit }, { $n } participants; grey: 95 % intervals.
study-of-fresh = fresh level
study-of-change = change when tired
study-flow = From recordings to the model
study-flow-about = The model of the metric with the most runs.
study-flow-recordings = recordings
study-flow-analysed = analysed
study-flow-compared = fresh and tired compared
study-flow-modelled = in the largest model
study-flow-not-analysed = could not be analysed
study-flow-not-compared = could not be compared
study-flow-not-modelled = not in the largest model
study-asked-overall = mean change

study-head-metric = Metric
study-head-question = Question
study-head-estimate = Estimate [95 %]
study-head-df = df
study-head-p = p
study-head-q = p, adjusted
study-head-g = Hedges’ g
study-head-prediction = New participant [95 %]
study-head-equivalence = p, equivalence
study-head-runs = Runs
study-head-participants = Participants
study-head-random = Participants enter with
study-head-within = SD within
study-head-between = SD between
study-head-slope = SD of the condition’s effect
study-head-margin = Margin
study-head-known = Known before
study-head-study = This study alone
study-head-used = Used
study-head-what = Of
study-head-icc21 = ICC(2,1)
study-head-icc31 = ICC(3,1)
study-head-sem = SEM
study-head-mdc = MDC95
study-head-cell = Group, condition
study-head-recordings = Recordings
study-head-analysed = Analysed
study-head-compared = Compared
study-head-lost = Lost
study-head-people = Participants left
study-head-range = Under other assumptions
study-head-excludes = Interval without 0
study-head-smaller = Smaller than what matters
study-of = { $n } of { $all }
study-caption-estimates = Effects, with 95 % intervals
study-caption-models = Mixed models
study-caption-effects = Effects of the speed
study-caption-reliability = Reliability of single runs
study-caption-losses = Recordings by group and condition
study-caption-sensitivity = Answers under other assumptions
study-random-none = nothing of their own (one run each)
study-random-intercept = a level of their own
study-random-slope = a level and an effect of the condition of their own
study-slope-singular = an own effect of the condition was tried and is singular
study-singular = singular: people do not differ beyond chance
study-loss-group = Equal losses in all groups: p { $p }.
study-loss-condition = Equal losses under all conditions: p { $p }.
study-code-as-analysed = as analysed
study-code-not-pooled = every run by itself (the common error is left out)
study-code-prior-wider = half as sure of runners in general
study-code-prior-narrower = twice as sure of runners in general
study-code-prior-higher = runners in general: 1 SD more
study-code-prior-lower = runners in general: 1 SD less
study-code-margin-half = half the smallest worthwhile change
study-code-margin-twice = twice the smallest worthwhile change
study-code-parts = first and last { PERCENT($share) } of the run

## Methods

study-methods-title = Methods
study-methods-head-design = Design and participants
study-methods-design = { $recordings } recordings of { $participants } participants were read; { $analysed } could be analysed, and in { $compared } the fresh and the tired part could be compared.
study-methods-groups = Groups (the first is the reference): { $list }.
study-methods-conditions = Conditions (the first is the reference): { $list }.
study-methods-covariates = Covariates: { $list }. Numbers are centred at the mean over participants; of words, all levels count alike in means.
study-methods-head-runs = Analysis of single runs
study-methods-runs = Every recording was analysed with runform { $version }. Half-minute rows of all running between warm-up and cool-down were explained by speed (with curvature), up- and down-slope and a smooth course of time, with errors that are correlated in time; the change is the mean of the course over the last { $share } % of the running less that over the first { $share } %, at equal speed and slope.
study-methods-head-effects = Effects of speed and slope
study-methods-pooled = Who slows down when tired changes form by the slower pace alone. Each run’s own effects of speed and slope, corrected for the errors of the speed, were pooled per participant and over participants with a random effect (REML, Viechtbauer 2005; standard error by Knapp and Hartung 2003), combined with what is known of runners in general, and put in the place of general knowledge in every run, shrunk towards the participant’s other runs. The error of the pooled means, and the doubt of the share of the speed’s spread that is error, are common to all runs: they were carried through the model into every estimate, and their degrees of freedom were combined by Satterthwaite’s rule.
study-methods-alone = Every run was corrected with what is known of runners in general and its own effects of speed and slope. The error of that knowledge is common to all runs and is NOT in the intervals; results may show an effect where all runners merely slow down.
study-methods-head-model = Model
study-methods-model = Per metric and measuring device, changes were modelled with group, condition, their interaction and the covariates as fixed effects and participants as random effects, by restricted maximum likelihood (Bates et al. 2015), with Satterthwaite’s degrees of freedom (Kuznetsova et al. 2017). Participants had a level of their own in { $intercepts } models, an effect of the condition of their own as well in { $slopes }, and nothing of their own, with one run each, in { $plain }. Runs of one participant are never counted as independent.
study-methods-slopes-singular = In { $n } models an effect of the condition of their own was tried, gave a singular fit, and was left out.
study-methods-singular = The variance between participants was estimated as zero (a singular fit) for: { $list }.
study-methods-cells = { $pooled ->
    [yes] Devices, places of the sensor or fields were put together, as asked for.
   *[other] Devices, places of the sensor and fields of files were never put together.
}
study-methods-head-tests = Estimates and tests
study-methods-tests = Means of groups and conditions weigh all cells alike. Intervals are 95 % intervals. p values were adjusted for all metrics and questions by the false discovery rate (Benjamini and Hochberg 1995). Standardised effects are Hedges’ g with the average standard deviation, from means of participants, with intervals by Bonett (2008). Prediction intervals hold the change, or the difference between two runs, of a new participant. Equivalence was tested by two one-sided tests (Schuirmann 1987) against { $margin } times the smallest worthwhile change.
study-methods-head-reliability = Reliability and agreement
study-methods-reliability = Of participants with a run on every day, or with both devices, single-measurement intraclass correlations ICC(2,1) and ICC(3,1) (Shrout and Fleiss 1979) with intervals (McGraw and Wong 1996), the standard error of measurement (root of the residual mean square) and the minimal detectable change (1.96 · √2 · SEM) were computed, and limits of agreement with their intervals (Bland and Altman 1999), one pair per participant.
study-methods-head-sensitivity = Sensitivity
study-methods-sensitivity = All tests were repeated with every run by itself, with general knowledge twice and half as wide and one standard deviation higher and lower, and with half and twice the smallest worthwhile change.
study-methods-sensitivity-parts = All tests were repeated with every run by itself, with general knowledge twice and half as wide and one standard deviation higher and lower, with half and twice the smallest worthwhile change, and with other parts of the run: the first and the last { $list }.
study-methods-head-limits = Limits
study-methods-limits = Effects of speed are taken from the pace of the same run and of the participant’s other runs; they are assumed to hold when tired. A change of sensor position, of shoe or of course that goes along with a condition cannot be told from an effect of the condition. Nothing here is a diagnosis.
study-methods-head-reproduce = To reproduce
study-methods-reproduce = runform { $version }; settings with the SHA-256 { $hash } are in settings.toml. The same recordings, manifest and settings give the same bytes. run.json lists the recordings with their SHA-256.
study-methods-head-sources = Sources
study-methods-sources = - Bates D, Mächler M, Bolker B, Walker S (2015). Fitting linear mixed-effects models using lme4. J Stat Softw 67(1).
    - Benjamini Y, Hochberg Y (1995). Controlling the false discovery rate. J R Stat Soc B 57:289–300.
    - Bland JM, Altman DG (1999). Measuring agreement in method comparison studies. Stat Methods Med Res 8:135–160.
    - Bonett DG (2008). Confidence intervals for standardized linear contrasts of means. Psychol Methods 13:99–109.
    - Knapp G, Hartung J (2003). Improved tests for a random effects meta-regression with a single covariate. Stat Med 22:2693–2710.
    - Kuznetsova A, Brockhoff PB, Christensen RHB (2017). lmerTest package: tests in linear mixed effects models. J Stat Softw 82(13).
    - McGraw KO, Wong SP (1996). Forming inferences about some intraclass correlation coefficients. Psychol Methods 1:30–46.
    - Schuirmann DJ (1987). A comparison of the two one-sided tests procedure and the power approach. J Pharmacokinet Biopharm 15:657–680.
    - Shrout PE, Fleiss JL (1979). Intraclass correlations: uses in assessing rater reliability. Psychol Bull 86:420–428.
    - Viechtbauer W (2005). Bias and efficiency of meta-analytic variance estimators in the random-effects model. J Educ Behav Stat 30:261–293.
study-cite = If you use runform in a publication, please cite the version that you used.
study-cite-abstract = How a runner's form changes when tired, from running watches and inertial sensors.
study-crate-title = Study of running form when tired, analysed with runform
study-crate-about = Results of a study: page, methods, tables with their codebook, figures with their data, settings.
study-crate-license = Not stated here: whoever owns the study says on what terms it may be used.
study-crate-analysis = Analysis of the recordings and models of the study
study-crate-study = Every answer, for people as a page, for programs as JSON
study-crate-methods = The methods for a paper, from the settings and numbers that were used
study-crate-settings = All settings
study-crate-run = Version, settings, manifest and every recording with SHA-256 and status
study-crate-datapackage = Codebook of the tables (Frictionless Data Package)
study-crate-citation = How to cite the program
study-crate-figure = A figure of the page
study-crate-figure-data = The data of the figure of the same name
study-package-title = Tables of a study made with runform
study-table-runs = Recordings, and what became of them
study-table-changes = The change of every metric in every run
study-table-models = The mixed model of every metric
study-table-estimates = Effects with intervals and tests
study-table-effects = Effects of speed and slope
study-table-flow = Recordings by group and condition
study-table-reliability = Reliability between days
study-table-agreement = Agreement between devices
study-table-sensitivity = Effects under other assumptions

## Columns

study-column-own = Column of the manifest, as written.
study-column-path = The recording.
study-column-participant = The participant, as the manifest says; the recording where none is known.
study-column-group = The group; of a difference the group that is held against the reference.
study-column-condition = The condition; of a difference the condition that is held against the reference.
study-column-visit = The day or repetition.
study-column-status = What became of the recording: analyzed, refused, not_imported, unreadable, internal_error, crashed.
study-column-compared = Whether the fresh and the tired part could be compared.
study-column-reason = Why the recording was not analysed or not compared.
study-column-metric = The metric.
study-column-unit = Unit of levels, changes, spreads and margins of the row.
study-column-device = The device; empty where it is not known, or where devices are put together.
study-column-placement = Where the sensor sat; empty for watches.
study-column-field = The field of the file that the metric was read from.
study-column-device-2 = Device of the second sensor.
study-column-placement-2 = Place of the second sensor.
study-column-field-2 = Field of the second sensor.
study-column-fresh = Level of the fresh part at the run's reference speed on level ground.
study-column-change = Change when tired at equal speed and slope, with the study's effects of speed and slope.
study-column-se = Standard error, in the unit of the row. In changes: given the study's effects; in estimates: with the error that is common to all runs; in effects: of the mean that was used.
study-column-se-sampling = Standard error without the error that is common to all runs.
study-column-change-alone = Change as the run by itself says.
study-column-se-alone = Its standard error.
study-column-swc = Smallest worthwhile change of this run.
study-column-n-runs = Runs.
study-column-n-participants = Participants.
study-column-n-left-out = Runs without a place in the model: no group, condition or covariate.
study-column-random = How participants enter: none (one run each), intercept, slope.
study-column-slope-tried = Whether an own effect of the condition was tried.
study-column-singular = Whether the variance between participants was estimated as zero.
study-column-interaction = Whether the interaction of group and condition is in the model.
study-column-sd-within = Standard deviation within participants.
study-column-sd-between = Standard deviation between participants, or between runners.
study-column-sd-slope = Standard deviation of the condition's effect between participants.
study-column-reml = The REML criterion, −2 log likelihood.
study-column-margin = Margin of equivalence.
study-column-why-not = Why there is no model: few_participants, model.
study-column-question = overall: mean over all cells, each alike; mean: of one cell; condition, group: a difference over the other factor; condition_in_group: a difference within the group; interaction: the difference of the differences.
study-column-estimate = The estimate.
study-column-df = Degrees of freedom (Satterthwaite).
study-column-ci95-low = Lower end of the 95 % interval.
study-column-ci95-high = Upper end of the 95 % interval.
study-column-p = Two-sided p of no effect.
study-column-q = p adjusted for the false discovery rate over all rows but means.
study-column-hedges-g = Standardised effect, Hedges' g with the average standard deviation.
study-column-g-low = Lower end of its 95 % interval.
study-column-g-high = Upper end of its 95 % interval.
study-column-prediction95-low = Lower end of the 95 % interval of a new participant.
study-column-prediction95-high = Upper end of the 95 % interval of a new participant.
study-column-p-equivalence = p of two one-sided tests: small says that the effect is smaller than the margin.
study-column-ci90-low = Lower end of the 90 % interval.
study-column-ci90-high = Upper end of the 90 % interval.
study-column-effect = ln_speed and its square, up and down (per %), and their parts beyond 5 %; on the logarithm of the metric, or in its unit, less what the metric contains by its formula.
study-column-mean = Mean over runners that was used.
study-column-known-mean = What was known before: mean over runners.
study-column-known-sd = What was known before: standard deviation.
study-column-study-mean = Mean over runners by this study alone.
study-column-study-se = Its standard error.
study-column-n-recordings = Recordings.
study-column-n-analysed = Recordings analysed.
study-column-n-compared = Recordings in which the fresh and the tired part could be compared.
study-column-n-participants-compared = Participants with such a recording.
study-column-reasons = Reasons of the others, with how many.
study-column-of = fresh: the fresh level; change: the change when tired.
study-column-visits = The days, in order; agreement is that of the first two.
study-column-n-incomplete = Participants without a run on every day.
study-column-icc21 = ICC(2,1): agreement of single measurements.
study-column-icc21-low = Lower end of its 95 % interval.
study-column-icc21-high = Upper end of its 95 % interval.
study-column-icc31 = ICC(3,1): consistency of single measurements.
study-column-icc31-low = Lower end of its 95 % interval.
study-column-icc31-high = Upper end of its 95 % interval.
study-column-sem = Standard error of measurement: root of the residual mean square.
study-column-sem-agreement = The same with the differences between occasions in it.
study-column-mdc95 = Minimal detectable change: 1.96 · √2 · sem.
study-column-bias = Mean difference, second less first.
study-column-bias-low = Lower end of its 95 % interval.
study-column-bias-high = Upper end of its 95 % interval.
study-column-loa-low = Lower 95 % limit of agreement.
study-column-loa-low-low = Lower end of its 95 % interval.
study-column-loa-low-high = Upper end of its 95 % interval.
study-column-loa-high = Upper 95 % limit of agreement.
study-column-loa-high-low = Lower end of its 95 % interval.
study-column-loa-high-high = Upper end of its 95 % interval.
study-column-slope = Slope of the differences on the means.
study-column-slope-p = p of that slope.
study-column-assumption = What was assumed: as_analysed, not_pooled, prior_wider, prior_narrower, prior_higher, prior_lower, margin_half, margin_twice, parts.
study-column-part-share = Share of the run that is early, and late, where other parts were compared.

## Before a study, and what was written

study-written = { $files } files written; begin with { $page }. { $models } models of { $recordings } recordings{ $failed ->
    [0] {"."}
    [one] {", one of which could not be analysed."}
   *[other] {", "}{ $failed } of which could not be analysed.
}
study-provenance-version = runform
study-provenance-settings = SHA-256 of settings.toml
study-provenance-manifest = Manifest and its SHA-256
study-check-recordings = { $n } recordings.
study-check-missing = { $n } files are not there: { $list }. Put them in their place or take their lines out.
study-check-two-groups = In two groups at once: { $list }. A participant belongs to one group; name what changes a condition.
study-check-nameless = { $n } recordings have no participant: each counts as a person of its own.
study-check-unpaired = { $n } participants lack a condition that others have: { $list }. They count in the model, but say less.
study-check-unbalanced = Groups and conditions have different numbers of recordings.
study-check-alike = { $column }: “{ $a }” and “{ $b }” look alike. Where only case, blanks or signs differ they are counted as one; else correct one of them.
study-check-own = Column { $column }: { $n } of { $of } recordings have it, { $words } different entries. It goes into the model with --covariate { $column }.
study-check-sound = Nothing stands in the way.
