# The k-means sample, from text to a finished job, in the sandbox. Leaves nothing behind.
set -eu
samples=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
export SMTJ_SANDBOX_DIR="$work/sandbox"
trap 'smtj sandbox stop >/dev/null 2>&1 || true; rm -rf "$work"' EXIT INT TERM
cp -R "$samples/kmeans-2018" "$work/kmeans"
cd "$work/kmeans"

say() {
  printf '\n$ %s\n' "$*"
  "$@"
}

say smtj validate
say smtj --sandbox apply --auto-approve --wait
say smtj --sandbox show my-training-job
say smtj output
