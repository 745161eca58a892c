#!/usr/bin/env bash
# Whole processes side by side: gatelint and ripgrep on the same texts, gatelint and regorus on the same bundles.
#
#   benches/run.sh [RUNS [ROWS]]     5 runs of each, in turn: A B A B …; ROWS: only rows whose name this pattern finds
#
# Wants: target/release/gatelint (cargo build --release), the corpora (cargo bench --bench generate), and, where they
# are there, `rg` (or RG=…) and benches/peers/target/release/peers. Prints a table of medians as Markdown.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "$0")/.."

runs=${1:-5}
rows=${2:-.}
gatelint=${GATELINT:-target/release/gatelint}
rg=${RG:-rg}
peers=${PEERS:-benches/peers/target/release/peers}
corpus=${CORPUS:-target/bench-corpus}
policies=$corpus/policies
as_of=2026-11-22
TIMEFORMAT='%R %U %S'

[ -x "$gatelint" ] || { echo "there is no $gatelint: cargo build --release" >&2; exit 2; }
[ -d "$corpus/tree" ] || { echo "there is no $corpus: cargo bench --bench generate" >&2; exit 2; }

# once TIMES COMMAND…: wall ms and CPU ms of one call, the mean of TIMES in a row.
once() {
  local times=$1; shift
  { time (for _ in $(seq "$times"); do "$@" >/dev/null 2>&1 || [ $? -le 1 ] || exit 3; done); } 2>&1 |
    awk -v times="$times" '{ printf "%.2f %.2f\n", $1 * 1000 / times, ($2 + $3) * 1000 / times }'
}

# column N: the median of column N of standard input.
median() { awk -v n="$1" '{ print $n }' | sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

peak() { /usr/bin/time -f %M "$@" 2>&1 >/dev/null | tail -1 | awk '{ printf "%d", $1 / 1024 }'; }

# pair NAME TIMES COMMAND… -- COMMAND…: a row of the table, each side RUNS times in turn.
pair() {
  local name=$1 times=$2; shift 2
  grep -qE "$rows" <<<"$name" || return 0
  local a=() b=() side=a
  for word in "$@"; do
    if [ "$word" = -- ]; then side=b; elif [ $side = a ]; then a+=("$word"); else b+=("$word"); fi
  done
  local ours theirs
  ours=$(mktemp) theirs=$(mktemp)
  once 1 "${a[@]}" >/dev/null
  for _ in $(seq "$runs"); do
    once "$times" "${a[@]}" >>"$ours"
    [ ${#b[@]} -eq 0 ] || once "$times" "${b[@]}" >>"$theirs"
  done
  local aw ac bw bc
  aw=$(median 1 <"$ours") ac=$(median 2 <"$ours")
  if [ ${#b[@]} -eq 0 ]; then
    printf '| %s | %s | %s | %s | | | | | |\n' "$name" "$aw" "$ac" "$(peak "${a[@]}")"
  else
    bw=$(median 1 <"$theirs") bc=$(median 2 <"$theirs")
    printf '| %s | %s | %s | %s | %s | %s | %s | %s | %s |\n' "$name" "$aw" "$ac" "$(peak "${a[@]}")" "$bw" "$bc" "$(peak "${b[@]}")" \
      "$(awk "BEGIN { printf \"%.2f\", $aw / $bw }")" "$(awk "BEGIN { printf \"%.2f\", $ac / $bc }")"
  fi
  rm -f "$ours" "$theirs"
}

search() { search_with=("$rg" -U -i --no-heading -n -f "$policies/$1.patterns"); }
check() { check_with=("$gatelint" check --as-of $as_of --format json); }

have_rg=$(command -v "$rg" || true)
against_rg() { # NAME PATTERNS PATH COMMAND…
  local name=$1 patterns=$2 path=$3; shift 3
  if [ -n "$have_rg" ]; then search "$patterns"; pair "$name" 1 "$@" -- "${search_with[@]}" "$path"; else pair "$name" 1 "$@"; fi
}
check

echo "| what | gatelint wall ms | CPU ms | peak MiB | peer wall ms | CPU ms | peak MiB | wall ratio | CPU ratio |"
echo "| --- | --: | --: | --: | --: | --: | --: | --: | --: |"
pair "start-up: a 6 KB file, the shipped policy" 20 "${check_with[@]}" "$corpus/line/order.md"
pair "start-up: the same file, a policy of 8 phrases" 20 "${check_with[@]}" --policy "$policies/8.gate" "$corpus/line/order.md"
against_rg "tree, 8 phrases (rg: 8 patterns)" 8 "$corpus/tree" "${check_with[@]}" --policy "$policies/8.gate" "$corpus/tree/*/*.md"
against_rg "tree, shipped policy, no structure asked (rg: the same phrases)" shipped "$corpus/tree" "${check_with[@]}" --as sales-note "$corpus/tree"
against_rg "tree, shipped policy, as order forms (rg: the same phrases)" shipped "$corpus/tree" "${check_with[@]}" --as order-form "$corpus/tree"
against_rg "small files, 8 phrases (rg: 8)" 8 "$corpus/small" "${check_with[@]}" --policy "$policies/8.gate" "$corpus/small/*/*.md"
against_rg "small files, shipped policy (rg: the same phrases)" shipped "$corpus/small" "${check_with[@]}" --as sales-note "$corpus/small"
against_rg "64 MiB in many lines, 8 phrases (rg: 8)" 8 "$corpus/line/many-lines.md" "${check_with[@]}" --policy "$policies/8.gate" "$corpus/line/many-lines.md"
against_rg "64 MiB in one line, 8 phrases (rg: 8)" 8 "$corpus/line/one-line.md" "${check_with[@]}" --policy "$policies/8.gate" "$corpus/line/one-line.md"
if [ -x "$peers" ]; then
  pair "2,000 bundles, two rules (regorus)" 1 "${check_with[@]}" "$corpus/bundles" -- "$peers" "$policies/bundles.rego" "$corpus/bundles" corvane-marine $as_of
fi
# ripgrep needs about 20 s of it: two runs are enough.
runs=$((runs < 2 ? runs : 2))
against_rg "tree, 10,000 phrases (rg: 10,000 patterns)" 10000 "$corpus/tree" "${check_with[@]}" --policy "$policies/10000.gate" "$corpus/tree/*/*.md"
