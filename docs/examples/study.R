# Reads the tables of `runform batch --tables csv` with R alone: Rscript study.R RESULTS

results <- commandArgs(trailingOnly = TRUE)[1]
table <- function(name) {
  read.csv(file.path(results, paste0(name, ".csv")), na.strings = "", check.names = FALSE)
}
recordings <- table("recordings")
changes <- table("study_changes")
groups <- table("study_groups")

# What became of the recordings.
print(aggregate(list(n = recordings$status), list(status = recordings$status), length))

# Mean change of contact when tired, person by person, then over people, with a t interval.
contact <- changes[changes$metric == "ground_contact_time", ]
person <- ifelse(is.na(contact$participant), contact$recording_id, contact$participant)
people <- aggregate(contact$change, list(source = contact$source, person = person), mean)
for (source in unique(people$source)) {
  x <- people$x[people$source == source]
  said <- groups[groups$metric == "ground_contact_time" & groups$scope == "all" &
                   groups$source == source, ]
  stopifnot(abs(mean(x) - said$change) < 1e-6)
  if (length(x) > 1) {
    ci <- t.test(x)$conf.int
    stopifnot(abs(ci[1] - said$ci95_low) < 1e-6, abs(ci[2] - said$ci95_high) < 1e-6)
  }
  cat(source, ":", mean(x), "ms over", length(x), "people\n")
}
cat("the group table agrees\n")
