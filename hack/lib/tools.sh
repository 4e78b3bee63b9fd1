# Finds, downloads or builds the pinned Kubernetes programs. Sourced, after say.sh.
# They end up in one folder of the user's cache, each only after it answered with its version.

HACK=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$HACK/tools/versions.properties"

TOOLS=${CENTRALITA_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/centralita/tools/$KUBERNETES}
TOOL_NAMES="etcd kube-apiserver kube-controller-manager kube-scheduler kubectl kwok"
# What the Kind provider needs besides. gpuplugin and workload are ours, from hack/tools/kubernetes.
KIND_TOOL_NAMES="kind kubelet kubeadm kube-proxy crictl coredns kube-router gpuplugin workload"

# Where official builds come from; a test points these somewhere else, "none" forbids them.
KUBERNETES_DOWNLOADS=${KUBERNETES_DOWNLOADS:-https://dl.k8s.io/release}
ETCD_DOWNLOADS=${ETCD_DOWNLOADS:-https://github.com/etcd-io/etcd/releases/download}

# The version a tool must answer with.
tool_version() {
  case $1 in
    etcd) echo "${ETCD#v}" ;;
    kwok) echo "$KWOK" ;;
    kind) echo "$KIND" ;;
    crictl) echo "$CRI_TOOLS" ;;
    coredns) echo "CoreDNS-${COREDNS#v}" ;;
    kube-router) echo "$KUBE_ROUTER" ;;
    *) echo "$KUBERNETES" ;;
  esac
}

# True if the file runs here and is the pinned version.
tool_is_right() {
  local name=$1 file=$2 wanted answer
  [ -x "$file" ] || return 1
  wanted=$(tool_version "$name")
  case $name in
    kubectl) answer=$("$file" version --client 2>/dev/null) ;;
    kubeadm) answer=$("$file" version -o short 2>/dev/null) ;;
    kind) answer=$("$file" version 2>/dev/null) ;;
    coredns) answer=$("$file" -version 2>/dev/null) ;;
    # Ours have no version: they are right while nothing they are made of is newer.
    gpuplugin | workload)
      [ -z "$(find "$HACK/tools/kubernetes/$name" "$HACK/tools/kubernetes/go.mod" -newer "$file")" ]
      return
      ;;
    kube-router) answer=$("$file" --version 2>&1 | tr ',' ' ') ;;
    *) answer=$("$file" --version 2>/dev/null) ;;
  esac
  # As a whole word, so that 3.6.8 is not found in 3.6.80.
  printf '%s\n' "$answer" | tr ' ' '\n' | grep -qxF "$wanted"
}

# Takes a checked file into the cache; the move is atomic, so nobody sees half of it.
tool_install() {
  local name=$1 file=$2
  chmod +x "$file"
  tool_is_right "$name" "$file" || return 1
  mv -f "$file" "$TOOLS/$name"
}

tool_from_assets() {
  local name=$1 found=${KUBEBUILDER_ASSETS:-}/$1
  [ -n "${KUBEBUILDER_ASSETS:-}" ] && [ -x "$found" ] || return 1
  if ! tool_is_right "$name" "$found"; then
    say "$found is not version $(tool_version "$name"); it is not used"
    return 1
  fi
  cp "$found" "$SCRATCH/$name" && tool_install "$name" "$SCRATCH/$name"
}

platform() {
  local os arch
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  case $(uname -m) in
    x86_64 | amd64) arch=amd64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) arch=$(uname -m) ;;
  esac
  echo "$os $arch"
}

# get URL FILE: gives up fast where the internet is closed.
get() { curl -fsSL --connect-timeout 3 --speed-time 20 --speed-limit 10000 -o "$2" "$1"; }

sha256_of() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1
}

# True if the file has the sum; says so if not.
sum_is() {
  [ "$(sha256_of "$1")" = "$2" ] && return 0
  say "sha256 of $(basename "$1") is $(sha256_of "$1"), not $2; the download is thrown away"
  return 1
}

kubernetes_download() {
  local name=$1 os=$2 arch=$3 url
  # Only kubectl is published for macOS; the servers are built there.
  [ "$os" = linux ] || [ "$name" = kubectl ] || return 1
  url=$KUBERNETES_DOWNLOADS/$KUBERNETES/bin/$os/$arch/$name
  get "$url.sha256" "$SCRATCH/$name.sha256" || return 1
  say "downloading $name $KUBERNETES"
  get "$url" "$SCRATCH/$name" && sum_is "$SCRATCH/$name" "$(cut -d' ' -f1 "$SCRATCH/$name.sha256")"
}

etcd_download() {
  local os=$1 arch=$2 base=$ETCD_DOWNLOADS/$ETCD dir=etcd-$ETCD-$1-$2 archive
  archive=$dir.tar.gz
  [ "$os" = linux ] || archive=$dir.zip
  get "$base/SHA256SUMS" "$SCRATCH/SHA256SUMS" || return 1
  say "downloading etcd $ETCD"
  get "$base/$archive" "$SCRATCH/$archive" || return 1
  sum_is "$SCRATCH/$archive" "$(awk -v f="$archive" '$2 == f {print $1}' "$SCRATCH/SHA256SUMS")" || return 1
  case $archive in
    *.zip) unzip -qo "$SCRATCH/$archive" -d "$SCRATCH" ;;
    *) tar -xzf "$SCRATCH/$archive" -C "$SCRATCH" ;;
  esac && mv "$SCRATCH/$dir/etcd" "$SCRATCH/etcd"
}

tool_from_download() {
  local name=$1 os arch
  read -r os arch <<<"$(platform)"
  command -v curl >/dev/null 2>&1 || return 1
  case $name in
    # No sums beside the releases of kwok; the module proxy has them. The others are built in seconds.
    kwok | kind | crictl | coredns | kube-router | gpuplugin | workload) return 1 ;;
    etcd) [ "$ETCD_DOWNLOADS" != none ] && etcd_download "$os" "$arch" ;;
    *) [ "$KUBERNETES_DOWNLOADS" != none ] && kubernetes_download "$name" "$os" "$arch" ;;
  esac && tool_install "$name" "$SCRATCH/$name"
}

go_build() {
  local module=$1 flags=$2
  shift 2
  (cd "$HACK/tools/$module" && CGO_ENABLED=0 go build -trimpath -ldflags "-s -w $flags" -o "$SCRATCH/" "$@")
}

build_kubernetes() {
  local v=k8s.io/component-base/version minor=${KUBERNETES#v1.}
  local flags="-X $v.gitVersion=$KUBERNETES -X $v.gitMajor=1 -X $v.gitMinor=${minor%%.*} -X $v.gitTreeState=clean"
  local packages=() name
  for name in "$@"; do
    case $name in
      gpuplugin | workload) packages+=("./$name") ;;
      *) packages+=("k8s.io/kubernetes/cmd/$name") ;;
    esac
  done
  long_step "building $* $KUBERNETES (where kube-apiserver is among them, 6 to 10 minutes once)" "$SCRATCH/build.log" \
    go_build kubernetes "$flags" "${packages[@]}"
}

# go build names etcd's program after the last folder of its package.
build_etcd() {
  long_step "building etcd $ETCD" "$SCRATCH/build.log" go_build etcd "" go.etcd.io/etcd/server/v3 &&
    mv "$SCRATCH/server" "$SCRATCH/etcd"
}

build_kwok() {
  long_step "building kwok $KWOK" "$SCRATCH/build.log" \
    go_build kwok "-X sigs.k8s.io/kwok/pkg/consts.Version=$KWOK" sigs.k8s.io/kwok/cmd/kwok
}

build_kind() {
  long_step "building kind $KIND" "$SCRATCH/build.log" go_build kind "" sigs.k8s.io/kind
}

build_crictl() {
  long_step "building crictl $CRI_TOOLS" "$SCRATCH/build.log" \
    go_build cri-tools "-X sigs.k8s.io/cri-tools/pkg/version.Version=$CRI_TOOLS" sigs.k8s.io/cri-tools/cmd/crictl
}

build_coredns() {
  long_step "building coredns $COREDNS (2 to 4 minutes once)" "$SCRATCH/build.log" \
    go_build coredns "" github.com/coredns/coredns
}

build_kube_router() {
  long_step "building kube-router $KUBE_ROUTER (1 to 4 minutes once)" "$SCRATCH/build.log" \
    go_build kube-router "-X github.com/cloudnativelabs/kube-router/v2/pkg/version.Version=$KUBE_ROUTER" \
    github.com/cloudnativelabs/kube-router/v2/cmd/kube-router
}

tools_from_source() {
  local kubernetes=() name
  command -v go >/dev/null 2>&1 ||
    fail "these programs are neither in KUBEBUILDER_ASSETS nor downloadable, and there is no Go to build them: $*" \
      "install Go >= 1.26: https://go.dev/dl, or apt-get install golang, or brew install go"
  for name in "$@"; do
    case $name in
      etcd) build_etcd || return 1 ;;
      kwok) build_kwok || return 1 ;;
      kind) build_kind || return 1 ;;
      crictl) build_crictl || return 1 ;;
      coredns) build_coredns || return 1 ;;
      kube-router) build_kube_router || return 1 ;;
      *) kubernetes+=("$name") ;;
    esac
  done
  [ ${#kubernetes[@]} -eq 0 ] || build_kubernetes "${kubernetes[@]}" || return 1
  for name in "$@"; do
    tool_install "$name" "$SCRATCH/$name" ||
      fail "the $name just built does not answer with version $(tool_version "$name")"
  done
}

missing_tools() {
  local name
  for name in $TOOL_NAMES; do
    tool_is_right "$name" "$TOOLS/$name" || printf '%s ' "$name"
  done
}

get_missing_tools() {
  local name build=()
  for name in $(missing_tools); do
    tool_from_assets "$name" || tool_from_download "$name" || build+=("$name")
  done
  [ ${#build[@]} -eq 0 ] || tools_from_source "${build[@]}"
}

# with_lock FOLDER COMMAND...: one at a time. macOS has no flock, so there the lock is a folder.
with_lock() {
  local folder=$1
  shift
  if command -v flock >/dev/null 2>&1; then
    exec 8>"$folder/.lock"
    flock -n 8 || { say "another run is preparing $folder; waiting for it"; flock 8; }
    "$@" 8>&- # what it starts must not hold the lock
  else
    until mkdir "$folder/.locked" 2>/dev/null; do
      say "another run is preparing $folder (if none is, remove $folder/.locked); waiting"
      sleep 10
    done
    LOCKED=$folder/.locked
    "$@"
  fi
}

forget_scratch() {
  rm -rf "$SCRATCH"
  [ -z "${LOCKED:-}" ] || rmdir "$LOCKED"
}

# Leaves all pinned programs in $TOOLS. In a subshell, so that its traps and its lock end with it.
use_tools() (
  [ -z "$(missing_tools)" ] && return
  mkdir -p "$TOOLS"
  SCRATCH=$(mktemp -d "$TOOLS/.new.XXXXXX")
  trap forget_scratch EXIT
  with_lock "$TOOLS" get_missing_tools || exit 1
  [ -z "$(missing_tools)" ] || fail "still missing in $TOOLS: $(missing_tools)"
)
