# Messages and long steps. Sourced.

say() { printf '%s\n' "$*" >&2; }

# fail MESSAGE [ADVICE]...: every advice on a line of its own.
fail() {
  say "error: $1"
  shift
  for advice in "$@"; do say "Maybe $advice"; done
  exit 1
}

# long_step TITLE LOG COMMAND...: runs the command with its output in LOG and says every 15 s that
# it is still running.
long_step() {
  local title=$1 log=$2 begin=$SECONDS ticker status=0
  shift 2
  say "$title ..."
  (
    while sleep 15; do say "  $title: $((SECONDS - begin)) s"; done
  ) &
  ticker=$!
  "$@" >"$log" 2>&1 || status=$?
  kill "$ticker" 2>/dev/null
  wait "$ticker" 2>/dev/null || true
  if [ "$status" -ne 0 ]; then
    say "$title failed after $((SECONDS - begin)) s; the end of its log:"
    tail -n 20 "$log" >&2
    return "$status"
  fi
  say "$title: done in $((SECONDS - begin)) s"
}
