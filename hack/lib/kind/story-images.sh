#!/usr/bin/env bash
# Builds the images that the stories on Kind need besides the node's own, and prints their names. Usage: story-images.sh TOOLS
# The workload runs as nobody, for sites demand it (PodSecurity restricted), and has two names, so that a rollout changes one.
set -euo pipefail
tools=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

image() { # program, user
  mkdir "$work/$1"
  cp "$tools/$1" "$work/$1/"
  printf 'FROM scratch\nCOPY %s /usr/local/bin/\nUSER %s\nENTRYPOINT ["/usr/local/bin/%s"]\n' "$1" "$2" "$1" >"$work/$1/Dockerfile"
  DOCKER_BUILDKIT=0 docker build -q -t "centralita/$1:local" "$work/$1" >&2
}

image gpuplugin 0:0
image workload 65532:65532
docker tag centralita/workload:local centralita/workload:other
echo centralita/gpuplugin:local centralita/workload:local centralita/workload:other
