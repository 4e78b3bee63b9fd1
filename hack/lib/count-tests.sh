# Sums the surefire and failsafe reports. Sourced.

# count_tests ROOT STAMP: "passed failed skipped" over the reports written after STAMP.
count_tests() {
  find "$1" \( -path '*/target/surefire-reports/TEST-*.xml' -o -path '*/target/failsafe-reports/TEST-*.xml' \) \
    -newer "$2" -exec awk '
      # The attributes of <testsuite …> may stand on several lines; only the first element counts.
      /<testsuite[ >]/ { head = 1 }
      head { text = text " " $0; if ($0 ~ />/) { print text; exit } }
    ' {} \; |
    awk '
      function attribute(name) {
        return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) + 0 : 0
      }
      { tests += attribute("tests"); failed += attribute("failures") + attribute("errors"); skipped += attribute("skipped") }
      END { print tests - failed - skipped, failed + 0, skipped + 0 }'
}

# seconds_between FOLDER FIRST-FILES FOLDER LAST-FILES: from the last file of the first to the last of the second.
seconds_between() {
  local from to
  from=$(ls -t "$1"/$2 2>/dev/null | head -n 1)
  to=$(ls -t "$3"/$4 2>/dev/null | head -n 1)
  [ -n "$from" ] && [ -n "$to" ] || { echo "?"; return; }
  echo $(($(date -r "$to" +%s) - $(date -r "$from" +%s)))
}
