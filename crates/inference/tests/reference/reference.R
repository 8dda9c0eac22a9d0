# The values that the tests of this crate are held against, by R:
#   Rscript reference.R > reference.csv
suppressPackageStartupMessages({
  library(lme4)
  library(lmerTest)
  library(psych)
  library(metafor)
})
say <- function(case, what, value) cat(sprintf("%s,%s,%.10g\n", case, what, value))
cat("case,what,value\n")
fit <- function(case, file, formula) {
  d <- read.csv(file, stringsAsFactors = TRUE)
  d$participant <- factor(d$participant)
  control <- lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10, maxfun = 1e5),
                         check.conv.singular = "ignore", calc.derivs = FALSE)
  m <- suppressMessages(lmer(formula, d, REML = TRUE, control = control))
  s <- coef(summary(m, ddf = "Satterthwaite"))
  ci <- s[, 1] + outer(qt(0.975, s[, 3]) * s[, 2], c(-1, 1))
  for (k in seq_len(nrow(s))) {
    say(case, sprintf("beta%d", k - 1), s[k, 1])
    say(case, sprintf("se%d", k - 1), s[k, 2])
    say(case, sprintf("df%d", k - 1), s[k, 3])
    say(case, sprintf("p%d", k - 1), s[k, 5])
    say(case, sprintf("low%d", k - 1), ci[k, 1])
    say(case, sprintf("high%d", k - 1), ci[k, 2])
  }
  v <- as.data.frame(VarCorr(m))
  say(case, "sigma", sigma(m))
  say(case, "var0", VarCorr(m)[[1]][1, 1])
  if (nrow(VarCorr(m)[[1]]) > 1) {
    say(case, "var1", VarCorr(m)[[1]][2, 2])
    say(case, "cov", VarCorr(m)[[1]][2, 1])
  }
  say(case, "criterion", REMLcrit(m))
  say(case, "singular", as.numeric(isSingular(m)))
  # The effect in the second group: a sum of two coefficients.
  n <- nrow(s)
  l <- rep(0, n); l[3] <- 1; l[n] <- 1
  k <- contest1D(m, l, ddf = "Satterthwaite")
  say(case, "contrast", k$Estimate)
  say(case, "contrast_se", k$`Std. Error`)
  say(case, "contrast_df", k$df)
}
fit("example", "example.csv", change ~ group * condition + (1 | participant))
fit("unbalanced", "unbalanced.csv", change ~ group * condition + (1 | participant))
fit("slopes", "unbalanced.csv", change ~ group * condition + (1 + condition | participant))
fit("covariate", "covariate.csv", change ~ group + condition + age + group:condition + (1 | participant))
fit("singular", "singular.csv", change ~ group * condition + (1 | participant))

icc <- function(case, table) {
  r <- suppressMessages(psych::ICC(table, lmer = FALSE))
  k <- r$results
  say(case, "icc21", k["Single_random_raters", "ICC"])
  say(case, "icc21_low", k["Single_random_raters", "lower bound"])
  say(case, "icc21_high", k["Single_random_raters", "upper bound"])
  say(case, "icc31", k["Single_fixed_raters", "ICC"])
  say(case, "icc31_low", k["Single_fixed_raters", "lower bound"])
  say(case, "icc31_high", k["Single_fixed_raters", "upper bound"])
  long <- data.frame(v = unlist(table), p = factor(rep(seq_len(nrow(table)), ncol(table))),
                     o = factor(rep(seq_len(ncol(table)), each = nrow(table))))
  sem <- sqrt(anova(lm(v ~ p + o, long))["Residuals", "Mean Sq"])
  say(case, "sem", sem)
  say(case, "mdc95", qnorm(0.975) * sqrt(2) * sem)
}
# Six people, four judges: the table of Shrout and Fleiss (1979).
icc("shrout", data.frame(j1 = c(9, 6, 8, 7, 10, 6), j2 = c(2, 1, 4, 1, 5, 2),
                         j3 = c(5, 3, 6, 2, 6, 4), j4 = c(8, 2, 8, 6, 9, 7)))
days <- read.csv("days.csv")
icc("days", days[, c("a", "b", "c")])
d <- days$b - days$a
test <- t.test(d)
say("agreement", "bias", mean(d))
say("agreement", "bias_low", test$conf.int[1])
say("agreement", "bias_high", test$conf.int[2])
z <- qnorm(0.975); n <- length(d)
upper <- mean(d) + z * sd(d)
say("agreement", "upper", upper)
half <- qt(0.975, n - 1) * sd(d) * sqrt(1 / n + z^2 / (2 * (n - 1)))
say("agreement", "upper_low", upper - half)
say("agreement", "upper_high", upper + half)
m <- summary(lm(d ~ I((days$a + days$b) / 2)))$coefficients
say("agreement", "slope", m[2, 1])
say("agreement", "slope_p", m[2, 4])
say("tost", "p", max(t.test(d, mu = -5, alternative = "greater")$p.value,
                     t.test(d, mu = 5, alternative = "less")$p.value))
# Standardised differences by the general formula for contrasts of Bonett (2008),
# written with matrices, and Hedges' correction.
bonett <- function(case, s, m, j, dfs) {
  v <- mean(diag(s)); c <- c(-1, 1); d <- sum(c * m) / sqrt(v)
  if (length(dfs) == 1) {
    se2 <- d^2 / (2 * 2^2 * v^2) * sum(s^2) / dfs + drop(t(c) %*% s %*% c) / (v * dfs)
  } else {
    se2 <- d^2 / (2 * 2^2 * v^2) * sum(diag(s)^2 / dfs) + sum(c^2 * diag(s) / dfs) / v
  }
  say(case, "g", j * d)
  say(case, "low", j * (d - z * sqrt(se2)))
  say(case, "high", j * (d + z * sqrt(se2)))
}
bonett("g_paired", cov(days[, c("a", "b")]), colMeans(days[, c("a", "b")]), 1 - 3 / (4 * (n - 1) - 1), n - 1)
a <- days$a[1:8]; b <- days$c[9:18]
bonett("g_between", diag(c(var(a), var(b))), c(mean(a), mean(b)), 1 - 3 / (4 * 16 - 1), c(7, 9))
s <- read.csv("slopes.csv")
r <- rma(yi = s$value, sei = s$se, method = "REML", control = list(threshold = 1e-10, maxiter = 1000))
say("pool", "mean", as.numeric(r$b))
say("pool", "tau", sqrt(r$tau2))
say("pool", "i2", r$I2)
k <- rma(yi = s$value, sei = s$se, method = "REML", test = "adhoc", control = list(threshold = 1e-10, maxiter = 1000))
say("pool", "se", k$se)
p <- p.adjust(c(0.001, 0.04, 0.03, 0.2, 0.9, 0.01), "BH")
for (i in seq_along(p)) say("bh", i - 1, p[i])
say("fisher", "p", fisher.test(matrix(c(13, 2, 8, 7), 2, byrow = TRUE))$p.value)
say("chisq", "p", suppressWarnings(chisq.test(matrix(c(13, 2, 8, 7, 10, 5), 3, byrow = TRUE), correct = FALSE)$p.value))
say("t", "q", qt(0.975, 4.37))
say("t", "p", 2 * pt(-2.3, 6.81))
