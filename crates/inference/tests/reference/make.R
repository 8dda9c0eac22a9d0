# Makes the tables of this folder: invented studies, of nobody. Run once:
#   Rscript make.R
set.seed(20261130, kind = "Mersenne-Twister", normal.kind = "Inversion")
keep <- function(d, name) write.csv(d, name, row.names = FALSE, quote = FALSE)
study <- function(n, conditions, repeats, sd_person, sd_slope, sd_error) {
  d <- expand.grid(visit = seq_len(repeats), condition = conditions, participant = seq_len(n))
  d$group <- ifelse(d$participant <= n / 2, "novice", "trained")
  d$age <- round(18 + 30 * runif(n), 1)[d$participant]
  level <- rnorm(n, 0, sd_person)[d$participant]
  slope <- rnorm(n, 0, sd_slope)[d$participant]
  late <- d$condition == conditions[2]
  d$change <- 9 - 4 * (d$group == "trained") + (3 - 2 * (d$group == "trained") + slope) * late +
    0.08 * (d$age - 30) + level + rnorm(nrow(d), 0, sd_error)
  d$change <- round(d$change, 4)
  d[c("participant", "group", "condition", "visit", "age", "change")]
}
conditions <- c("control", "heat")
keep(study(30, conditions, 1, 3, 0, 2), "example.csv")
u <- study(24, conditions, 3, 3, 2.5, 1.5)
keep(u[-sample(nrow(u), 47), ], "unbalanced.csv")
keep(study(20, conditions, 2, 2.5, 0, 1.8), "covariate.csv")
s <- study(16, conditions, 2, 0, 0, 2)
# Each person's mean is that of all: no variance between people is left to find.
s$change <- round(s$change - ave(s$change, s$participant) + ave(s$change, s$group), 4)
keep(s, "singular.csv")
days <- data.frame(person = 1:18, a = round(250 + rnorm(18, 0, 12), 2))
days$b <- round(days$a + 1.5 + rnorm(18, 0, 4), 2)
days$c <- round(days$a - 0.5 + rnorm(18, 0, 4), 2)
keep(days, "days.csv")
keep(data.frame(value = round(rnorm(14, -0.37, 0.3), 4), se = round(runif(14, 0.04, 0.2), 4)), "slopes.csv")
